#pragma once

#include "ui/view.h"

namespace attnscope {

/// The small map of a lecture's scene, the row that asks marked; an empty frame where there is none yet, the name of an
/// experiment, and a question mark where the map would tell what the room is asked to expect.
void paint_scene_picture(const Paint& paint, const Rect& place, const AppState& app, std::size_t scene);

}  // namespace attnscope
