#pragma once

#include <deque>
#include <memory>
#include <string>

#include "platform/x11/connection.h"

namespace attnscope::x11 {

/// A property of some program's window: where it wants its answer.
struct Place {
  xcb_window_t window = XCB_NONE;
  xcb_atom_t property = XCB_NONE;
  friend bool operator==(const Place&, const Place&) = default;
};

/// Bytes and what they are.
struct Content {
  std::shared_ptr<const std::string> bytes;
  xcb_atom_t type = XCB_NONE;
};

/// Gives bytes to other programs: small ones at once, large ones piece by piece (ICCCM 2.7.2, INCR). The other side
/// deletes a piece when it has read it, and that asks for the next; an empty piece is the end. Nobody is waited for: a
/// program that reads slowly, or never again, costs a place in a short list and keeps the bytes alive, and the oldest
/// place is taken from it when there are too many.
class Transfers {
 public:
  /// The connection outlives this.
  Transfers(xcb_connection_t* connection, xcb_atom_t incr);

  void give(Place place, Content content);
  /// Every deleted property may be reported; `event` tells when it was.
  void property_deleted(Place place, const xcb_generic_event_t& event);
  void window_gone(xcb_window_t window);

 private:
  struct Transfer {
    Place place;
    Content content;
    std::size_t given = 0;
    unsigned newest_piece = 0;  ///< the number of the request that wrote it
  };

  void begin(Place place, Content content);
  unsigned write(Place place, xcb_atom_t type, std::string_view bytes);
  void stop_listening(xcb_window_t window);

  xcb_connection_t* connection_;
  xcb_atom_t incr_;
  std::size_t piece_;
  std::deque<Transfer> transfers_;
};

}  // namespace attnscope::x11
