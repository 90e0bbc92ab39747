#pragma once

#include "cli/head_report.h"
#include "figure/content.h"

namespace attnscope::cli {

/// What the Scene's colours stand for: weights, or scores.
const Matrix& shown_values(const HeadReport& report);

/// The figure of a head.
figure::Content figure_content(const HeadReport& report, ColourMap map);

}  // namespace attnscope::cli
