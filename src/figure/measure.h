#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace attnscope::figure {

enum class Face : std::uint8_t { Text, Bold, Mono };

/// The width of one line of text at a font size, both in page units.
using Measure = std::function<double(std::string_view text, Face face, double font)>;

/// As Pango sets it with the fonts that are installed: Inter and JetBrains Mono, or what stands in for them.
Measure pango_measure();

}  // namespace attnscope::figure
