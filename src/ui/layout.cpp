#include "ui/layout.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

constexpr float kDesignWidth = 1440;
constexpr float kDesignHeight = 900;
constexpr float kMostGrowth = 2.5F;
constexpr float kGrowthStep = 0.125F;  ///< each step costs a new font atlas

}  // namespace

float growth(float width, float height) {
  const float exact = std::min(width / kDesignWidth, height / kDesignHeight);
  return std::clamp(std::floor(exact / kGrowthStep) * kGrowthStep, 1.0F, kMostGrowth);
}

float largest_unit(float width, float height) {
  constexpr float kLeastWidth = 720;
  constexpr float kLeastHeight = 480;
  return std::max(0.25F, std::min(width / kLeastWidth, height / kLeastHeight));
}

Layout plan_layout(float width, float height, float unit, float chips_height, const ScreenParts& parts) {
  Layout layout;
  Rect rest{0, 0, width, height};
  layout.top_bar = take_top(rest, (parts.texts > 1 ? 96 : 56) * unit);
  layout.strip = take_top(rest, std::min(parts.strip_height, height * 0.4F));
  if (parts.page) {
    layout.page = rest;
    return layout;
  }
  layout.scale = take_bottom(rest, (height < 700 * unit ? 84 : 92) * unit);
  layout.chips = take_top(rest, std::clamp(chips_height, 96 * unit, std::max(96 * unit, height * 0.3F)));
  Rect left = take_left(rest, std::clamp(width * 0.417F, std::min(400 * unit, width / 2), width / 2));
  layout.query = rest;
  if (parts.by_hand) {
    // Where there is little room, the numbers come before their picture.
    layout.numbers = take_bottom(left, std::min(430 * unit, left.h * (left.h < 420 * unit ? 0.64F : 0.56F)));
    layout.heatmap = left;
    return layout;
  }
  Rect below = take_bottom(left, std::min(156 * unit, std::max(104 * unit, left.h * 0.3F)));
  layout.heads = take_right(below, std::min(below.w * 0.42F, 250 * unit));
  layout.meters = below;
  layout.heatmap = left;
  return layout;
}

}  // namespace attnscope
