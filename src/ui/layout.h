#pragma once

#include "app/plans/geometry.h"

namespace attnscope {

/// Where each part of the main screen lies, in window units.
struct Layout {
  Rect top_bar, chips, heatmap, meters, heads, query, scale;
};

/// unit: one unscaled pixel; chips_height: what the sentence needs (the rest of the screen gives way, within reason);
/// texts: how many fields for texts there are.
Layout plan_layout(float width, float height, float unit, float chips_height, int texts = 1);

/// How much larger than designed everything is drawn on a large window, so that a projector or a 4K screen is filled
/// with larger type rather than with empty space. Sizes before any scale, in unscaled pixels.
float growth(float width, float height);

/// The largest unit at which every part of the screen still has room in a window of this size.
float largest_unit(float width, float height);

}  // namespace attnscope
