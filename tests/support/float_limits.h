#pragma once

#include <limits>

namespace attnscope::test {

inline constexpr double kEpsilon = static_cast<double>(std::numeric_limits<float>::epsilon());  ///< of a float
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();
inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

}  // namespace attnscope::test
