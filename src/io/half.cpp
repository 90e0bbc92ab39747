#include "io/half.h"

#include <cmath>

namespace attnscope {

std::uint16_t float_to_half(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
  const float size = std::fabs(value);
  if (std::isnan(value)) return static_cast<std::uint16_t>(sign | 0x7E00U);
  constexpr float kFirstInfinite = 65520.0F;  // half way between 65504 and what would be the next binary16
  if (size >= kFirstInfinite) return static_cast<std::uint16_t>(sign | 0x7C00U);
  // size is a whole number of steps, 1024 to 2048 of them, or fewer below 2^-14, where the steps do not shrink further.
  constexpr float kSmallestNormal = 0x1p-14F;
  int exponent = 0;  // of the binade: size < 2^exponent
  std::frexp(std::fmax(size, kSmallestNormal), &exponent);
  const float steps = std::nearbyint(std::ldexp(size, 11 - exponent));  // ldexp is exact; ties go to even
  // Rounding up to 2048 steps carries into the exponent, which is what it should do.
  const int rounded = ((exponent + 13) << 10) + static_cast<int>(steps);
  return static_cast<std::uint16_t>(sign | rounded);
}

}  // namespace attnscope
