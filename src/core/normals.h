#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace attnscope {

/// Independent normal numbers of mean 0 and variance 1, the same for the same seed: splitmix64 (Steele, Lea, Flood
/// 2014), made normal by Box and Muller's transform.
class Normals {
 public:
  explicit Normals(std::uint64_t seed) : state_(seed) {}

  float next() {
    if (has_other_) {
      has_other_ = false;
      return other_;
    }
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));  // 1 - [0, 1) is never 0
    const double angle = 2 * std::numbers::pi * uniform();
    other_ = static_cast<float>(radius * std::sin(angle));
    has_other_ = true;
    return static_cast<float>(radius * std::cos(angle));
  }

 private:
  double uniform() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t bits = state_;
    bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBU;
    bits ^= bits >> 31U;
    return static_cast<double>(bits >> 11U) * 0x1.0p-53;
  }

  std::uint64_t state_;
  float other_ = 0;
  bool has_other_ = false;
};

}  // namespace attnscope
