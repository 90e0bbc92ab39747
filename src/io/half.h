#pragma once

#include <bit>
#include <cstdint>

namespace attnscope {

// Two-byte floats as checkpoints store them.

/// IEEE 754 binary16 as a float: exact for every value, subnormals, infinities and NaN included.
inline float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U;
  const std::uint32_t rest = (half & 0x7FFFU) << 13U;  // exponent and fraction, where a float has them
  constexpr std::uint32_t kSpecial = 0x7C00U << 13U;
  if (rest >= kSpecial) return std::bit_cast<float>(sign | 0x7F800000U | rest);
  // The exponent is still biased by 15 where a float's is by 127; scaling also makes subnormals normal.
  constexpr float kRebias = 0x1p112F;
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(std::bit_cast<float>(rest) * kRebias));
}

/// The nearest binary16, ties to even; beyond 65504 infinity, NaN stays NaN.
std::uint16_t float_to_half(float value);

/// bfloat16 is the upper half of a float.
inline float bfloat16_to_float(std::uint16_t bits) { return std::bit_cast<float>(std::uint32_t{bits} << 16U); }

}  // namespace attnscope
