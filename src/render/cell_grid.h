#pragma once

#include <vector>

#include "core/mask.h"
#include "core/matrix.h"

namespace attnscope {

/// How one axis of a matrix falls onto the pixels of a map. A texel is what the GPU gets: one cell where cells are a
/// pixel or more, else all the cells that one pixel covers.
struct CellAxis {
  struct PixelPlace {
    int texel = 0;
    float gap = 0;  ///< how much of the pixel belongs to the gap after its cell, 0 ... 1
  };

  int first_pixel = 0;             ///< of the map; pixels before it, and after the last of `pixels`, show no cell
  std::vector<PixelPlace> pixels;  ///< from first_pixel on
  std::vector<KeyRange> texels;    ///< the cells that each texel stands for; never empty ranges
};

/// The part of a map's axis that is to be drawn. A pixel belongs to the cell under its middle.
struct AxisView {
  double first_cell = 0;  ///< where the map begins, in cells; may lie outside the matrix
  double cells = 1;       ///< on view; > 0
  int pixels = 1;         ///< of the map; >= 1
  float gap = 0;          ///< pixels between two cells, taken from the first one's end
  friend bool operator==(const AxisView&, const AxisView&) = default;
};

/// count: cells of the matrix along the axis. O(pixels + cells on view).
CellAxis plan_axis(int count, const AxisView& view);

/// What the GPU gets: [row texels, column texels], the largest value of each one's cells. Cells that the mask hides and
/// values that are no finite number don't count; where none counts, the texel is minus infinity.
Matrix largest_values(const Matrix& values, const CellAxis& rows, const CellAxis& columns, const Visibility& mask);

}  // namespace attnscope
