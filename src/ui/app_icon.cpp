#include "ui/app_icon.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/plans/geometry.h"
#include "ui/theme.h"

namespace attnscope {
namespace {

constexpr float kIconSide = 128;  ///< units of the drawing
constexpr Rect kIconGround{4, 4, 120, 120};
constexpr Rect kIconAsking{15.5F, 69.5F, 95, 23};
constexpr int kIconWords = 5;
/// Each word looks mostly at itself; the fourth, which asks, mostly at the second.
constexpr std::array<std::array<float, kIconWords>, kIconWords> kIconWeights{{
    {1, 0.3F, 0.14F, 0.14F, 0.14F},
    {0.3F, 1, 0.3F, 0.14F, 0.14F},
    {0.14F, 0.3F, 1, 0.3F, 0.14F},
    {0.3F, 1, 0.3F, 0.6F, 0.3F},
    {0.14F, 0.14F, 0.14F, 0.3F, 1},
}};

/// How far a point lies outside a rounded rectangle; negative inside.
float outside(Point p, const Rect& rect, float radius) {
  const float dx = std::max(std::abs(p.x - rect.centre().x) - rect.w / 2 + radius, 0.0F);
  const float dy = std::max(std::abs(p.y - rect.centre().y) - rect.h / 2 + radius, 0.0F);
  return std::hypot(dx, dy) - radius;
}

/// The drawing's colour at a point, its alpha 0 outside of it.
Colour icon_colour(Point p) {
  if (outside(p, kIconGround, 24) > 0) return {0, 0, 0, 0};
  const Palette& colours = palette(Theme::Dark);
  if (std::abs(outside(p, kIconAsking, 6)) < 1.5F) return colours.query;
  for (int row = 0; row < kIconWords; ++row) {
    for (int column = 0; column < kIconWords; ++column) {
      const Rect cell{19.0F + 18.0F * static_cast<float>(column), 19.0F + 18.0F * static_cast<float>(row), 16, 16};
      if (outside(p, cell, 3) > 0) continue;
      const float weight = kIconWeights[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
      return mix(colours.panel, row == 3 ? colours.query : colours.key, weight);
    }
  }
  return colours.panel;
}

}  // namespace

std::vector<std::uint8_t> app_icon(int size) {
  constexpr int kSamples = 4;  // to a pixel's side
  std::vector<std::uint8_t> rgba;
  rgba.reserve(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4);
  const float step = kIconSide / static_cast<float>(size * kSamples);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      Colour sum{0, 0, 0, 0};
      for (int i = 0; i < kSamples * kSamples; ++i) {
        const int across = x * kSamples + i % kSamples;
        const int down = y * kSamples + i / kSamples;
        const Colour c =
            icon_colour({(static_cast<float>(across) + 0.5F) * step, (static_cast<float>(down) + 0.5F) * step});
        sum = {sum.x + c.x * c.w, sum.y + c.y * c.w, sum.z + c.z * c.w, sum.w + c.w};
      }
      const float cover = std::max(sum.w, 1e-6F);
      for (const float share : {sum.x / cover, sum.y / cover, sum.z / cover, sum.w / (kSamples * kSamples)}) {
        rgba.push_back(static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0F, 1.0F))));
      }
    }
  }
  return rgba;
}

}  // namespace attnscope
