#include "app/plans/root_d_plan.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"

namespace attnscope {
namespace {

constexpr int kBars = 61;
constexpr float kMostSpreads = 3.5F;  ///< standard deviations that the axis shows to each side

float root_of(int d) { return std::sqrt(static_cast<float>(d)); }

HistogramPlan histogram(Eigen::Ref<const Matrix> scores, float factor, float most) {
  HistogramPlan plan{.most = most, .bars = std::vector<float>(kBars, 0)};
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    for (Eigen::Index j = 0; j < scores.cols(); ++j) {
      const float along = (scores(i, j) * factor / most + 1) / 2 * kBars;
      plan.bars[static_cast<std::size_t>(std::clamp(along, 0.0F, kBars - 1.0F))] += 1;
    }
  }
  const float tallest = *std::ranges::max_element(plan.bars);
  for (float& bar : plan.bars) bar /= tallest;
  return plan;
}

std::string pair_text(double without, double with) {
  return fixed_number(static_cast<float>(without)) + " without, " + fixed_number(static_cast<float>(with)) + " with";
}

}  // namespace

float root_d_position(int d) {
  return std::log2(static_cast<float>(d)) / std::log2(static_cast<float>(RandomScores::kMostDimensions));
}

int root_d_dimension(float position) {
  const float exact =
      std::exp2(std::clamp(position, 0.0F, 1.0F) * std::log2(static_cast<float>(RandomScores::kMostDimensions)));
  return std::clamp(static_cast<int>(std::lround(exact)), 1, RandomScores::kMostDimensions);
}

RootDCurves plan_curves(const RandomScores& scores) {
  RootDCurves curves;
  for (int i = 0; i < kRootDPoints; ++i) {
    const int d = root_d_dimension(static_cast<float>(i) / (kRootDPoints - 1));
    const Saturation plain = saturation(scores.at(d), 1);
    const Saturation scaled = saturation(scores.at(d), 1 / root_of(d));
    curves.largest.plain.push_back(static_cast<float>(plain.largest));
    curves.largest.scaled.push_back(static_cast<float>(scaled.largest));
    curves.gradient.plain.push_back(static_cast<float>(plain.gradient));
    curves.gradient.scaled.push_back(static_cast<float>(scaled.gradient));
  }
  return curves;
}

RootDPlan plan_root_d(const RandomScores& scores, const RootDCurves& curves, int d) {
  const auto at = scores.at(d);
  const Saturation plain = saturation(at, 1);
  const Saturation scaled = saturation(at, 1 / root_of(d));
  RootDPlan plan;
  plan.position = root_d_position(d);
  plan.root = std::sqrt(static_cast<double>(d));
  plan.spread = spread(at);
  // The same axis at every d: that the scores stray further is what there is to see.
  plan.scores = histogram(at, 1, kMostSpreads * root_of(RandomScores::kMostDimensions));
  plan.divided = histogram(at, 1 / root_of(d), kMostSpreads);
  plan.largest = curves.largest;
  plan.gradient = curves.gradient;
  plan.largest.plain_here = static_cast<float>(plain.largest);
  plan.largest.scaled_here = static_cast<float>(scaled.largest);
  plan.gradient.plain_here = static_cast<float>(plain.gradient);
  plan.gradient.scaled_here = static_cast<float>(scaled.gradient);
  plan.spread_text = fixed_number(static_cast<float>(plan.spread)) + ", and √" + std::to_string(d) + " = " +
                     fixed_number(static_cast<float>(plan.root));
  plan.largest_text = pair_text(plain.largest, scaled.largest);
  plan.gradient_text = pair_text(plain.gradient, scaled.gradient);
  return plan;
}

}  // namespace attnscope
