#pragma once

#include "ui/view.h"

namespace attnscope {

/// Everything to learn with, part by part: lessons with one's progress, examples. `examples`: opens at those.
Actions show_learn(const ViewInput& in, bool examples);

/// Up and down, from part to part, and Enter. Returns what was chosen; none where the key is another one.
std::optional<Actions> move_in_learn(const AppState& app, UiMemory& memory, int along, int down, bool enter);

/// What is on the screen as a step of a lesson of one's own.
Actions show_record(const ViewInput& in);

}  // namespace attnscope
