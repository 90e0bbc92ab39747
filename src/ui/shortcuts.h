#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/view.h"

namespace attnscope {

/// Modifier bits as GLFW counts them.
enum Mods : int { kNoMods = 0, kShift = 1, kCtrl = 2, kAlt = 4 };

/// A key with its modifiers; `key` is GLFW's number. Letters mean the letter on the person's own layout.
struct Chord {
  int mods = 0;
  int key = 0;
  friend bool operator==(const Chord&, const Chord&) = default;
};

/// What a shortcut may read and remember.
struct KeyInput {
  const AppState& app;
  UiMemory& memory;
};

/// Where a shortcut stands in the list of keys.
enum class KeyGroup : std::uint8_t { Sentence, Words, Picture, Scale, Animation, Program };

struct Shortcut {
  Chord chord;
  KeyGroup group;
  std::string_view title;  ///< what it does, for the help and the command palette
  Actions (*run)(const KeyInput&);
  bool while_typing = false;  ///< also when the caret is in the sentence
};

/// Every key of the main screen: F1 lists this table, Ctrl+K searches it, and the window obeys it.
std::span<const Shortcut> shortcuts();

/// "Ctrl+Shift+Z".
std::string chord_text(const Chord& chord);
std::string_view group_title(KeyGroup group);

/// The actions of the first shortcut for this chord; none where no key is bound.
std::optional<Actions> run_shortcut(const Chord& chord, const KeyInput& in);

/// Arrow keys, Enter and digits act on the part that has the focus.
std::optional<Actions> run_focused(const Chord& chord, const KeyInput& in);

}  // namespace attnscope
