#include "platform/x11/connection.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace attnscope::x11 {
namespace {

struct AtomRow {
  xcb_atom_t Atoms::*atom;
  std::string_view name;
};
constexpr std::array kAtomRows{
    AtomRow{&Atoms::clipboard, "CLIPBOARD"},
    AtomRow{&Atoms::clipboard_manager, "CLIPBOARD_MANAGER"},
    AtomRow{&Atoms::save_targets, "SAVE_TARGETS"},
    AtomRow{&Atoms::targets, "TARGETS"},
    AtomRow{&Atoms::timestamp, "TIMESTAMP"},
    AtomRow{&Atoms::multiple, "MULTIPLE"},
    AtomRow{&Atoms::atom_pair, "ATOM_PAIR"},
    AtomRow{&Atoms::incr, "INCR"},
    AtomRow{&Atoms::png, "image/png"},
    AtomRow{&Atoms::utf8_string, "UTF8_STRING"},
    AtomRow{&Atoms::utf8_text, "text/plain;charset=utf-8"},
};

}  // namespace

Result<Atoms> intern_atoms(xcb_connection_t* connection) {
  std::array<xcb_intern_atom_cookie_t, kAtomRows.size()> asked{};
  for (std::size_t i = 0; i < kAtomRows.size(); ++i) {
    const std::string_view name = kAtomRows[i].name;
    asked[i] = xcb_intern_atom(connection, 0, static_cast<std::uint16_t>(name.size()), name.data());
  }
  Atoms atoms{};
  bool complete = true;
  for (std::size_t i = 0; i < kAtomRows.size(); ++i) {  // every reply is fetched: xcb would keep it otherwise
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(connection, asked[i], nullptr));
    complete = complete && reply;
    if (reply) atoms.*kAtomRows[i].atom = reply->atom;
  }
  if (!complete) return Error{ErrorCode::NoDisplay, "clipboard", "the X server does not answer"};
  return atoms;
}

bool caused_before(const xcb_generic_event_t& event, unsigned request) {
  return static_cast<std::int32_t>(event.full_sequence - request) < 0;  // the numbers wrap around
}

}  // namespace attnscope::x11
