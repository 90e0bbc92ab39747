#pragma once

#include <cstdint>
#include <string>

#include "figure/picture.h"
#include "figure/plan.h"

namespace attnscope::figure {

enum class Format : std::uint8_t { Png, Svg, Pdf };

/// A publication figure of one head as the bytes of a file: one drawing, three formats. No file
/// holds the time of day, so that the same figure is the same file.
/// Errors  those of plan_figure(); OutOfLimits where there is no memory for the page.
Result<std::string> render(const Content& content, PageSize page, Format format);

/// A page on which every label of this content has room.
PageSize fitting_page(const Content& content);

}  // namespace attnscope::figure
