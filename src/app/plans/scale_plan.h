#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/application.h"
#include "core/lens.h"

namespace attnscope {

/// Marks of the slider: visibly undecided, as trained, nearly one-hot.
inline constexpr std::array kScaleMarks{0.2F, 1.0F, 3.0F};

/// The slider is logarithmic: 0 ... 1 from kMinMultiplier to kMaxMultiplier.
float slider_position(float multiplier);
/// The other way, as readable_multiplier(); within 2 % of a mark it is the mark, so that a hand finds 1x again.
float slider_multiplier(float position);
/// The nearest with three digits that count. What a hand finds is written in full on the screen, and this much of it is
/// finer than a pixel.
float readable_multiplier(float multiplier);

/// The scale bar's texts and its curve, all from one AppState.
struct ScalePlan {
  std::string scale;        ///< "0.177"
  std::string origin;       ///< "= 1/√32 · as trained" or "= 0.35 × 1/√32"
  std::string listens_to;   ///< "1.9 words"
  std::string entropy;      ///< "0.92 bit of 3.81"
  std::string comparisons;  ///< "14 × 14 = 196"
  std::vector<EntropyPoint> curve;
  float most_bits = 1;  ///< log2 of the keys that the query may see; top of the curve
  float bits = 0;       ///< of the query's row now
};

inline constexpr int kCurvePoints = 61;

ScalePlan plan_scale(const AppState& state);

}  // namespace attnscope
