#pragma once

#include <string>
#include <string_view>

#include "ui/input_queue.h"

namespace attnscope {

/// Modifier bits as GLFW counts them.
enum Mods : int { kNoMods = 0, kShift = 1, kCtrl = 2, kAlt = 4 };

/// A key with its modifiers; `key` is GLFW's number, which for a printable character is its ASCII capital.
struct Chord {
  int mods = 0;
  int key = 0;
  friend bool operator==(const Chord&, const Chord&) = default;
};

/// "Ctrl+Shift+Z".
std::string chord_text(const Chord& chord);

/// What a person meant by pressing a key. GLFW numbers keys by their place on an American keyboard; here it counts what
/// is printed on the person's own: the sign that the press wrote, whatever had to be held for it ("[" is AltGr+8 on a
/// German keyboard, digits need Shift on a French one), else the key's own `name` there, else its place.
Chord meant_chord(const KeyEvent& event, std::string_view name);

}  // namespace attnscope
