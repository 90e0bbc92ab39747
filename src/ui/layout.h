#pragma once

#include "app/plans/geometry.h"

namespace attnscope {

/// Where each part of the main screen lies, in window units.
struct Layout {
  Rect top_bar, strip, chips, heatmap, meters, heads, numbers, query, scale;
  Rect page;  ///< what stands in the place of all below the strip
};

/// Width of the map's part below which it has no bar of colours beside it, unscaled.
inline constexpr float kRoomForBar = 292;

/// What the screen has to show, besides what it always does.
struct ScreenParts {
  int texts = 1;               ///< how many fields for texts there are
  bool by_hand = false;        ///< the numbers of a worked example stand where a model has its meters and heads
  bool page = false;           ///< a page stands in the place of the sentence's views
  float strip_height = 0;      ///< what a lesson or an audit needs above the words
  float numbers_height = 430;  ///< what the numbers of a worked example need
};

/// unit: one unscaled pixel; chips_height: what the sentence needs (the rest of the screen gives way, within reason).
/// What is not shown is empty.
Layout plan_layout(float width, float height, float unit, float chips_height, const ScreenParts& parts = {});

/// How much larger than designed everything is drawn on a large window, so that a projector or a 4K screen is filled
/// with larger type rather than with empty space. Sizes before any scale, in unscaled pixels.
float growth(float width, float height);

/// What takes room from the screen, or its place.
struct ScreenLoad {
  bool strip = false;    ///< a lesson or an audit above the words
  bool page = false;     ///< an experiment
  bool by_hand = false;  ///< a worked example
};

/// The largest unit at which every part of the screen still has room in a window of this size.
float largest_unit(float width, float height, const ScreenLoad& load = {});

}  // namespace attnscope
