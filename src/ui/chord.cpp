#include "ui/chord.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>

namespace attnscope {
namespace {

struct KeyName {
  int key;
  std::string_view name;
};

constexpr std::array kKeyNames{
    KeyName{GLFW_KEY_LEFT, "←"},
    KeyName{GLFW_KEY_RIGHT, "→"},
    KeyName{GLFW_KEY_UP, "↑"},
    KeyName{GLFW_KEY_DOWN, "↓"},
    KeyName{GLFW_KEY_HOME, "Home"},
    KeyName{GLFW_KEY_END, "End"},
    KeyName{GLFW_KEY_SPACE, "Space"},
    KeyName{GLFW_KEY_TAB, "Tab"},
    KeyName{GLFW_KEY_ESCAPE, "Esc"},
    KeyName{GLFW_KEY_ENTER, "Enter"},
    KeyName{GLFW_KEY_PAGE_UP, "Page ↑"},
    KeyName{GLFW_KEY_PAGE_DOWN, "Page ↓"},
    KeyName{GLFW_KEY_BACKSPACE, "Backspace"},
    KeyName{GLFW_KEY_DELETE, "Del"},
};

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_sign(char32_t c) { return c > ' ' && c < 127 && !is_letter(c); }
int capital(char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; }

}  // namespace

std::string chord_text(const Chord& chord) {
  std::string text;
  if ((chord.mods & kCtrl) != 0) text += "Ctrl+";
  if ((chord.mods & kAlt) != 0) text += "Alt+";
  if ((chord.mods & kShift) != 0) text += "Shift+";
  const auto named =
      std::find_if(kKeyNames.begin(), kKeyNames.end(), [&](const KeyName& k) { return k.key == chord.key; });
  if (named != kKeyNames.end()) return text + std::string(named->name);
  if (chord.key >= GLFW_KEY_F1 && chord.key <= GLFW_KEY_F25) {
    return text + "F" + std::to_string(chord.key - GLFW_KEY_F1 + 1);
  }
  return text + static_cast<char>(chord.key);  // GLFW's numbers of printable keys are their ASCII capitals
}

Chord meant_chord(const KeyEvent& event, std::string_view name) {
  const int mods = event.mods & (kShift | kCtrl | kAlt);
  if (is_sign(event.written)) return {mods & ~kShift, static_cast<int>(event.written)};
  const bool named = name.size() == 1 && (is_sign(name[0]) || is_letter(name[0]));
  return {mods, named ? capital(name[0]) : event.key};
}

}  // namespace attnscope
