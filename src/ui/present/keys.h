#pragma once

#include "ui/shortcuts.h"

namespace attnscope {

/// The keys of a presentation: those of a clicker first. The others of the main screen that change the scene are obeyed
/// as well; what opens above it is not.
std::span<const Shortcut> present_shortcuts();

/// What a key means while something is presented; none where it means nothing.
std::optional<Actions> run_present_key(const Chord& chord, const KeyInput& in);

/// The scene that is shown becomes the lecture's last one.
Actions add_view(const KeyInput& in);

/// What a key means while the lecture's panel is open; none: it is not one of the panel's.
std::optional<Actions> run_lecture_key(const Chord& chord, const KeyInput& in);

}  // namespace attnscope
