#pragma once

#include <string>
#include <vector>

#include "figure/content.h"
#include "figure/plan.h"

namespace attnscope::figure {

/// One page of several: its figures, what stands above them, what is said to them.
struct Page {
  std::string heading;           ///< may be empty
  std::string number;            ///< "3 / 10", in the corner
  std::vector<Content> figures;  ///< side by side; none where there is nothing to draw
  std::string text;              ///< lines in the place of figures, where there are none; may be empty
  std::string notes;             ///< lines; may be empty, and what has no room ends in an ellipsis
  std::string footer;            ///< small, in the margin below; may be empty
};

/// A text's lines of at most this width, broken at spaces; its own lines end where they end. At most `most`, the last
/// one then ending in an ellipsis.
std::vector<std::string> wrapped(const std::string& text, double width, Face face, double font, std::size_t most,
                                 const Measure& measure);

inline constexpr PageSize kLecturePage{842, 595};  ///< A4 on its side, in points

/// All pages as the bytes of one PDF, which holds no time of day and can be read by old programs.
/// Errors  those of plan_figure(), `where` names the page; OutOfLimits where there is no memory, or no page.
Result<std::string> render_pages(const std::vector<Page>& pages, PageSize size = kLecturePage);

}  // namespace attnscope::figure
