#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/describe.h"
#include "app/numbers.h"
#include "app/plans/root_d_plan.h"

namespace attnscope::test {
namespace {

TEST(RootDPlan, TheSliderGoesThroughEveryPowerOfTwo) {
  for (int d = 1; d <= RandomScores::kMostDimensions; d *= 2) EXPECT_EQ(root_d_dimension(root_d_position(d)), d);
  EXPECT_EQ(root_d_dimension(-1), 1);
  EXPECT_EQ(root_d_dimension(2), RandomScores::kMostDimensions);
  EXPECT_FLOAT_EQ(root_d_position(32), 0.5F);
}

TEST(RootDPlan, BarsSpreadWithDButNotWhenDivided) {
  const RandomScores scores(1);
  const RootDCurves curves = plan_curves(scores);
  const auto filled = [](const HistogramPlan& plan) {
    return std::ranges::count_if(plan.bars, [](float bar) { return bar > 0.05F; });
  };
  const RootDPlan few = plan_root_d(scores, curves, 4);
  const RootDPlan many = plan_root_d(scores, curves, 256);
  EXPECT_EQ(few.scores.most, many.scores.most) << "one axis, or nothing could be compared";
  EXPECT_GT(filled(many.scores), 3 * filled(few.scores));
  EXPECT_LT(filled(many.divided), 2 * filled(few.divided));
  for (const RootDPlan* plan : {&few, &many}) {
    EXPECT_EQ(*std::ranges::max_element(plan->scores.bars), 1);
    EXPECT_EQ(*std::ranges::min_element(plan->scores.bars), 0);
  }
}

TEST(RootDPlan, NumbersAreThoseOfTheScoresShown) {
  const RandomScores scores(3);
  const RootDCurves curves = plan_curves(scores);
  ASSERT_EQ(curves.largest.plain.size(), static_cast<std::size_t>(kRootDPoints));
  const RootDPlan plan = plan_root_d(scores, curves, 64);
  EXPECT_EQ(plan.spread, spread(scores.at(64)));
  EXPECT_EQ(plan.spread_text, fixed_number(static_cast<float>(spread(scores.at(64)))) + ", and √64 = 8.00");
  const Saturation plain = saturation(scores.at(64), 1);
  EXPECT_FLOAT_EQ(plan.largest.plain_here, static_cast<float>(plain.largest));
  // The dot lies on its curve: 64 is a point of it.
  const auto at = static_cast<std::size_t>(std::lround(root_d_position(64) * (kRootDPoints - 1)));
  EXPECT_FLOAT_EQ(curves.largest.plain[at], plan.largest.plain_here);
  EXPECT_FLOAT_EQ(curves.gradient.scaled[at], plan.gradient.scaled_here);
}

TEST(RootDPlan, IsSaidInSentences) {
  AppState state;
  state.scene.page = Page::RootD;
  state.scene.root_d = {.d = 64, .seed = 3};
  const RandomScores scores(3);
  const RootDPlan plan = plan_root_d(scores, plan_curves(scores), 64);
  const std::string said = describe(state);
  for (const std::string& part : {std::string("d = 64"), plan.spread_text, plan.largest_text, plan.gradient_text}) {
    EXPECT_NE(said.find(part), std::string::npos) << part << " in " << said;
  }
}

}  // namespace
}  // namespace attnscope::test
