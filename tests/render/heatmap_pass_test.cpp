#include "render/heatmap_pass.h"

#include <glad/gl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "render/offscreen.h"
#include "tests/support/float_limits.h"
#include "tests/support/gl_context.h"

namespace attnscope {
namespace {

using test::kInfinity;
using Pixel = std::array<int, 3>;
constexpr Rgb kRed{1, 0, 0};
constexpr Rgb kBlue{0, 0, 1};
constexpr Pixel kRedPixel{255, 0, 0};
constexpr Pixel kBluePixel{0, 0, 255};
constexpr Pixel kUntouched{0, 255, 0};  ///< what the picture is cleared to; no colour map has it

/// The colour that a value must get: one of the map's 256.
Pixel coloured(float value, float low, float high, ColourMap map = ColourMap::Magma, float gamma = 1.0F) {
  const float share = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
  const Rgb rgb = colour(map, std::floor(std::pow(share, gamma) * 255.0F + 0.5F) / 255.0F);
  Pixel pixel{};
  for (std::size_t c = 0; c < 3; ++c) {
    pixel[c] = static_cast<int>(std::lround(rgb[c] * 255.0F));
  }
  return pixel;
}

/// Values that neighbours don't share, on the colours' own steps, so that no rounding decides a pixel.
Matrix stepped(int rows, int columns, unsigned seed = 3) {
  std::mt19937 random(seed);
  Matrix values(rows, columns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      values(i, j) = static_cast<float>(random() % 256U) / 255.0F;
    }
  }
  return values;
}

/// Draws into a picture of its own and reads it back.
class HeatmapPassTest : public testing::GlTest {
 protected:
  static constexpr int kWidth = 300;
  static constexpr int kHeight = 300;

  void SetUp() override {
    testing::GlTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    Result<HeatmapPass> pass = HeatmapPass::create();
    ASSERT_TRUE(pass.ok()) << to_line(pass.error());
    pass_.emplace(std::move(*pass));
    Result<OffscreenTarget> target = OffscreenTarget::create(kWidth, kHeight);
    ASSERT_TRUE(target.ok()) << to_line(target.error());
    target_.emplace(std::move(*target));
    clear();
  }

  void TearDown() override {
    pass_.reset();
    target_.reset();
    testing::GlTest::TearDown();
  }

  void clear() {
    target_->bind();
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 1, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
  }

  /// A map over the upper left corner, without gaps.
  static HeatmapDraw plain(float width, float height) {
    HeatmapDraw d;
    d.framebuffer_width = kWidth;
    d.framebuffer_height = kHeight;
    d.width = width;
    d.height = height;
    d.gap = 0;
    d.gap_colour = kBlue;
    d.hidden_colour = d.hatch_colour = kRed;
    return d;
  }

  void draw(const Matrix& values, const HeatmapDraw& d) {
    pass_->show(std::make_shared<const Matrix>(values));
    target_->bind();
    pass_->draw(d);
    read();
  }

  void read() {
    pixels_ = read_pixels(kWidth, kHeight);
    ASSERT_TRUE(take_gl_error("drawing").ok());
  }

  [[nodiscard]] Pixel at(int x, int y) const {
    const std::size_t i = (static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 4U;
    return {pixels_[i], pixels_[i + 1], pixels_[i + 2]};
  }

  /// How many pixels of a row from x0 up to x1 have this colour.
  [[nodiscard]] int count_in_row(int y, int x0, int x1, const Pixel& wanted) const {
    int count = 0;
    for (int x = x0; x < x1; ++x) {
      count += at(x, y) == wanted ? 1 : 0;
    }
    return count;
  }

  std::optional<HeatmapPass> pass_;
  std::optional<OffscreenTarget> target_;

 private:
  std::vector<std::uint8_t> pixels_;
};

TEST_F(HeatmapPassTest, EveryCellHasTheColourOfItsValue) {
  const Matrix values = stepped(3, 4);
  for (const ColourMapRow& map : kColourMaps) {
    SCOPED_TRACE(map.key);
    HeatmapDraw d = plain(80, 60);
    d.map = map.id;
    draw(values, d);
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 4; ++j) {
        for (const int inside : {0, 10, 19}) {
          EXPECT_EQ(at(20 * j + inside, 20 * i + inside), coloured(values(i, j), 0, 1, map.id)) << i << ", " << j;
        }
      }
    }
  }
}

TEST_F(HeatmapPassTest, OneCellFillsTheMap) {
  draw(Matrix::Constant(1, 1, 0.6F), plain(50, 40));
  EXPECT_EQ(at(0, 0), coloured(0.6F, 0, 1));
  EXPECT_EQ(at(49, 39), coloured(0.6F, 0, 1));
}

TEST_F(HeatmapPassTest, TouchesNothingOutsideItsRectangle) {
  HeatmapDraw d = plain(40, 30);
  d.x = 17;
  d.y = 23;
  draw(Matrix::Constant(2, 2, 1.0F), d);
  int touched = 0;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool inside = 17 <= x && x < 57 && 23 <= y && y < 53;
      EXPECT_EQ(at(x, y) != kUntouched, inside) << x << ", " << y;
      touched += at(x, y) != kUntouched ? 1 : 0;
    }
  }
  EXPECT_EQ(touched, 40 * 30);
}

TEST_F(HeatmapPassTest, ClipsWhereItIsTold) {
  HeatmapDraw d = plain(40, 40);
  d.clip = PixelRect{10, 5, 20, 10};
  draw(Matrix::Constant(2, 2, 1.0F), d);
  EXPECT_EQ(at(9, 7), kUntouched);
  EXPECT_EQ(at(10, 4), kUntouched);
  EXPECT_NE(at(10, 5), kUntouched);
  EXPECT_NE(at(29, 14), kUntouched);
  EXPECT_EQ(at(30, 14), kUntouched);
  EXPECT_EQ(at(29, 15), kUntouched);
}

struct Region {
  float column0, row0, columns, rows;
};

TEST_F(HeatmapPassTest, ZoomedAndPannedItShowsTheCellsUnderThePixels) {
  const Matrix values = stepped(14, 14);
  for (const Region r : {Region{0, 0, 14, 14}, Region{3, 5, 4, 4}, Region{2.3F, 6.9F, 5.1F, 5.1F},
                         Region{-1.5F, 12.2F, 4, 3}, Region{13.7F, -2, 2.2F, 7.7F}}) {
    SCOPED_TRACE(::testing::Message() << r.column0 << ", " << r.row0 << ", " << r.columns << ", " << r.rows);
    HeatmapDraw d = plain(101, 97);
    d.column0 = r.column0;
    d.row0 = r.row0;
    d.columns = r.columns;
    d.rows = r.rows;
    clear();
    draw(values, d);
    for (int y = 0; y < 97; ++y) {
      for (int x = 0; x < 101; ++x) {
        const double column = static_cast<double>(r.column0) + (x + 0.5) * static_cast<double>(r.columns) / 101.0;
        const double row = static_cast<double>(r.row0) + (y + 0.5) * static_cast<double>(r.rows) / 97.0;
        const auto on_edge = [](double place) { return std::abs(place - std::round(place)) < 1e-4; };
        if (on_edge(column) || on_edge(row)) {
          continue;
        }
        const int i = static_cast<int>(std::floor(row));
        const int j = static_cast<int>(std::floor(column));
        const bool inside = 0 <= i && i < 14 && 0 <= j && j < 14;
        ASSERT_EQ(at(x, y), inside ? coloured(values(i, j), 0, 1) : kUntouched) << x << ", " << y;
      }
    }
  }
}

TEST_F(HeatmapPassTest, ColourRangeAndGammaPlaceTheValue) {
  HeatmapDraw d = plain(10, 10);
  d.low = -3;
  d.high = 5;
  for (const float value : {-4.0F, -3.0F, 0.2F, 5.0F, 6.0F}) {
    draw(Matrix::Constant(1, 1, value), d);
    EXPECT_EQ(at(5, 5), coloured(value, -3, 5)) << value;
  }
  d.gamma = 0.5F;
  draw(Matrix::Constant(1, 1, -1.0F), d);
  EXPECT_EQ(at(5, 5), coloured(-1.0F, -3, 5, ColourMap::Magma, 0.5F));
  EXPECT_NE(at(5, 5), coloured(-1.0F, -3, 5));
}

TEST_F(HeatmapPassTest, ARangeOfNoWidthIsTheStartOfTheMap) {
  HeatmapDraw d = plain(10, 10);
  d.low = d.high = 0.5F;
  draw(Matrix::Constant(1, 1, 0.5F), d);
  EXPECT_EQ(at(5, 5), coloured(0, 0, 1));
}

TEST_F(HeatmapPassTest, GapsStandBetweenCellsAndNowhereElse) {
  HeatmapDraw d = plain(60, 60);
  d.gap = 2;
  draw(Matrix::Constant(4, 4, 1.0F), d);
  for (int x = 0; x < 60; ++x) {
    const bool gap = x % 15 >= 13 && x < 58;
    EXPECT_EQ(at(x, 3) == kBluePixel, gap) << "x " << x;
    EXPECT_EQ(at(3, x) == kBluePixel, gap) << "y " << x;
  }
}

TEST_F(HeatmapPassTest, GapsAreEquallyWideForAnySizeAndPlaceOfTheMap) {
  for (const int width : {88, 95, 97, 113, 131, 150}) {
    for (const float column0 : {0.0F, 0.5F, 1.25F}) {
      SCOPED_TRACE(::testing::Message() << width << " from " << column0);
      HeatmapDraw d = plain(static_cast<float>(width), 20);
      d.gap = 1;
      d.column0 = column0;
      d.columns = 12;
      clear();
      draw(Matrix::Constant(1, 15, 1.0F), d);
      int longest = 0;
      for (int x = 0, run = 0; x < width; ++x) {
        run = at(x, 10) == kBluePixel ? run + 1 : 0;
        longest = std::max(longest, run);
      }
      EXPECT_EQ(longest, 1);
      const int edges = static_cast<int>(std::ceil(column0 + 12.0F)) - 1 - static_cast<int>(std::floor(column0));
      EXPECT_NEAR(count_in_row(10, 0, width, kBluePixel), edges, 1);  // the one on the map's own edge may be cut off
    }
  }
}

TEST_F(HeatmapPassTest, GapsFadeWhenCellsBecomeSmall) {
  HeatmapDraw d = plain(90, 90);
  d.gap = 1;
  draw(Matrix::Constant(20, 20, 1.0F), d);  // 4.5 pixels a cell
  EXPECT_EQ(count_in_row(0, 0, 90, coloured(1, 0, 1)), 90);
  draw(Matrix::Constant(15, 15, 1.0F), d);  // 6: somewhere between the two colours
  EXPECT_EQ(count_in_row(0, 0, 90, kBluePixel), 0);
  EXPECT_LT(count_in_row(0, 0, 90, coloured(1, 0, 1)), 90);
  d.gap = 2;  // as on a finer screen: twice the pixels, the same picture
  draw(Matrix::Constant(10, 10, 1.0F), d);
  EXPECT_EQ(count_in_row(0, 0, 90, coloured(1, 0, 1)), 90);
}

TEST_F(HeatmapPassTest, HiddenCellsAreMarkedWhateverTheirValue) {
  const Matrix values = stepped(5, 5);
  for (const Mask mask : {Mask::causal(), Mask::nearby(1), Mask{.back = 0, .ahead = Mask::kUnlimited}}) {
    HeatmapDraw d = plain(50, 50);
    d.mask = mask;
    draw(values, d);
    for (int i = 0; i < 5; ++i) {
      for (int j = 0; j < 5; ++j) {
        const bool seen = visible_keys(mask, i, 5).contains(j);
        EXPECT_EQ(at(10 * j + 5, 10 * i + 5), seen ? coloured(values(i, j), 0, 1) : kRedPixel) << i << ", " << j;
      }
    }
  }
}

TEST_F(HeatmapPassTest, HatchingCrossesHiddenCellsOnly) {
  HeatmapDraw d = plain(60, 60);
  d.mask = Mask::causal();
  d.hatch_colour = kBlue;
  d.hatch = 6;
  draw(Matrix::Constant(2, 2, 1.0F), d);
  for (int y = 0; y < 30; ++y) {
    EXPECT_EQ(count_in_row(y, 30, 60, kBluePixel), 5) << "a line every 6 pixels, row " << y;
    EXPECT_EQ(count_in_row(y, 30, 60, kRedPixel), 25) << y;
    EXPECT_EQ(count_in_row(y, 0, 30, coloured(1, 0, 1)), 30) << y;
  }
}

TEST_F(HeatmapPassTest, WhatIsNoNumberIsDrawnAsHidden) {
  Matrix values(1, 4);
  values << std::numeric_limits<float>::quiet_NaN(), kInfinity, -kInfinity, 0.4F;
  draw(values, plain(40, 10));
  EXPECT_EQ(at(5, 5), kRedPixel);
  EXPECT_EQ(at(15, 5), kRedPixel);
  EXPECT_EQ(at(25, 5), kRedPixel);
  EXPECT_EQ(at(35, 5), coloured(0.4F, 0, 1));
}

TEST_F(HeatmapPassTest, ASmallPixelKeepsTheLargestOfItsCells) {
  constexpr int kSide = 600;
  const Matrix values = stepped(kSide, kSide);
  HeatmapDraw d = plain(300, 300);
  draw(values, d);  // exactly 2 x 2 cells a pixel
  for (int y = 0; y < 300; ++y) {
    for (int x = 0; x < 300; ++x) {
      float largest = 0;
      for (const int i : {2 * y, 2 * y + 1}) {
        for (const int j : {2 * x, 2 * x + 1}) {
          largest = std::max(largest, values(i, j));
        }
      }
      ASSERT_EQ(at(x, y), coloured(largest, 0, 1)) << x << ", " << y;
    }
  }
}

TEST_F(HeatmapPassTest, ASingleBrightCellNeverVanishes) {
  constexpr int kSide = 600;
  for (const int width : {41, 299, 173}) {
    for (const int cell : {0, 1, 299, 313, 599}) {
      SCOPED_TRACE(::testing::Message() << "cell " << cell << " of 600 in " << width);
      Matrix values = Matrix::Zero(kSide, kSide);
      values(cell, kSide - 1 - cell) = 1.0F;
      draw(values, plain(static_cast<float>(width), static_cast<float>(width)));
      int bright = 0;
      for (int y = 0; y < width; ++y) {
        bright += count_in_row(y, 0, width, coloured(1, 0, 1));
      }
      EXPECT_GE(bright, 1);
      EXPECT_LE(bright, 4);
    }
  }
}

TEST_F(HeatmapPassTest, SmallPixelsLookOnlyAtWhatTheMaskShows) {
  HeatmapDraw d = plain(100, 100);
  d.mask = Mask::causal();
  Matrix values = Matrix::Zero(200, 200);
  values.triangularView<Eigen::StrictlyUpper>().setConstant(1.0F);
  draw(values, d);
  EXPECT_EQ(at(50, 50), coloured(0, 0, 1)) << "the hidden cells' values must not shine through";
  EXPECT_EQ(at(80, 20), kRedPixel);
}

TEST_F(HeatmapPassTest, AlphaMixesWithWhatIsThere) {
  HeatmapDraw d = plain(10, 10);
  d.alpha = 0.25F;
  draw(Matrix::Constant(1, 1, 1.0F), d);
  const Pixel full = coloured(1, 0, 1);
  const Pixel got = at(5, 5);
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(got[c], 0.25 * full[c] + 0.75 * kUntouched[c], 1.0);
  }
}

TEST_F(HeatmapPassTest, NewValuesReplaceOldOnesOfAnySize) {
  draw(Matrix::Constant(2, 2, 0.2F), plain(20, 20));
  draw(Matrix::Constant(2, 2, 0.8F), plain(20, 20));
  EXPECT_EQ(at(10, 10), coloured(0.8F, 0, 1));
  const Matrix wider = stepped(2, 3);
  draw(wider, plain(30, 20));
  EXPECT_EQ(at(25, 15), coloured(wider(1, 2), 0, 1));
}

TEST_F(HeatmapPassTest, WithoutValuesNothingIsDrawn) {
  pass_->draw(plain(20, 20));
  draw(Matrix(0, 0), plain(20, 20));
  EXPECT_EQ(at(5, 5), kUntouched);
  draw(Matrix::Constant(2, 2, 0.2F), plain(0, 20));
  EXPECT_EQ(at(0, 5), kUntouched);
}

TEST_F(HeatmapPassTest, MatricesLargerThanAnyTextureAreDrawn) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  Matrix values = Matrix::Zero(1, 2 * largest);
  values(0, largest) = 1.0F;  // the first cell of the right half
  draw(values, plain(200, 10));
  EXPECT_EQ(at(100, 5), coloured(1, 0, 1));
  EXPECT_EQ(at(50, 5), coloured(0, 0, 1));
}

TEST_F(HeatmapPassTest, AMapThatReachesOutsideTheFramebufferShowsItsMiddle) {
  HeatmapDraw d = plain(4000, 40);  // 1000 pixels a cell
  d.x = -1500;
  Matrix values(1, 4);
  values << 0.1F, 0.4F, 0.7F, 1.0F;
  draw(values, d);
  EXPECT_EQ(at(0, 20), coloured(0.4F, 0, 1));
  d.x = -1900;
  draw(values, d);
  EXPECT_EQ(at(99, 20), coloured(0.4F, 0, 1));
  EXPECT_EQ(at(100, 20), coloured(0.7F, 0, 1));
}

TEST_F(HeatmapPassTest, AChangeOfAnyPartOfTheLayoutIsSeen) {
  const Matrix values = stepped(4, 4);
  const auto shared = std::make_shared<const Matrix>(values);
  const auto redraw = [&](const HeatmapDraw& d) {
    pass_->show(shared);
    clear();
    pass_->draw(d);
    read();
  };
  HeatmapDraw d = plain(40, 40);
  redraw(d);
  EXPECT_EQ(at(15, 5), coloured(values(0, 1), 0, 1));
  d.mask = Mask::causal();
  redraw(d);
  EXPECT_EQ(at(15, 5), kRedPixel);
  d.row0 = 2;
  d.rows = 2;
  redraw(d);
  EXPECT_EQ(at(15, 5), coloured(values(2, 1), 0, 1));
  d.x = 50;
  redraw(d);
  EXPECT_EQ(at(15, 5), kUntouched);
  EXPECT_EQ(at(65, 5), coloured(values(2, 1), 0, 1));
}

TEST_F(HeatmapPassTest, DrawsTheSameWhateverStateOthersLeft) {
  const Matrix values = stepped(3, 3);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_NEVER);
  glEnable(GL_CULL_FACE);
  glCullFace(GL_FRONT_AND_BACK);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 0, 1, 1);
  glDisable(GL_BLEND);
  glPolygonMode(GL_FRONT_AND_BACK, GL_LINE);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 50);
  glActiveTexture(GL_TEXTURE5);
  draw(values, plain(30, 30));
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      EXPECT_EQ(at(10 * j + 5, 10 * i + 5), coloured(values(i, j), 0, 1));
    }
  }
  GLint active = 0;
  glGetIntegerv(GL_ACTIVE_TEXTURE, &active);
  EXPECT_EQ(active, GL_TEXTURE0) << "Dear ImGui goes on with unit 0";
}

TEST_F(HeatmapPassTest, NumbersOutOfAnyReasonDoNoHarm) {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  HeatmapDraw d = plain(10, 10);
  for (const float bad : {kNaN, 1e30F, -1e30F, std::numeric_limits<float>::infinity()}) {
    d.x = bad;
    d.column0 = bad;
    d.low = bad;
    d.gap = bad;
    d.gamma = bad;
    draw(Matrix::Constant(2, 2, 0.5F), d);
  }
}

}  // namespace
}  // namespace attnscope
