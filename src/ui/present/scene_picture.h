#pragma once

#include "app/present/scene_gallery.h"
#include "ui/view.h"

namespace attnscope {

/// A scene's small map, the row that asks marked beside it; an empty frame where there is none yet.
void paint_scene_picture(const Paint& paint, const Rect& place, const ScenePicture* picture, ColourMap map);

/// The picture of a lecture's scene; null where it is not there.
const ScenePicture* picture_of_scene(const AppState& app, std::size_t scene);

}  // namespace attnscope
