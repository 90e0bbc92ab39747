#include "render/cell_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace attnscope {
namespace {

constexpr float kNothing = -std::numeric_limits<float>::infinity();

/// One texel a cell.
void place_large_cells(CellAxis& axis, int count, const AxisView& view) {
  const double pixels_a_cell = view.pixels / view.cells;
  const int first = std::clamp(static_cast<int>(std::floor(view.first_cell)), 0, count);
  const int last = std::clamp(static_cast<int>(std::ceil(view.first_cell + view.cells)), first, count);
  const auto edge = [&](int cell) {  // the first pixel whose middle lies in the cell or after it
    const double pixel = std::ceil((cell - view.first_cell) * pixels_a_cell - 0.5);
    return static_cast<int>(std::clamp(pixel, -1e9, 1e9));
  };
  axis.first_pixel = std::clamp(edge(first), 0, view.pixels);
  for (int cell = first; cell < last; ++cell) {
    const int end = edge(cell + 1);
    for (int pixel = std::max(edge(cell), 0); pixel < std::min(end, view.pixels); ++pixel) {
      const float left = static_cast<float>(end - 1 - pixel);  // whole pixels of the cell after this one
      const float gap = cell + 1 < count ? std::clamp(view.gap - left, 0.0F, 1.0F) : 0.0F;
      axis.pixels.push_back({static_cast<int>(axis.texels.size()), gap});
    }
    axis.texels.push_back({cell, cell + 1});
  }
}

/// One texel a pixel: every cell that the pixel touches, so that none can vanish.
void place_small_cells(CellAxis& axis, int count, const AxisView& view) {
  const double cells_a_pixel = view.cells / view.pixels;
  const auto bounded = [count](double cell) { return static_cast<int>(std::clamp(cell, 0.0, 1.0 * count)); };
  for (int pixel = 0; pixel < view.pixels; ++pixel) {
    const int begin = bounded(std::floor(view.first_cell + pixel * cells_a_pixel));
    const int end = bounded(std::ceil(view.first_cell + (pixel + 1) * cells_a_pixel));
    if (begin == end) {
      continue;
    }
    if (axis.pixels.empty()) {
      axis.first_pixel = pixel;
    }
    axis.pixels.push_back({static_cast<int>(axis.texels.size()), 0.0F});
    axis.texels.push_back({begin, end});
  }
}

}  // namespace

CellAxis plan_axis(int count, const AxisView& view) {
  CellAxis axis;
  if (view.cells <= view.pixels) {
    place_large_cells(axis, count, view);
  } else {
    place_small_cells(axis, count, view);
  }
  return axis;
}

Matrix largest_values(const Matrix& values, const CellAxis& rows, const CellAxis& columns, const Visibility& mask) {
  const auto keys = static_cast<int>(values.cols());
  Matrix texels(static_cast<Eigen::Index>(rows.texels.size()), static_cast<Eigen::Index>(columns.texels.size()));
  Eigen::RowVectorXf largest(keys);  // of the rows of one texel, key by key
  for (std::size_t y = 0; y < rows.texels.size(); ++y) {
    largest.setConstant(kNothing);
    for (int i = rows.texels[y].begin; i < rows.texels[y].end; ++i) {
      const KeyRange seen = visible_keys(mask, i, keys);
      const float* const row = values.row(i).data();
      for (int j = seen.begin; j < seen.end; ++j) {
        // Written so that NaN and infinity lose every comparison.
        const bool larger = row[j] > largest[j] && row[j] <= std::numeric_limits<float>::max();
        largest[j] = larger ? row[j] : largest[j];
      }
    }
    for (std::size_t x = 0; x < columns.texels.size(); ++x) {
      const KeyRange cells = columns.texels[x];
      texels(static_cast<Eigen::Index>(y), static_cast<Eigen::Index>(x)) =
          largest.segment(cells.begin, cells.size()).maxCoeff();
    }
  }
  return texels;
}

}  // namespace attnscope
