#pragma once

#include <string>
#include <vector>

namespace attnscope::figure {

/// A number beside the colour bar.
struct Tick {
  float value = 0;
  std::string label;

  friend bool operator==(const Tick&, const Tick&) = default;
};

/// Both ends of low < high, and round numbers (1, 2 or 5 times a power of ten) between them, rising.
/// most: how many labels there is room for, >= 2; round numbers that would crowd an end are left out.
std::vector<Tick> ticks(float low, float high, int most);

/// A number as briefly as `decimals` digits after the point allow: "0.5", "0", "-12". Never depends on the locale.
std::string brief(double value, int decimals);

}  // namespace attnscope::figure
