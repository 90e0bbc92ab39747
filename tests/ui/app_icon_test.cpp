#include "ui/app_icon.h"

#include <gtest/gtest.h>

namespace attnscope {
namespace {

/// The colour of a place in the drawing's own 128 units, as 0xRRGGBBAA.
std::uint32_t icon_at(const std::vector<std::uint8_t>& rgba, int size, float x, float y) {
  const auto column = static_cast<std::size_t>(x / 128 * static_cast<float>(size));
  const auto row = static_cast<std::size_t>(y / 128 * static_cast<float>(size));
  const std::uint8_t* p = &rgba[(row * static_cast<std::size_t>(size) + column) * 4];
  return std::uint32_t{p[0]} << 24U | std::uint32_t{p[1]} << 16U | std::uint32_t{p[2]} << 8U | p[3];
}

TEST(AppIcon, IsTheDrawingOfTheInstalledOne) {
  for (const int size : {32, 64, 128}) {
    const std::vector<std::uint8_t> rgba = app_icon(size);
    ASSERT_EQ(rgba.size(), static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4);
    EXPECT_EQ(icon_at(rgba, size, 1, 1) & 0xFFU, 0U) << "the corner is clear";
    EXPECT_EQ(icon_at(rgba, size, 64, 10), 0x151A22FFU) << "the ground";
    EXPECT_EQ(icon_at(rgba, size, 28, 28), 0x56B4E9FFU) << "the first word looks at itself";
    EXPECT_EQ(icon_at(rgba, size, 46, 82), 0xE69F00FFU) << "the asking one at the second";
  }
}

}  // namespace
}  // namespace attnscope
