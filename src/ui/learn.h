#pragma once

#include "ui/chord.h"
#include "ui/view.h"

namespace attnscope {

/// Everything to learn with, part by part: lessons with one's progress, examples. `examples`: opens at those.
Actions show_learn(const ViewInput& in, bool examples);

/// Up and down, from part to part, and Enter. Returns what was chosen; none where the key is another one.
std::optional<Actions> move_in_learn(const AppState& app, UiMemory& memory, int along, int down, bool enter);

/// What is on the screen as a step of a lesson of one's own.
Actions show_record(const ViewInput& in);

/// There: Tab goes from field to field, Ctrl+Enter adds the step, Ctrl+Del takes the last one out, Enter saves the
/// lesson where its title and place are typed; none for other keys.
std::optional<Actions> record_by_key(const AppState& app, UiMemory& memory, const Chord& chord);

}  // namespace attnscope
