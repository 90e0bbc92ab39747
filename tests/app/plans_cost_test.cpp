#include <gmock/gmock.h>

#include "app/cost.h"
#include "app/describe.h"
#include "app/numbers.h"
#include "app/plans/cost_plan.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr MaskChoice kFullCost{.kind = MaskKind::All, .window = 2};
constexpr MaskChoice kCausalCost{.kind = MaskKind::Causal, .window = 2};
constexpr MaskChoice kWindowCost{.kind = MaskKind::Nearby, .window = 2};

SourceCard card_of_six_heads() {
  SourceCard card;
  card.name = "reader";
  card.layers.assign(2, {.heads = 6, .head_dim = 32});
  return card;
}

TEST(CostStrips, CoverTheComparedPairsAndNothingElse) {
  for (const MaskChoice& mask : {kFullCost, kCausalCost, kWindowCost}) {
    for (const int words : {1, 2, 10, 100, kMostStrips}) {
      double area = 0;
      for (const CostStrip& strip : plan_strips(mask, static_cast<float>(words))) {
        area += static_cast<double>((strip.bottom - strip.top) * (strip.end - strip.begin));
      }
      EXPECT_EQ(area, static_cast<double>(compared_pairs(mask, words))) << words << " words, " << in_words(mask);
    }
  }
}

TEST(CostStrips, StayInsideASquareOfAnySize) {
  for (const MaskChoice& mask : {kFullCost, kCausalCost, kWindowCost}) {
    for (const float words : {1.0F, 1.5F, 13.7F, 777.7F, 100'000.0F}) {
      const std::vector<CostStrip> strips = plan_strips(mask, words);
      ASSERT_FALSE(strips.empty());
      EXPECT_LE(strips.size(), static_cast<std::size_t>(kMostStrips));
      EXPECT_EQ(strips.back().bottom, words);
      for (std::size_t i = 0; i < strips.size(); ++i) {
        EXPECT_TRUE(strips[i].begin >= 0 && strips[i].begin < strips[i].end && strips[i].end <= words);
        EXPECT_EQ(strips[i].top, i == 0 ? 0 : strips[i - 1].bottom);
      }
    }
  }
}

TEST(CostPlan, SaysWhatTenAndAHundredWordsCost) {
  const CostPlan ten = plan_cost({.words = 10, .mask = kFullCost}, card_of_six_heads());
  EXPECT_EQ(ten.words, "10 words");
  EXPECT_EQ(ten.counted, "10 × 10 = 100 comparisons");
  EXPECT_EQ(ten.half, "5 words: 25");
  EXPECT_EQ(ten.frame, "frame: 100 × 100 = 10,000 comparisons");
  EXPECT_EQ(ten.with_cache, "1 row, 10 comparisons");
  EXPECT_EQ(ten.without, "10 rows, 100 comparisons");
  EXPECT_FLOAT_EQ(ten.with_share, 0.1F);
  EXPECT_THAT(ten.in_the_model, ElementsAre("In all 12 heads: 120 against 1,200.",
                                            "Kept: 2 × 2 layers × 6 heads × 32 × 10 words = 7,680 numbers, 31 kB.",
                                            HasSubstr("looks ahead"), "Of the 100, a causal mask hides 45."));
  EXPECT_EQ(plan_cost({.words = 100, .mask = kFullCost}, {}).counted, "100 × 100 = 10,000 comparisons");
  EXPECT_EQ(plan_cost({.words = 100, .mask = kCausalCost}, {}).counted, "5,050 of 100 × 100 comparisons");
  const CostPlan one = plan_cost({.words = 1, .mask = kWindowCost}, {});
  EXPECT_EQ(one.words, "1 word");
  EXPECT_EQ(one.without, "1 row, 1 comparison");
  EXPECT_EQ(one.half, "");
}

TEST(CostPlan, ComparesThreeMasks) {
  const CostPlan plan = plan_cost({.words = 14, .mask = kWindowCost}, {});
  EXPECT_EQ(plan.kinds[0].count, "196");
  EXPECT_EQ(plan.kinds[0].doubled, "twice the words: 784, × 4.00");
  EXPECT_EQ(plan.kinds[0].share, 1);
  EXPECT_EQ(plan.kinds[1].count, "105");
  EXPECT_EQ(plan.kinds[1].doubled, "twice the words: 406, × 3.87");
  EXPECT_EQ(plan.kinds[2].count, "64");
  EXPECT_EQ(plan.kinds[2].doubled, "twice the words: 134, × 2.09");
  EXPECT_FLOAT_EQ(plan.kinds[2].share, 64.0F / 196.0F);
  for (const CostKind& kind : plan.kinds) EXPECT_EQ(kind.on, kind.mask == kWindowCost);
}

TEST(CostPlan, TellsACacheByTheModel) {
  SourceCard card = card_of_six_heads();
  card.causal = true;
  EXPECT_EQ(plan_cost({.words = 1'000, .mask = kFullCost}, card).in_the_model.size(), 3U) << "a writer can use one";
  card.layers.assign(3, {.heads = 8, .head_dim = 16, .kv_heads = 2});
  EXPECT_THAT(plan_cost({.words = 2, .mask = kFullCost}, card).in_the_model[1],
              HasSubstr("2 × 3 layers × 2 heads with keys of their own × 16 × 2 words = 384 numbers"));
  card.layers.push_back({.heads = 1, .head_dim = 5});
  EXPECT_THAT(plan_cost({.words = 2, .mask = kFullCost}, card).in_the_model[1], HasSubstr("Kept: 202 × 2 words = 404"));
}

TEST(CostPlan, SlidersAndStepsComeBack) {
  for (int words = 1; words <= kMostCostWords; words = words * 3 + 1)
    EXPECT_EQ(cost_words(cost_position(words)), words);
  EXPECT_EQ(cost_words(-1), 1);
  EXPECT_EQ(cost_words(2), kMostCostWords);
  for (int window = 1; window <= kMaxWindow; ++window) EXPECT_EQ(window_at(window_position(window)), window);
  EXPECT_EQ(stepped_words(1, -1), 1);
  EXPECT_EQ(stepped_words(9, 1), 10);
  EXPECT_EQ(stepped_words(10, 1), 15);
  EXPECT_EQ(stepped_words(12, 1), 15);
  EXPECT_EQ(stepped_words(12, -1), 10);
  EXPECT_EQ(stepped_words(100, 1), 150);
  EXPECT_EQ(stepped_words(100, -1), 95);
  EXPECT_EQ(stepped_words(kMostCostWords, 1), kMostCostWords);
  for (int words = 1; words < kMostCostWords; words = stepped_words(words, 1)) {
    EXPECT_EQ(stepped_words(stepped_words(words, 1), -1), words);
  }
}

TEST(TimesPlan, PutsPointsWhereTheirFactorsSay) {
  const std::vector<TimedAttention> timed{{.words = 16, .mask = kFullCost, .seconds = 1e-6, .runs = 99},
                                          {.words = 16, .mask = kWindowCost, .seconds = 2e-6, .runs = 99},
                                          {.words = 4096, .mask = kFullCost, .seconds = 0.1, .runs = 3},
                                          {.words = 4096, .mask = kWindowCost, .seconds = 100, .runs = 3}};
  const TimesPlan plan = plan_times(timed, {});
  ASSERT_EQ(plan.points.size(), 4U);
  EXPECT_FLOAT_EQ(plan.points[0].x, 0);
  EXPECT_FLOAT_EQ(plan.points[0].y, 0);
  EXPECT_TRUE(plan.points[1].windowed);
  EXPECT_FLOAT_EQ(plan.points[2].x, 1);
  EXPECT_FLOAT_EQ(plan.points[2].y, 5.0F / 7.0F);
  EXPECT_EQ(plan.points[3].y, 1) << "what takes too long stays on the picture";
  EXPECT_EQ(plan.window, "window 2") << "the one that was timed";
  ASSERT_EQ(plan.rows.size(), kTimedWords.size());
  EXPECT_EQ(plan.rows[0].full, "1 µs");
  EXPECT_EQ(plan.rows[0].pairs, "256");
  EXPECT_EQ(plan.rows[0].window_pairs, "74");
  EXPECT_EQ(plan.rows[1].full, "–");
  EXPECT_EQ(plan.rows[8].full, "100 ms");
  EXPECT_EQ(plan.rows[8].pairs, "16,777,216");
}

TEST(TimesPlan, TheGuideGoesThroughTheLargestAndByFours) {
  EXPECT_FALSE(plan_times({}, {}).guide);
  EXPECT_EQ(plan_times({}, {.words = 1, .mask = {.kind = MaskKind::All, .window = 9}}).window, "window 9");
  for (const Seconds seconds : {1e-5, 1e-3, 5.0}) {
    const TimesPlan plan = plan_times({{.words = 512, .mask = kFullCost, .seconds = seconds, .runs = 3}}, {});
    ASSERT_TRUE(plan.guide);
    const auto& [x0, y0, x1, y1] = *plan.guide;
    for (const float end : {x0, y0, x1, y1}) EXPECT_TRUE(end >= -1e-6F && end <= 1 + 1e-6F) << end;
    // 8 doublings lie along x, 7 decades along y.
    EXPECT_NEAR((y1 - y0) / (x1 - x0), 8 * std::log10(4.0F) / 7, 1e-4F);
    EXPECT_NEAR(y0 + (plan.points[0].x - x0) * (y1 - y0) / (x1 - x0), plan.points[0].y, 1e-4F);
  }
}

TEST(DescribeCost, SaysThePageInSentences) {
  AppState state;
  state.scene.page = Page::Cost;
  state.scene.cost = {.words = 10, .mask = kWindowCost};
  state.card = card_of_six_heads();
  state.timed = {{.words = 16, .mask = kFullCost, .seconds = 2e-6, .runs = 99}};
  const std::string said = describe(state);
  for (const std::string_view part :
       {"10 words: 44 of 10 × 10 comparisons", "no looking ahead): 55", "2 words to each side): 44", "7,680 numbers",
        "with 16 words: 2 µs, the median of 99 runs"}) {
    EXPECT_THAT(said, HasSubstr(std::string(part)));
  }
}

TEST(NumbersText, GroupsThousandsAndNamesUnitsOfTime) {
  EXPECT_EQ(whole_number(0), "0");
  EXPECT_EQ(whole_number(999), "999");
  EXPECT_EQ(whole_number(1'000), "1,000");
  EXPECT_EQ(whole_number(-123'456), "-123,456");
  EXPECT_EQ(whole_number(10'000'000'000), "10,000,000,000");
  EXPECT_EQ(time_text(2.14e-6), "2.14 µs");
  EXPECT_EQ(time_text(0.0187), "18.7 ms");
  EXPECT_EQ(time_text(0.3), "300 ms");
  EXPECT_EQ(time_text(1), "1 s");
  EXPECT_EQ(time_text(0.99999), "1 s");
}

}  // namespace
}  // namespace attnscope::test
