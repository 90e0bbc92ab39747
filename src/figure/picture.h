#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace attnscope::figure {

/// Pixels row by row from the top, four bytes each: red, green, blue, alpha (not multiplied into the colours), sRGB.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  ///< 4 * width * height
};

/// The picture as the bytes of a PNG file.
/// Errors  InvalidArgument where size and pixels disagree, OutOfLimits for a side above 32767 or no memory.
Result<std::string> encode_png(const Picture& picture);

}  // namespace attnscope::figure
