#pragma once

#include <vector>

#include "app/plans/page_plan.h"
#include "ui/paint.h"

namespace attnscope {

/// Paints a page into a column, lines broken at spaces, tables in columns. Returns where it ends.
float paint_page(const Paint& paint, const Rect& column, const std::vector<PageBlock>& page);

}  // namespace attnscope
