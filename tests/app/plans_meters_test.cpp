#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/plans/heads_plan.h"
#include "app/plans/meters_plan.h"
#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

/// A state of 2 x 3 heads over "the cat sat", all of whose scores the tests then set by themselves.
AppState state_with_heads() {
  const FakeSource source("reader", 2, 3, 16, nullptr);
  AppState state;
  Result<std::shared_ptr<const Reading>> reading = read(source, {.text = "the cat sat"}, {});
  EXPECT_TRUE(reading.ok());
  state.reading = *reading;
  state.card = source.card();
  state.view = std::make_shared<const HeadView>();
  for (PatternScore& score : state.patterns) score = {.score = 0.05F, .rows = 3, .column = std::nullopt};
  return state;
}

PatternScore scored(float score, int rows) { return {.score = score, .rows = rows, .column = std::nullopt}; }

std::size_t index_of(PatternId id) { return static_cast<std::size_t>(id); }

/// The meter of a pattern whose score on the viewed head is this.
Meter meter_of(PatternId id, const PatternScore& score) {
  AppState state = state_with_heads();
  state.patterns[index_of(id)] = score;
  return plan_meters(state)[index_of(id)];
}

TEST(PlanMeters, HasOneForEveryPatternInTheirOrder) {
  for (const AppState& state : {AppState(), state_with_heads()}) {
    const std::vector<Meter> meters = plan_meters(state);
    ASSERT_EQ(meters.size(), kPatterns.size());
    for (std::size_t i = 0; i < meters.size(); ++i) {
      EXPECT_EQ(meters[i].id, kPatterns[i].id);
      EXPECT_EQ(meters[i].title, kPatterns[i].title);
      EXPECT_FALSE(meters[i].outlined);
    }
  }
}

TEST(PlanMeters, NamesAPatternFromFifteenPerCentOn) {
  EXPECT_FALSE(meter_of(PatternId::Diagonal, scored(0.149F, 3)).named);
  EXPECT_TRUE(meter_of(PatternId::Diagonal, scored(0.15F, 3)).named);
  EXPECT_FALSE(meter_of(PatternId::Diagonal, scored(0.9F, 0)).named);
  EXPECT_FALSE(meter_of(PatternId::Spread, scored(0.9F, 3)).named) << "a spread is no pattern to be called by";
}

TEST(PlanMeters, ShowsTheScoreAsAShare) {
  const Meter half = meter_of(PatternId::Next, scored(0.463F, 3));
  EXPECT_EQ(half.value, "46 %");
  EXPECT_FLOAT_EQ(half.fill, 0.463F);
  const Meter avoided = meter_of(PatternId::Next, scored(-0.2F, 3));
  EXPECT_EQ(avoided.value, "-20 %");
  EXPECT_EQ(avoided.fill, 0) << "a bar cannot be shorter than empty";
  EXPECT_EQ(meter_of(PatternId::Next, scored(-0.004F, 3)).value, "0 %");
  EXPECT_EQ(meter_of(PatternId::Next, scored(1.0000001F, 3)).fill, 1);
}

TEST(PlanMeters, SaysNothingWhereAPatternCannotBeTold) {
  const Meter unknown = meter_of(PatternId::Previous, scored(0.7F, 0));
  EXPECT_EQ(unknown.value, "–");
  EXPECT_EQ(unknown.fill, 0);
  EXPECT_TRUE(unknown.detail.empty());
  EXPECT_FALSE(unknown.best);
  for (const Meter& meter : plan_meters(AppState())) {
    EXPECT_EQ(meter.value, "–");
    EXPECT_FALSE(meter.best);
  }
}

TEST(PlanMeters, NamesTheColumnsWord) {
  EXPECT_EQ(meter_of(PatternId::Column, {.score = 0.5F, .rows = 3, .column = 2}).detail, "sat");
  EXPECT_EQ(meter_of(PatternId::First, {.score = 0.5F, .rows = 3, .column = 0}).detail, "the");
  EXPECT_EQ(meter_of(PatternId::Column, scored(0.5F, 3)).detail, "");
}

TEST(PlanMeters, OutlinesWhatTheSceneOutlines) {
  AppState state = state_with_heads();
  state.scene.outlined = PatternId::Column;
  for (const Meter& meter : plan_meters(state)) EXPECT_EQ(meter.outlined, meter.id == PatternId::Column);
}

TEST(PlanMeters, FindsTheHeadThatShowsItMost) {
  const AppState state = state_with_heads();
  const std::vector<Meter> meters = plan_meters(state);
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    float most = std::numeric_limits<float>::lowest();
    for (const HeadSummary& head : state.reading->heads) most = std::max(most, head.patterns[i].score);
    ASSERT_TRUE(meters[i].best);
    for (const HeadSummary& head : state.reading->heads) {
      if (head.place == *meters[i].best) {
        EXPECT_EQ(head.patterns[i].score, most) << meters[i].title;
      }
    }
    const std::string percent = std::to_string(std::lround(100 * most));
    EXPECT_EQ(meters[i].best_text, place_text(*meters[i].best) + "  " + percent + " %");
  }
}

TEST(PlanMeters, AHeadOfWhichAPatternCannotBeToldIsNotItsBest) {
  AppState state = state_with_heads();
  Reading reading = *state.reading;
  for (HeadSummary& head : reading.heads) head.patterns[0] = scored(-0.1F, 2);
  reading.heads[1].patterns[0] = {};  // no rows: its 0 is not a score
  reading.heads[2].patterns[0].score = -0.05F;
  state.reading = std::make_shared<const Reading>(reading);
  Meter meter = plan_meters(state)[0];
  ASSERT_TRUE(meter.best);
  EXPECT_EQ(meter.best, reading.heads[2].place);

  for (HeadSummary& head : reading.heads) head.patterns[0] = {};
  state.reading = std::make_shared<const Reading>(reading);
  meter = plan_meters(state)[0];
  EXPECT_FALSE(meter.best) << "the viewed head's own mask shows it, but no head as the model computed it does";
  EXPECT_TRUE(meter.best_text.empty());
}

}  // namespace
}  // namespace attnscope::test
