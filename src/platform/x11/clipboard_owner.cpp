#include "platform/x11/clipboard_owner.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace attnscope::x11 {
namespace {

constexpr std::uint8_t kSentByAProgram = 0x80;  ///< not by the server
constexpr std::uint32_t kMostPairs = 64;        ///< of one MULTIPLE request

}  // namespace

Error lost_connection() { return {ErrorCode::NoDisplay, "clipboard", "the connection to the X server is lost"}; }

Result<std::unique_ptr<ClipboardOwner>> ClipboardOwner::connect() {
  Connection connection(xcb_connect(nullptr, nullptr));
  if (xcb_connection_has_error(connection.get()) != 0) return lost_connection();
  const Result<Atoms> atoms = intern_atoms(connection.get());
  if (!atoms) return atoms.error();
  const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(connection.get())).data;
  const xcb_window_t window = xcb_generate_id(connection.get());
  const std::uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
  xcb_create_window(connection.get(), XCB_COPY_FROM_PARENT, window, screen->root, -1, -1, 1, 1, 0,
                    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &events);
  return std::unique_ptr<ClipboardOwner>(new ClipboardOwner(std::move(connection), *atoms, window));
}

ClipboardOwner::ClipboardOwner(Connection connection, const Atoms& atoms, xcb_window_t window)
    : connection_(std::move(connection)), atoms_(atoms), window_(window), transfers_(connection_.get(), atoms.incr) {}

bool ClipboardOwner::connected() const { return xcb_connection_has_error(connection_.get()) == 0; }
int ClipboardOwner::descriptor() const { return xcb_get_file_descriptor(connection_.get()); }

Status ClipboardOwner::take(std::shared_ptr<const Offer> offer) {
  const std::optional<xcb_timestamp_t> now = server_time();
  if (!now) return lost_connection();
  const auto taken = xcb_set_selection_owner(connection_.get(), window_, atoms_.clipboard, *now);
  const auto asked = xcb_get_selection_owner(connection_.get(), atoms_.clipboard);
  const Reply<xcb_get_selection_owner_reply_t> owner(xcb_get_selection_owner_reply(connection_.get(), asked, nullptr));
  if (!owner) return lost_connection();
  if (owner->owner != window_) {
    return Error{ErrorCode::Unsupported, "clipboard", "another program copied at the same moment; copy again"};
  }
  offer_ = std::move(offer);
  since_ = *now;
  taken_by_ = taken.sequence;
  return {};
}

std::optional<xcb_timestamp_t> ClipboardOwner::server_time() {
  // ICCCM 2.1: a change of nothing comes back with the server's time.
  xcb_change_property(connection_.get(), XCB_PROP_MODE_APPEND, window_, atoms_.timestamp, XCB_ATOM_INTEGER, 32, 0,
                      nullptr);
  xcb_flush(connection_.get());
  time_.reset();
  while (!time_) {
    const Reply<xcb_generic_event_t> event(xcb_wait_for_event(connection_.get()));
    if (!event) return std::nullopt;
    answer(*event);
  }
  return time_;
}

bool ClipboardOwner::answer_one() {
  xcb_flush(connection_.get());
  const Reply<xcb_generic_event_t> event(xcb_poll_for_event(connection_.get()));
  if (event) answer(*event);
  return event != nullptr;
}

void ClipboardOwner::answer(const xcb_generic_event_t& event) {
  const auto kind = static_cast<std::uint8_t>(event.response_type & ~kSentByAProgram);
  if (kind == XCB_SELECTION_NOTIFY) {  // the only one that programs send to each other; nothing else may be forged
    handed_over_ |= reinterpret_cast<const xcb_selection_notify_event_t&>(event).target == atoms_.save_targets;
  } else if (event.response_type == XCB_SELECTION_REQUEST) {
    answer_request(reinterpret_cast<const xcb_selection_request_event_t&>(event));
  } else if (event.response_type == XCB_SELECTION_CLEAR) {
    // An older loss may be told only after the clipboard was taken again.
    if (!caused_before(event, taken_by_)) offer_.reset();
  } else if (event.response_type == XCB_PROPERTY_NOTIFY) {
    property_changed(event);
  } else if (event.response_type == XCB_DESTROY_NOTIFY) {
    transfers_.window_gone(reinterpret_cast<const xcb_destroy_notify_event_t&>(event).window);
  } else if (event.response_type == 0) {
    const auto& error = reinterpret_cast<const xcb_generic_error_t&>(event);
    if (error.error_code == XCB_WINDOW) transfers_.window_gone(error.resource_id);
  }
}

void ClipboardOwner::property_changed(const xcb_generic_event_t& event) {
  const auto& change = reinterpret_cast<const xcb_property_notify_event_t&>(event);
  if (change.window == window_) {
    if (change.atom == atoms_.timestamp) time_ = change.time;
  } else if (change.state == XCB_PROPERTY_DELETE) {
    transfers_.property_deleted({change.window, change.atom}, event);
  }
}

void ClipboardOwner::answer_request(const xcb_selection_request_event_t& request) {
  // Programs from before ICCCM name no property and mean the target.
  const Place place{request.requestor, request.property == XCB_NONE ? request.target : request.property};
  const bool possible = offer_ && request.selection == atoms_.clipboard && request.requestor != window_;
  const bool done =
      possible && (request.target == atoms_.multiple ? convert_several(place) : convert(place, request.target));

  xcb_selection_notify_event_t told{};
  told.response_type = XCB_SELECTION_NOTIFY;
  told.time = request.time;
  told.requestor = request.requestor;
  told.selection = request.selection;
  told.target = request.target;
  told.property = done ? place.property : static_cast<xcb_atom_t>(XCB_NONE);
  static_assert(sizeof told <= 32);
  std::array<char, 32> sent{};  // xcb reads 32 bytes, whatever the event has
  std::copy_n(reinterpret_cast<const char*>(&told), sizeof told, sent.begin());
  xcb_send_event(connection_.get(), 0, request.requestor, XCB_EVENT_MASK_NO_EVENT, sent.data());
}

bool ClipboardOwner::convert(Place place, xcb_atom_t target) {
  if (target == atoms_.targets) {
    std::vector<xcb_atom_t> all = data_targets();
    all.insert(all.end(), {atoms_.targets, atoms_.timestamp, atoms_.multiple, atoms_.save_targets});
    write_words(place, XCB_ATOM_ATOM, all);
    return true;
  }
  if (target == atoms_.timestamp) {
    write_words(place, XCB_ATOM_INTEGER, {since_});
    return true;
  }
  if (std::optional<Content> found = content(target)) {
    transfers_.give(place, *std::move(found));
    return true;
  }
  return false;
}

bool ClipboardOwner::convert_several(Place place) {
  const auto asked =
      xcb_get_property(connection_.get(), 0, place.window, place.property, atoms_.atom_pair, 0, 2 * kMostPairs);
  const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(connection_.get(), asked, nullptr));
  if (!reply || reply->format != 32 || reply->type != atoms_.atom_pair) return false;
  const auto* const first = static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
  std::vector<std::uint32_t> pairs(first, first + reply->value_len);
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const Place one{place.window, pairs[i + 1]};
    const bool fits = one.property != XCB_NONE && one.property != place.property && pairs[i] != atoms_.multiple;
    if (!fits || !convert(one, pairs[i])) pairs[i + 1] = XCB_NONE;
  }
  write_words(place, atoms_.atom_pair, pairs);
  return true;
}

std::optional<Content> ClipboardOwner::content(xcb_atom_t target) const {
  if (target == atoms_.png) return Content{{offer_, &offer_->png}, target};
  if (target == atoms_.utf8_string || target == atoms_.utf8_text || target == XCB_ATOM_STRING) {
    return Content{{offer_, &offer_->text}, target};
  }
  return std::nullopt;
}

std::vector<xcb_atom_t> ClipboardOwner::data_targets() const {
  return {atoms_.png, atoms_.utf8_text, atoms_.utf8_string, XCB_ATOM_STRING};
}

void ClipboardOwner::write_words(Place place, xcb_atom_t type, const std::vector<std::uint32_t>& words) {
  xcb_change_property(connection_.get(), XCB_PROP_MODE_REPLACE, place.window, place.property, type, 32,
                      static_cast<std::uint32_t>(words.size()), words.data());
}

void ClipboardOwner::hand_over(std::chrono::milliseconds at_most) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point deadline = Clock::now() + at_most;
  const auto asked = xcb_get_selection_owner(connection_.get(), atoms_.clipboard_manager);
  const Reply<xcb_get_selection_owner_reply_t> manager(
      xcb_get_selection_owner_reply(connection_.get(), asked, nullptr));
  if (!offer_ || !manager || manager->owner == XCB_NONE) return;

  handed_over_ = false;
  write_words({window_, atoms_.save_targets}, XCB_ATOM_ATOM, data_targets());
  xcb_convert_selection(connection_.get(), window_, atoms_.clipboard_manager, atoms_.save_targets, atoms_.save_targets,
                        since_);
  while (!handed_over_ && connected()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return;
    if (answer_one()) continue;
    pollfd readable{descriptor(), POLLIN, 0};
    (void)poll(&readable, 1, static_cast<int>(left.count()));
  }
}

}  // namespace attnscope::x11
