#include "ui/layout.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

constexpr float kDesignWidth = 1440;
constexpr float kDesignHeight = 900;
constexpr float kMostGrowth = 2.5F;
constexpr float kGrowthStep = 0.125F;  ///< each step costs a new font atlas

/// The map, its meters and its heads. They stand below it; where little is left below a lesson, beside it: whichever
/// leaves more of the map.
void place_map(Layout& layout, Rect left, float unit) {
  const float below = std::min(156 * unit, std::max(104 * unit, left.h * 0.3F));
  const float beside = std::clamp(left.w * 0.42F, 150 * unit, 200 * unit);
  const float labels_above = 84 * unit;  // with what the map is chosen by
  const float labels_beside = 110 * unit;
  const float bar = 66 * unit;
  const float stacked = std::min(left.w - labels_beside - bar, left.h - below - labels_above);
  const float narrow = left.w - beside;
  const float abreast =
      std::min(narrow - labels_beside - (narrow < kRoomForBar * unit ? 0 : bar), left.h - labels_above);
  if (abreast > 1.1F * stacked) {
    Rect column = take_right(left, beside);
    layout.meters = take_top(column, std::max(column.h * 0.55F, std::min(column.h * 0.75F, 104 * unit)));
    layout.heads = column;
  } else {
    Rect row = take_bottom(left, below);
    layout.heads = take_right(row, std::min(row.w * 0.42F, 250 * unit));
    layout.meters = row;
  }
  layout.heatmap = left;
}

/// The numbers of a worked example and the map that they make: above them, or where that leaves it no room, beside.
void place_numbers(Layout& layout, Rect left, float unit, float needed) {
  if (left.h < 300 * unit && layout.query.w >= 530 * unit) {
    layout.heatmap = take_left(layout.query, std::clamp(layout.query.w * 0.33F, 150 * unit, 200 * unit));
    layout.numbers = left;
    return;
  }
  const float most = std::min(430 * unit, left.h * (left.h < 420 * unit ? 0.64F : 0.56F));
  layout.numbers = take_bottom(left, std::clamp(needed, std::min(200 * unit, most), most));
  layout.heatmap = left;
}

}  // namespace

float growth(float width, float height) {
  const float exact = std::min(width / kDesignWidth, height / kDesignHeight);
  return std::clamp(std::floor(exact / kGrowthStep) * kGrowthStep, 1.0F, kMostGrowth);
}

float largest_unit(float width, float height, const ScreenLoad& load) {
  const float least_width = load.page ? 860.0F : load.by_hand ? 940.0F : 720.0F;
  const float least_height = load.strip ? 600.0F : 480.0F;
  return std::max(0.25F, std::min(width / least_width, height / least_height));
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
  const float least_chips = (parts.strip_height > 0 && height < 700 * unit ? 80 : 96) * unit;
  layout.chips = take_top(rest, std::clamp(chips_height, least_chips, std::max(least_chips, height * 0.3F)));
  Rect left = take_left(rest, std::clamp(width * 0.417F, std::min(400 * unit, width / 2), width / 2));
  layout.query = rest;
  if (parts.by_hand) {
    place_numbers(layout, left, unit, parts.numbers_height);
  } else {
    place_map(layout, left, unit);
  }
  return layout;
}

}  // namespace attnscope
