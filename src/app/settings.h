#pragma once

#include "app/action.h"

namespace attnscope {

/// What a person prefers, whatever the Scene: kept under the XDG config directory.
struct Settings {
  Theme theme = Theme::Dark;
  ColourMap colour_map = ColourMap::Magma;
  float ui_scale = 1.0F;  ///< on top of the display's own scale; 0.5 ... 3
  float speed = 1.0F;     ///< of the animation; 0.25 ... 4
  bool reduced_motion = false;

  friend bool operator==(const Settings&, const Settings&) = default;
};

inline constexpr float kMinUiScale = 0.5F;
inline constexpr float kMaxUiScale = 3.0F;

}  // namespace attnscope
