#pragma once

#include <xcb/xcb.h>

#include <cstdlib>
#include <memory>

#include "core/result.h"

namespace attnscope::x11 {

struct Disconnect {
  void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
};
using Connection = std::unique_ptr<xcb_connection_t, Disconnect>;

struct FreeReply {
  void operator()(void* reply) const { std::free(reply); }  // NOLINT(cppcoreguidelines-no-malloc)
};
/// What xcb allocates: replies and events.
template <class T>
using Reply = std::unique_ptr<T, FreeReply>;

/// The server's numbers for the names that a clipboard's conversation uses (ICCCM, chapter 2).
struct Atoms {
  xcb_atom_t clipboard, clipboard_manager, save_targets;
  xcb_atom_t targets, timestamp, multiple, atom_pair, incr;
  xcb_atom_t png, utf8_string, utf8_text;
};

/// Asks for all of them at once. Errors  NoDisplay when the connection is lost.
Result<Atoms> intern_atoms(xcb_connection_t* connection);

/// Whether an event was caused by the server before it came to the request with this number. Exact, where timestamps
/// could be equal.
bool caused_before(const xcb_generic_event_t& event, unsigned request);

}  // namespace attnscope::x11
