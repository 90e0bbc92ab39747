#pragma once

#include "ui/view.h"

namespace attnscope {

/// What the speaker needs and the room does not: the scene's notes, what comes next, the time since the beginning.
void paint_speaker(const Paint& paint, const Rect& area, const AppState& app, Seconds now);

}  // namespace attnscope
