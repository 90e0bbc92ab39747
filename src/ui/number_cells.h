#pragma once

#include <string>

#include "ui/view.h"

namespace attnscope {

/// How a row of cells looks.
struct CellLook {
  Colour colour;
  float extent = 1;  ///< the size that gets the whole colour
  int there = -1;    ///< cells that are there yet; -1: all
  int digits = 3;    ///< of the numbers, where they are written
  bool numbers = false;
  int marked = -1;  ///< a cell to point out
  float opacity = 1;
};

/// Whether cells of this row are wide enough for each of these numbers to stand in its own.
bool has_room_for_numbers(const Paint& paint, float width, Eigen::Ref<const Eigen::RowVectorXf> values, int digits);

/// A vector as cells from the left of the rectangle, with or without their numbers. Without, they are those of
/// cell_strip(); where they would be thinner than a hair, neighbours share one, which shows the largest of them.
/// Returns the rectangle painted.
Rect number_cells(const Paint& paint, const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values,
                  const CellLook& look);

/// Lengths side by side that fill the rectangle once all of them are there: values[i] / look.extent of its width each.
Rect stacked_lengths(const Paint& paint, const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values,
                     const CellLook& look);

/// The cell of `count` equal ones that the pointer is on; -1: none of them.
int cell_under_pointer(const Rect& cells, int count);
/// Likewise of lengths side by side.
int length_under_pointer(const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values, float extent);

}  // namespace attnscope
