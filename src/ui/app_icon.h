#pragma once

#include <cstdint>
#include <vector>

namespace attnscope {

/// The program's icon for windows, [size * size * 4] bytes, red, green, blue, alpha. The drawing is that of
/// assets/icons/attnscope.svg, which desktops show where the program is installed.
std::vector<std::uint8_t> app_icon(int size);

}  // namespace attnscope
