#include "platform/x11/transfers.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace attnscope::x11 {
namespace {

constexpr std::size_t kMostTransfers = 16;
constexpr std::size_t kLargestPiece = 256 * 1024;  ///< the server holds one for each transfer
constexpr std::size_t kRequestHead = 32;           ///< what a ChangeProperty has before its bytes, and a bit

std::size_t piece_size(xcb_connection_t* connection) {
  const std::size_t longest_request = std::size_t{4} * xcb_get_maximum_request_length(connection);
  return longest_request > 2 * kRequestHead ? std::min(kLargestPiece, longest_request - kRequestHead) : kRequestHead;
}

void listen_to(xcb_connection_t* connection, xcb_window_t window, std::uint32_t events) {
  xcb_change_window_attributes(connection, window, XCB_CW_EVENT_MASK, &events);
}

}  // namespace

Transfers::Transfers(xcb_connection_t* connection, xcb_atom_t incr)
    : connection_(connection), incr_(incr), piece_(piece_size(connection)) {}

void Transfers::give(Place place, Content content) {
  if (content.bytes->size() > piece_) {
    begin(place, std::move(content));
  } else {
    write(place, content.type, *content.bytes);
  }
}

void Transfers::begin(Place place, Content content) {
  std::erase_if(transfers_, [&](const Transfer& old) { return old.place == place; });  // it starts again
  if (transfers_.size() == kMostTransfers) {
    const xcb_window_t forgotten = transfers_.front().place.window;
    transfers_.pop_front();
    stop_listening(forgotten);
  }
  // Before the first word is written: no deletion may be missed.
  listen_to(connection_, place.window, XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(content.bytes->size(), UINT32_MAX));
  const auto announced =
      xcb_change_property(connection_, XCB_PROP_MODE_REPLACE, place.window, place.property, incr_, 32, 1, &size);
  transfers_.push_back({place, std::move(content), 0, announced.sequence});
}

void Transfers::property_deleted(Place place, const xcb_generic_event_t& event) {
  const auto found = std::find_if(transfers_.begin(), transfers_.end(),
                                  [&](const Transfer& transfer) { return transfer.place == place; });
  // What was deleted before the newest piece was there is not that piece.
  if (found == transfers_.end() || caused_before(event, found->newest_piece)) return;
  const std::string_view next = std::string_view(*found->content.bytes).substr(found->given, piece_);
  found->newest_piece = write(place, found->content.type, next);
  found->given += next.size();
  if (!next.empty()) return;
  transfers_.erase(found);
  stop_listening(place.window);
}

void Transfers::window_gone(xcb_window_t window) {
  std::erase_if(transfers_, [&](const Transfer& transfer) { return transfer.place.window == window; });
}

unsigned Transfers::write(Place place, xcb_atom_t type, std::string_view bytes) {
  return xcb_change_property(connection_, XCB_PROP_MODE_REPLACE, place.window, place.property, type, 8,
                             static_cast<std::uint32_t>(bytes.size()), bytes.data())
      .sequence;
}

void Transfers::stop_listening(xcb_window_t window) {
  const bool still_needed = std::any_of(transfers_.begin(), transfers_.end(),
                                        [&](const Transfer& transfer) { return transfer.place.window == window; });
  if (!still_needed) listen_to(connection_, window, XCB_EVENT_MASK_NO_EVENT);
}

}  // namespace attnscope::x11
