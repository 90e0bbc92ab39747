#include <gtest/gtest.h>

#include <cmath>

#include "app/plans/scale_plan.h"
#include "io/table_writers.h"
#include "tests/app/fake_source.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

TEST(Slider, RunsFromTheLeastToTheMost) {
  EXPECT_EQ(slider_position(kMinMultiplier), 0);
  EXPECT_FLOAT_EQ(slider_position(kMaxMultiplier), 1);
  EXPECT_FLOAT_EQ(slider_position(1), 0.5F) << "1x stands in the middle";
  EXPECT_FLOAT_EQ(slider_multiplier(0), kMinMultiplier);
  EXPECT_FLOAT_EQ(slider_multiplier(1), kMaxMultiplier);
  EXPECT_EQ(slider_multiplier(-3), slider_multiplier(0));
  EXPECT_EQ(slider_multiplier(7), slider_multiplier(1));
  EXPECT_EQ(slider_position(1e-6F), 0);
  EXPECT_EQ(slider_position(1e6F), 1);
}

TEST(Slider, StandsWhereTheMultiplierIs) {
  float before = 0;
  for (int i = 0; i <= 1000; ++i) {
    const float position = static_cast<float>(i) / 1000;
    const float multiplier = slider_multiplier(position);
    EXPECT_GE(multiplier, before) << "to the right is never flatter";
    before = multiplier;
    const float exact = kMinMultiplier * std::pow(kMaxMultiplier / kMinMultiplier, position);
    EXPECT_NEAR(multiplier, exact, 0.021F * exact);
    bool snapped = false;
    for (const float mark : kScaleMarks) snapped = snapped || multiplier == mark;
    if (!snapped) {
      EXPECT_NEAR(slider_position(multiplier), position, 9e-4F) << "half of the third digit, where that is coarsest";
    }
  }
}

TEST(Slider, FindsOnlyNumbersThatAreWrittenInFull) {
  for (int i = 0; i <= 1000; ++i) {
    const float multiplier = slider_multiplier(static_cast<float>(i) / 1000);
    EXPECT_LE(shortest_number(multiplier).size(), multiplier < 1 ? 6U : 4U) << multiplier;
    EXPECT_EQ(readable_multiplier(multiplier), multiplier);
  }
  EXPECT_EQ(readable_multiplier(0.05162F), 0.0516F);
  EXPECT_EQ(readable_multiplier(1.2115277F), 1.21F);
  EXPECT_EQ(readable_multiplier(19.96F), 20.0F);
}

TEST(Slider, SnapsToItsMarks) {
  for (const float mark : kScaleMarks) {
    EXPECT_EQ(slider_multiplier(slider_position(mark)), mark);
    EXPECT_EQ(slider_multiplier(slider_position(mark * 1.015F)), mark);
    EXPECT_EQ(slider_multiplier(slider_position(mark * 0.985F)), mark);
    EXPECT_NE(slider_multiplier(slider_position(mark * 1.03F)), mark);
    EXPECT_NE(slider_multiplier(slider_position(mark * 0.97F)), mark);
  }
}

/// The state in which the window shows head 1 of layer 1 of a fake model over `text`.
AppState state_of(const std::string& text, float multiplier, const MaskChoice& mask = {}) {
  const FakeSource source("reader", 1, 1, 300, nullptr);
  AppState state;
  state.scene.multiplier = multiplier;
  state.scene.mask = mask;
  state.card = source.card();
  Result<std::shared_ptr<const Reading>> reading = read(source, {.text = text}, {});
  EXPECT_TRUE(reading.ok());
  state.reading = *reading;
  const HeadTrace& head = state.reading->trace->layers[0][0];
  state.native_scale = head.native_scale;
  state.native_mask = head.mask;
  Result<HeadView> view =
      look(head.q, head.k, {.scale = multiplier * head.native_scale, .mask = resolve(mask, head.mask)});
  EXPECT_TRUE(view.ok());
  state.view = std::make_shared<const HeadView>(std::move(*view));
  state.pieces = state.view;
  state.query = 0;
  return state;
}

/// The same, with head_dim 3 scaled as most models scale it.
AppState with_native_scale(AppState state, float native) {
  state.native_scale = native;
  return state;
}

TEST(PlanScale, SaysWhereTheScaleComesFrom) {
  const float root = 1 / std::sqrt(3.0F);
  ScalePlan plan = plan_scale(with_native_scale(state_of("the cat sat", 1), root));
  EXPECT_EQ(plan.scale, "0.577");
  EXPECT_EQ(plan.origin, "= 1/√3 · as trained");

  plan = plan_scale(with_native_scale(state_of("the cat sat", 0.35F), root));
  EXPECT_EQ(plan.scale, "0.202");
  EXPECT_EQ(plan.origin, "= 0.35 × 1/√3");

  EXPECT_EQ(plan_scale(state_of("the cat sat", 1)).origin, "= 0.5 · as trained") << "no root of 3";
  EXPECT_EQ(plan_scale(state_of("the cat sat", 3)).origin, "= 3 × 0.5");
  EXPECT_EQ(plan_scale(state_of("the cat sat", 3)).scale, "1.500");
  EXPECT_EQ(plan_scale(state_of("the cat sat", 1.001F)).origin, "= 1.001 × 0.5");
}

TEST(PlanScale, NeedsNoSentence) {
  AppState state;
  state.scene.multiplier = 2;
  state.native_scale = 0.25F;
  const ScalePlan plan = plan_scale(state);
  EXPECT_EQ(plan.scale, "0.500");
  EXPECT_TRUE(plan.curve.empty());
}

TEST(PlanScale, CountsTheComparisonsThatTheMaskAllows) {
  EXPECT_EQ(plan_scale(state_of("a b c d e", 1)).comparisons, "5 × 5 = 25");
  EXPECT_EQ(plan_scale(state_of("a", 1, {.kind = MaskKind::Causal})).comparisons, "1 × 1 = 1");
  std::string text;
  for (int n = 2; n <= 20; ++n) {
    text = text + " w" + std::to_string(n) + (n == 2 ? " w1" : "");
    for (const MaskChoice& mask :
         {MaskChoice{.kind = MaskKind::Causal}, MaskChoice{.kind = MaskKind::Nearby, .window = 1},
          MaskChoice{.kind = MaskKind::Nearby, .window = 4}}) {
      const AppState state = state_of(text, 1, mask);
      const int size = state.reading->trace->size();
      int seen = 0;
      for (int i = 0; i < size; ++i) {
        for (int j = 0; j < size; ++j) seen += naive_sees(state.view->mask.mask, i, j) ? 1 : 0;
      }
      const std::string side = std::to_string(size);
      const std::string all = side + " × " + side;
      EXPECT_EQ(plan_scale(state).comparisons,
                seen == size * size ? all + " = " + std::to_string(seen) : std::to_string(seen) + " of " + all);
    }
  }
}

TEST(PlanScale, SaysHowManyWordsTheQueryListensTo) {
  AppState state = state_of("a b c d", 1);
  state.query = 2;
  const Grid scores = naive_scores(state.reading->trace->layers[0][0].q, state.reading->trace->layers[0][0].k);
  const double bits = naive_entropy(naive_weights(scores, 0.5, Mask::all())[2]);
  ScalePlan plan = plan_scale(state);
  EXPECT_NEAR(static_cast<double>(plan.bits), bits, 1e-5);
  EXPECT_EQ(plan.most_bits, 2);
  EXPECT_NEAR(std::stod(plan.listens_to), std::exp2(bits), 0.051);
  EXPECT_NEAR(std::stod(plan.entropy), bits, 0.0051);
  EXPECT_TRUE(plan.entropy.ends_with(" bit of 2.00")) << plan.entropy;
  EXPECT_TRUE(plan.listens_to.ends_with(" words")) << plan.listens_to;

  plan = plan_scale(state_of("a b c d", 1, {.kind = MaskKind::Causal}));
  EXPECT_EQ(plan.listens_to, "1.0 word") << "the first word sees only itself";
  EXPECT_EQ(plan.entropy, "0.00 bit of 0.00");
  EXPECT_GT(plan.most_bits, 0) << "the curve's height is divided by this";
}

TEST(PlanScale, ItsCurvePassesThroughTheWordsEntropyNow) {
  for (const float multiplier : {kMinMultiplier, 1.0F, kMaxMultiplier}) {
    const ScalePlan plan = plan_scale(state_of("the cat sat on a mat", multiplier));
    ASSERT_EQ(plan.curve.size(), static_cast<std::size_t>(kCurvePoints));
    EXPECT_FLOAT_EQ(plan.curve.front().multiplier, kMinMultiplier);
    EXPECT_FLOAT_EQ(plan.curve.back().multiplier, kMaxMultiplier);
    bool met = false;
    for (const EntropyPoint& point : plan.curve) {
      EXPECT_GE(point.bits, -1e-6F);
      EXPECT_LE(point.bits, plan.most_bits + 1e-5F);
      if (std::abs(point.multiplier / multiplier - 1) > 1e-4F) continue;
      EXPECT_NEAR(point.bits, plan.bits, 1e-4F);
      met = true;
    }
    EXPECT_TRUE(met) << "no point at " << multiplier;
  }
}

}  // namespace
}  // namespace attnscope::test
