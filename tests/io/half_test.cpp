#include "io/half.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace attnscope {
namespace {

/// binary16 from its definition: sign, 5 bits of exponent, 10 of fraction.
double value_of(std::uint16_t half) {
  const double sign = (half & 0x8000) != 0 ? -1.0 : 1.0;
  const int exponent = (half >> 10) & 0x1F;
  const double fraction = (half & 0x3FF) / 1024.0;
  using Limits = std::numeric_limits<double>;
  if (exponent == 31) return fraction == 0.0 ? sign * Limits::infinity() : Limits::quiet_NaN();
  if (exponent == 0) return sign * std::ldexp(fraction, -14);
  return sign * std::ldexp(1.0 + fraction, exponent - 15);
}

TEST(Half, EveryValueIsExactAndComesBack) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float got = half_to_float(half);
    const double want = value_of(half);
    if (std::isnan(want)) {
      ASSERT_TRUE(std::isnan(got)) << bits;
      ASSERT_TRUE(std::isnan(half_to_float(float_to_half(got)))) << bits;
      continue;
    }
    ASSERT_EQ(static_cast<double>(got), want) << bits;
    ASSERT_EQ(std::signbit(got), std::signbit(want)) << bits;
    ASSERT_EQ(float_to_half(got), half) << bits;
  }
}

TEST(Half, RoundsToTheNearestAndTiesToEven) {
  // Between every two neighbours: the middle goes to the even one, what lies beside it to the nearer one.
  for (std::uint16_t half = 0; half < 0x7BFF; ++half) {
    const float low = half_to_float(half);
    const float high = half_to_float(static_cast<std::uint16_t>(half + 1));
    const float middle = low + (high - low) / 2.0F;
    const auto even = static_cast<std::uint16_t>(half + (half & 1));
    ASSERT_EQ(float_to_half(middle), even) << half;
    ASSERT_EQ(float_to_half(std::nextafterf(middle, low)), half) << half;
    ASSERT_EQ(float_to_half(std::nextafterf(middle, high)), half + 1) << half;
    ASSERT_EQ(float_to_half(-middle), even | 0x8000) << half;
  }
}

TEST(Half, BeyondItsRangeIsInfinityAndBelowIsZero) {
  EXPECT_EQ(float_to_half(65519.996F), 0x7BFF);
  EXPECT_EQ(float_to_half(65520.0F), 0x7C00);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::max()), 0x7C00);
  EXPECT_EQ(float_to_half(-std::numeric_limits<float>::infinity()), 0xFC00);
  EXPECT_EQ(float_to_half(0x1p-25F), 0x0000) << "half way to the smallest, which is odd";
  EXPECT_EQ(float_to_half(0x1.000002p-25F), 0x0001);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::denorm_min()), 0x0000);
  EXPECT_EQ(float_to_half(-0.0F), 0x8000);
}

TEST(Bfloat16, IsTheUpperHalfOfAFloat) {
  EXPECT_EQ(bfloat16_to_float(0x3F80), 1.0F);
  EXPECT_EQ(bfloat16_to_float(0xC040), -3.0F);
  EXPECT_EQ(bfloat16_to_float(0x0001), 0x1p-133F);
  EXPECT_TRUE(std::isinf(bfloat16_to_float(0x7F80)));
  EXPECT_TRUE(std::isnan(bfloat16_to_float(0x7FC0)));
}

}  // namespace
}  // namespace attnscope
