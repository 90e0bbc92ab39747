#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/action.h"

namespace attnscope {

/// What a person prefers, whatever the Scene: kept under the XDG config directory.
struct Settings {
  Theme theme = Theme::Dark;
  ColourMap colour_map = ColourMap::Magma;
  float ui_scale = 1.0F;  ///< on top of the display's own scale; kMin ... kMaxUiScale
  float speed = 1.0F;     ///< of the animation; kMin ... kMaxSpeed
  bool reduced_motion = false;
  int window_width = 0;  ///< as it was left, in window units, at most kMaxWindowSide; 0: never told
  int window_height = 0;
  std::string folder = {};  ///< where a file was last opened or written, at most kMaxNameBytes; empty: never, or gone
  std::vector<std::string> recent = {};  ///< folders of models that were opened, newest first; at most kMostRecent

  friend bool operator==(const Settings&, const Settings&) = default;
};

inline constexpr float kMinUiScale = 0.5F;
inline constexpr float kMaxUiScale = 3.0F;
inline constexpr float kMinSpeed = 0.25F;
inline constexpr float kMaxSpeed = 4.0F;
inline constexpr int kMaxWindowSide = 1 << 15;
inline constexpr std::size_t kMostRecent = 8;

}  // namespace attnscope
