#pragma once

#include "ui/view.h"

namespace attnscope {

/// A head's picture, outlined where it is the viewed one; the pointer over it reads what can be said of it. `index`
/// counts reading.heads; there is a reading. Returns whether it was clicked.
bool head_picture(const ViewInput& in, const Paint& paint, std::size_t index, const Rect& tile);

/// The sheet with every head of the model, as large as they fit, each with its name. Arrow keys move through it.
Actions show_atlas(const ViewInput& in);

}  // namespace attnscope
