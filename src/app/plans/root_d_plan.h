#pragma once

#include <string>
#include <vector>

#include "app/scene.h"
#include "core/random_scores.h"

namespace attnscope {

/// Random scores counted in bars of one width.
struct HistogramPlan {
  float most = 1;           ///< the axis goes from -most to most; what lies outside is in the last bars
  std::vector<float> bars;  ///< of the largest one, 0 ... 1, from the left
};

/// Something against d, where d is even in log2 from 1 to RandomScores::kMostDimensions.
struct CurvePlan {
  std::vector<float> plain, scaled;  ///< without and with the division by √d, 0 ... 1, at rising d
  float plain_here = 0, scaled_here = 0;
};

/// The experiment "why divide by √d" at one d.
struct RootDPlan {
  float position = 0;  ///< of d on its slider, 0 ... 1
  double root = 1;     ///< √d
  double spread = 0;   ///< of the scores, measured
  HistogramPlan scores, divided;
  CurvePlan largest, gradient;
  std::string spread_text, largest_text, gradient_text;
};

/// What does not depend on d: the curves, at dimensions that are evenly spaced in log2.
struct RootDCurves {
  CurvePlan largest, gradient;
};
inline constexpr int kRootDPoints = 41;
RootDCurves plan_curves(const RandomScores& scores);

RootDPlan plan_root_d(const RandomScores& scores, const RootDCurves& curves, int d);

float root_d_position(int d);
int root_d_dimension(float position);

}  // namespace attnscope
