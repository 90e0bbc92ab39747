#include "render/cell_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "tests/support/float_limits.h"

namespace attnscope {
namespace {

using test::kInfinity;

/// Views of 10 cells that begin inside, outside and between cells, zoomed in and out.
std::vector<AxisView> some_views() {
  std::vector<AxisView> views;
  for (const double first : {-20.0, -3.5, 0.0, 0.3, 4.0, 8.75, 12.0}) {
    for (const double cells : {0.4, 2.5, 10.0, 37.0, 400.0}) {
      for (const int pixels : {1, 2, 7, 10, 33, 100}) {
        views.push_back({.first_cell = first, .cells = cells, .pixels = pixels, .gap = 0});
      }
    }
  }
  return views;
}

::testing::Message describe(const AxisView& view) {
  return ::testing::Message() << view.cells << " cells from " << view.first_cell << " in " << view.pixels << " pixels";
}

/// The cells of a map's pixel, an empty range where it shows none.
KeyRange cells_at(const CellAxis& axis, int pixel) {
  const int i = pixel - axis.first_pixel;
  if (i < 0 || i >= static_cast<int>(axis.pixels.size())) {
    return {};
  }
  return axis.texels[static_cast<std::size_t>(axis.pixels[static_cast<std::size_t>(i)].texel)];
}

TEST(CellGrid, APixelShowsTheCellUnderItsMiddle) {
  for (const AxisView& view : some_views()) {
    if (view.cells > view.pixels) {
      continue;
    }
    SCOPED_TRACE(describe(view));
    const CellAxis axis = plan_axis(10, view);
    for (int pixel = 0; pixel < view.pixels; ++pixel) {
      const double middle = view.first_cell + (pixel + 0.5) * view.cells / view.pixels;
      const KeyRange got = cells_at(axis, pixel);
      if (std::abs(middle - std::round(middle)) < 1e-9) {
        continue;  // an edge: either neighbour is right
      }
      const int cell = static_cast<int>(std::floor(middle));
      if (0 <= cell && cell < 10) {
        EXPECT_EQ(got.begin, cell) << "pixel " << pixel;
        EXPECT_EQ(got.size(), 1) << "pixel " << pixel;
      } else {
        EXPECT_EQ(got.size(), 0) << "pixel " << pixel;
      }
    }
  }
}

TEST(CellGrid, ASmallPixelShowsEveryCellThatItTouchesAndNoneIsLost) {
  for (const AxisView& view : some_views()) {
    if (view.cells <= view.pixels) {
      continue;
    }
    SCOPED_TRACE(describe(view));
    const CellAxis axis = plan_axis(10, view);
    std::set<int> shown;
    const double step = view.cells / view.pixels;
    for (int pixel = 0; pixel < view.pixels; ++pixel) {
      const KeyRange got = cells_at(axis, pixel);
      for (int cell = 0; cell < 10; ++cell) {
        const double begin = view.first_cell + pixel * step;
        const double shared = std::min(begin + step, cell + 1.0) - std::max(begin, 1.0 * cell);
        if (std::abs(shared) > 1e-9) {
          EXPECT_EQ(got.contains(cell), shared > 0) << "pixel " << pixel << ", cell " << cell;
        }
      }
      for (int cell = got.begin; cell < got.end; ++cell) {
        shown.insert(cell);
      }
    }
    const int first = std::clamp(static_cast<int>(std::floor(view.first_cell)), 0, 10);
    const int last = std::clamp(static_cast<int>(std::ceil(view.first_cell + view.cells)), first, 10);
    EXPECT_EQ(static_cast<int>(shown.size()), last - first);
  }
}

TEST(CellGrid, PixelsPointAtTexelsThatExist) {
  for (const AxisView& view : some_views()) {
    SCOPED_TRACE(describe(view));
    const CellAxis axis = plan_axis(10, view);
    EXPECT_GE(axis.first_pixel, 0);
    EXPECT_LE(axis.first_pixel + static_cast<int>(axis.pixels.size()), view.pixels);
    for (const CellAxis::PixelPlace& place : axis.pixels) {
      EXPECT_GE(place.texel, 0);
      EXPECT_LT(place.texel, static_cast<int>(axis.texels.size()));
    }
    for (const KeyRange& cells : axis.texels) {
      EXPECT_GE(cells.size(), 1);
      EXPECT_GE(cells.begin, 0);
      EXPECT_LE(cells.end, 10);
    }
  }
}

TEST(CellGrid, EveryGapIsExactlyAsWideAsAskedFor) {
  for (const float gap : {0.5F, 1.0F, 2.25F}) {
    for (int pixels = 50; pixels <= 120; ++pixels) {
      const CellAxis axis = plan_axis(10, {.first_cell = 0, .cells = 10, .pixels = pixels, .gap = gap});
      std::vector<float> after(10, 0.0F);
      for (const CellAxis::PixelPlace& place : axis.pixels) {
        after[static_cast<std::size_t>(place.texel)] += place.gap;
      }
      for (std::size_t cell = 0; cell < 9; ++cell) {
        EXPECT_FLOAT_EQ(after[cell], gap) << "after cell " << cell << " in " << pixels;
      }
      EXPECT_EQ(after[9], 0.0F) << "nothing follows the last cell";
    }
  }
}

/// By definition: every cell of every texel, one by one.
float naive_largest(const Matrix& values, const KeyRange& rows, const KeyRange& columns, const Mask& mask) {
  float largest = -kInfinity;
  for (int i = rows.begin; i < rows.end; ++i) {
    for (int j = columns.begin; j < columns.end; ++j) {
      const bool seen = (mask.back == Mask::kUnlimited || i - j <= mask.back) &&
                        (mask.ahead == Mask::kUnlimited || j - i <= mask.ahead);
      if (seen && std::isfinite(values(i, j))) {
        largest = std::max(largest, values(i, j));
      }
    }
  }
  return largest;
}

TEST(CellGrid, TexelsHoldTheLargestValueOfTheirCells) {
  std::mt19937 random(11);
  std::normal_distribution<float> normal;
  Matrix values(23, 31);
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    values.data()[i] = normal(random);
  }
  values(3, 2) = std::numeric_limits<float>::quiet_NaN();
  values(9, 9) = kInfinity;
  values(20, 4) = -kInfinity;
  for (const Mask mask : {Mask::all(), Mask::causal(), Mask::nearby(2)}) {
    for (const int pixels : {4, 9, 40}) {
      const CellAxis rows = plan_axis(23, {.first_cell = 1.5, .cells = 20, .pixels = pixels});
      const CellAxis columns = plan_axis(31, {.first_cell = 0, .cells = 31, .pixels = pixels});
      const Matrix got = largest_values(values, rows, columns, mask);
      ASSERT_EQ(got.rows(), static_cast<Eigen::Index>(rows.texels.size()));
      ASSERT_EQ(got.cols(), static_cast<Eigen::Index>(columns.texels.size()));
      for (std::size_t y = 0; y < rows.texels.size(); ++y) {
        for (std::size_t x = 0; x < columns.texels.size(); ++x) {
          EXPECT_EQ(got(static_cast<Eigen::Index>(y), static_cast<Eigen::Index>(x)),
                    naive_largest(values, rows.texels[y], columns.texels[x], mask))
              << y << ", " << x;
        }
      }
    }
  }
}

}  // namespace
}  // namespace attnscope
