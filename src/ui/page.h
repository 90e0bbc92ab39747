#pragma once

#include <string>
#include <vector>

#include "app/plans/page_plan.h"
#include "ui/paint.h"

namespace attnscope {

/// A page laid out for a column of one width: lines broken at spaces, tables in columns. Places are counted from the
/// column's corner.
struct LaidPage {
  struct Line {
    Type type;
    Point at;
    Colour Palette::*ink;
    std::string text;
  };
  std::vector<Line> lines;
  std::vector<float> rules;  ///< under the rows of tables, across the column
  float width = 0;
  float height = 0;
};

LaidPage lay_page(const Paint& paint, float width, const std::vector<PageBlock>& page);

/// Paints what of it lies inside the clip rectangle.
void paint_page(const Paint& paint, Point corner, const LaidPage& page);

}  // namespace attnscope
