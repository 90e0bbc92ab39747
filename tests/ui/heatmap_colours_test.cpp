// What a person sees on the map, read back pixel by pixel: the colour of each cell is that of its number.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/ui/screen_support.h"
#include "ui/gpu.h"
#include "ui/theme.h"

namespace attnscope::test {
namespace {

std::uint32_t packed_rgb(const Rgb& rgb) {
  std::uint32_t packed = 0;
  for (const float channel : rgb) packed = packed << 8U | static_cast<std::uint32_t>(std::lround(channel * 255));
  return packed;
}
std::uint32_t packed_rgb(const Colour& c) { return packed_rgb(Rgb{c.x, c.y, c.z}); }

/// The largest difference of a channel.
int distance(std::uint32_t a, std::uint32_t b) {
  int most = 0;
  for (const unsigned shift : {0U, 8U, 16U}) {
    most = std::max(most, std::abs(static_cast<int>(a >> shift & 0xFFU) - static_cast<int>(b >> shift & 0xFFU)));
  }
  return most;
}

class HeatmapColours : public ScreenTest {
 protected:
  /// Where the map lies: the pixels of the one cell that a text of one token has, whose weight is 1. A text whose
  /// longest token is this one has its map at the same place, since the room for labels is the same.
  Rect find_map(const std::string& longest_token) {
    resize({900, 600});
    read_text(longest_token);
    EXPECT_EQ(state().reading->encoding.tokens.size(), 1U);
    const Shot picture = shot();
    const std::uint32_t most = packed_rgb(colour(state().settings.colour_map, 1));
    const Rect& area = layout().heatmap;
    float left = 1e9F, top = 1e9F, right = 0, bottom = 0;
    for (int y = static_cast<int>(area.y); y < static_cast<int>(area.bottom()); ++y) {
      for (int x = static_cast<int>(area.x); x < static_cast<int>(area.right()); ++x) {
        if (picture.at(x, y) != most) continue;
        left = std::min(left, static_cast<float>(x));
        right = std::max(right, static_cast<float>(x + 1));
        top = std::min(top, static_cast<float>(y));
        bottom = std::max(bottom, static_cast<float>(y + 1));
      }
    }
    return {left, top, right - left, bottom - top};
  }

  /// Every cell's middle against its number.
  void expect_colours(const Rect& map, const std::string& text) {
    read_text(text);
    const Shot picture = shot();
    const HeadView& view = *state().view;
    const Scene& scene = state().scene;
    const bool weights = scene.map == MapKind::Weights;
    const Matrix& values = weights ? view.weights : view.scores;
    const ColourRange range = colour_range(values, view.mask, weights, scene.leave_out_first);
    const Palette& p = palette(state().settings.theme);
    const auto n = static_cast<int>(values.rows());
    ASSERT_GT(n, 2);
    const float cell = map.w / static_cast<float>(n);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) {
        const std::uint32_t seen = picture.at(static_cast<int>(map.x + (static_cast<float>(j) + 0.5F) * cell),
                                              static_cast<int>(map.y + (static_cast<float>(i) + 0.5F) * cell));
        if (!visible_keys(view.mask, i, n).contains(j)) {
          EXPECT_TRUE(seen == packed_rgb(p.hidden) || seen == packed_rgb(p.line)) << "hidden cell " << i << ", " << j;
          continue;
        }
        const float share = std::clamp((values(i, j) - range.low) / (range.high - range.low), 0.0F, 1.0F);
        const float place = weights ? std::pow(share, kWeightGamma) : share;
        int nearest = 255;  // the map has 256 colours, so a place may fall on a neighbour
        for (const int step : {-1, 0, 1}) {
          const float neighbour = place + static_cast<float>(step) / 255;
          nearest = std::min(nearest, distance(seen, packed_rgb(colour(state().settings.colour_map, neighbour))));
        }
        EXPECT_LE(nearest, 1) << "cell " << i << ", " << j << " of value " << values(i, j);
      }
    }
  }
};

constexpr const char* kLongest = "suitcase";
constexpr const char* kText = "the suitcase was big and it sat on the mat";

TEST_F(HeatmapColours, AreThoseOfTheWeights) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    act({Command(SetTheme{theme})});
    const Rect map = find_map(kLongest);
    ASSERT_GT(map.w, 100);
    EXPECT_NEAR(map.w, map.h, 2);
    expect_colours(map, kText);
  }
}

TEST_F(HeatmapColours, AreThoseOfTheScoresUnderEveryMask) {
  const Rect map = find_map(kLongest);
  for (const MapKind kind : {MapKind::Weights, MapKind::Scores}) {
    for (const MaskKind mask : {MaskKind::All, MaskKind::Causal, MaskKind::Nearby}) {
      for (const bool leave_out : {false, true}) {
        SCOPED_TRACE(::testing::Message() << static_cast<int>(kind) << static_cast<int>(mask) << leave_out);
        act({Edit(SetMap{kind}), Edit(SetMask{{.kind = mask}}), Edit(SetLeaveOutFirst{leave_out})});
        expect_colours(map, kText);
      }
    }
  }
}

TEST_F(HeatmapColours, FollowTheScaleAndTheChosenMap) {
  for (const ColourMap colours : {ColourMap::Viridis, ColourMap::Cividis}) {
    act({Command(SetColourMap{colours})});
    const Rect map = find_map(kLongest);
    for (const float multiplier : {kMinMultiplier, kMaxMultiplier}) {
      act({Edit(SetMultiplier{multiplier})});
      expect_colours(map, kText);
    }
  }
}

}  // namespace
}  // namespace attnscope::test
