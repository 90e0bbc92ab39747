#pragma once

#include <poll.h>
#include <xcb/xcb.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace attnscope::test {

/// What was pasted, and how it came.
struct Pasted {
  std::string bytes;
  std::string type;
  int pieces = 0;  ///< 0: at once
  std::size_t largest_piece = 0;
};

/// Another program that pastes, written from ICCCM's side of the requestor. Gives up when nothing happens for long.
class PasteClient {
 public:
  struct Free {
    void operator()(void* thing) const { std::free(thing); }
  };
  template <class T>
  using Got = std::unique_ptr<T, Free>;
  using Event = Got<xcb_generic_event_t>;

  PasteClient() : connection_(xcb_connect(nullptr, nullptr)), window_(xcb_generate_id(connection_)) {
    const std::uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data->root;
    xcb_create_window(connection_, 0, window_, root, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, 0, XCB_CW_EVENT_MASK,
                      &events);
  }
  ~PasteClient() { xcb_disconnect(connection_); }
  PasteClient(const PasteClient&) = delete;
  PasteClient& operator=(const PasteClient&) = delete;

  xcb_connection_t* connection() { return connection_; }
  [[nodiscard]] xcb_window_t window() const { return window_; }

  xcb_atom_t atom(const std::string& name) {
    const auto cookie = xcb_intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.data());
    return Got<xcb_intern_atom_reply_t>(xcb_intern_atom_reply(connection_, cookie, nullptr))->atom;
  }

  std::string name(xcb_atom_t atom) {
    const auto cookie = xcb_get_atom_name(connection_, atom);
    const Got<xcb_get_atom_name_reply_t> reply(xcb_get_atom_name_reply(connection_, cookie, nullptr));
    return reply ? std::string(xcb_get_atom_name_name(reply.get()), reply->name_len) : "";
  }

  /// The window that owns a selection.
  xcb_window_t owner(const std::string& selection = "CLIPBOARD") {
    const auto cookie = xcb_get_selection_owner(connection_, atom(selection));
    return Got<xcb_get_selection_owner_reply_t>(xcb_get_selection_owner_reply(connection_, cookie, nullptr))->owner;
  }

  void become_owner(const std::string& selection = "CLIPBOARD") {
    xcb_set_selection_owner(connection_, window_, atom(selection), XCB_CURRENT_TIME);
    (void)owner(selection);  // it has happened
  }

  void ask(const std::string& target, const std::string& property = "ANSWER") {
    xcb_convert_selection(connection_, window_, atom("CLIPBOARD"), atom(target), atom(property), XCB_CURRENT_TIME);
    xcb_flush(connection_);
  }

  void put(const std::string& property, const std::string& type, const std::vector<std::uint32_t>& words) {
    xcb_change_property(connection_, XCB_PROP_MODE_REPLACE, window_, atom(property), atom(type), 32,
                        static_cast<std::uint32_t>(words.size()), words.data());
  }

  /// Whether the owner answered the last ask(), and did so with data.
  bool answered() {
    const Event event = next(XCB_SELECTION_NOTIFY);
    return event && reinterpret_cast<const xcb_selection_notify_event_t&>(*event).property != XCB_NONE;
  }

  /// The whole of a property; deleting it asks for the next piece.
  Pasted read(const std::string& property, bool and_delete = true) {
    const auto cookie =
        xcb_get_property(connection_, and_delete ? 1 : 0, window_, atom(property), XCB_ATOM_ANY, 0, 64U << 20);
    const Got<xcb_get_property_reply_t> reply(xcb_get_property_reply(connection_, cookie, nullptr));
    if (!reply) return {};
    const auto* first = static_cast<const char*>(xcb_get_property_value(reply.get()));
    return {std::string(first, static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))), name(reply->type),
            0, 0};
  }

  std::optional<Pasted> paste(const std::string& target) {
    ask(target);
    return answered() ? collect("ANSWER") : std::nullopt;
  }

  /// What the answer in a property brings, piece by piece where it is large.
  std::optional<Pasted> collect(const std::string& property) {
    Pasted whole = read(property);
    if (whole.type != "INCR") return whole;
    whole = {};
    while (wait_for_new(property)) {
      const Pasted piece = read(property);
      whole.type = piece.type;
      if (piece.bytes.empty()) return whole;
      ++whole.pieces;
      whole.largest_piece = std::max(whole.largest_piece, piece.bytes.size());
      whole.bytes += piece.bytes;
    }
    return std::nullopt;
  }

  bool wait_for_new(const std::string& property) {
    const xcb_atom_t wanted = atom(property);
    while (const Event event = next(XCB_PROPERTY_NOTIFY)) {
      const auto& change = reinterpret_cast<const xcb_property_notify_event_t&>(*event);
      if (change.atom == wanted && change.state == XCB_PROPERTY_NEW_VALUE) return true;
    }
    return false;
  }

  /// The next event of a kind; others are passed over. Null after ten seconds of silence.
  Event next(std::uint8_t kind) {
    for (;;) {
      xcb_flush(connection_);
      Event event(xcb_poll_for_event(connection_));
      if (event && (event->response_type & 0x7F) == kind) return event;
      if (event) continue;
      pollfd readable{xcb_get_file_descriptor(connection_), POLLIN, 0};
      if (poll(&readable, 1, 10000) <= 0 || xcb_connection_has_error(connection_) != 0) return nullptr;
    }
  }

 private:
  xcb_connection_t* connection_;
  xcb_window_t window_;
};

}  // namespace attnscope::test
