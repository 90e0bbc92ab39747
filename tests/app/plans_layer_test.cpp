#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/numbers.h"
#include "app/plans/layer_plan.h"
#include "tests/app/comes_out.h"
#include "tests/support/matrices.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

constexpr HeadPlace kSecond{.layer = 1, .head = 1};

/// Two heads of two dimensions in a stream of three, worked by hand.
LayerStep on_paper() {
  LayerStep step;
  step.before = Eigen::RowVector3f(1, 2, -0.5F);
  step.blends = to_matrix({{0.5, 1}, {2, -1}});
  step.parts = to_matrix({{0.25, 0, 1}, {0.5, -0.75, 2}});
  step.bias = Eigen::RowVector3f(0.25F, 0.5F, 0);
  step.added = Eigen::RowVector3f(1, -0.25F, 3);
  step.after = Eigen::RowVector3f(2, 1.75F, 2.5F);
  return step;
}

LayerStep random_step(int heads, int hidden, bool biased, std::uint32_t seed) {
  Random random(seed);
  LayerStep step;
  step.blends = random_matrix(heads, 4, 2, random);
  step.parts = random_matrix(heads, hidden, 1, random);
  step.before = random_matrix(1, hidden, 9, random);
  step.added = step.parts.colwise().sum();
  if (biased) {
    step.bias = random_matrix(1, hidden, 0.3F, random);
    step.added += step.bias;
  }
  step.after = step.before + step.added;
  return step;
}

/// "dimension 3: a + b = c" without its beginning, the name of the bias and the line breaks.
std::string sum_in(std::string text) {
  text = text.substr(text.find(":") + 1);
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (const std::size_t at = text.find("bias "); at != std::string::npos) text.erase(at, 5);
  return text;
}

TEST(PlanLayer, AnExampleWorkedByHand) {
  const LayerStep step = on_paper();
  const LayerPlan plan = plan_layer(step, 1, kTimelineEnd, 1);
  ASSERT_EQ(plan.rows.size(), 2U);
  EXPECT_FLOAT_EQ(plan.rows[0].length, std::sqrt(0.0625F + 1));
  EXPECT_FLOAT_EQ(plan.rows[1].length, std::sqrt(0.25F + 0.5625F + 4));
  EXPECT_FLOAT_EQ(plan.longest, plan.rows[1].length);
  EXPECT_EQ(plan.sum, "2.000 − 0.250 = 1.750");
  EXPECT_EQ(plan.sum_of_heads, "2.000 + (0.000 − 0.750 + bias 0.500) = 1.750");
  ASSERT_EQ(plan.stream.lines.size(), kDepthLines);
  EXPECT_EQ(plan.stream.lines[0].said, "length 2.29");
  EXPECT_EQ(plan.stream.lines[1].said, "length 3.17");
  EXPECT_EQ(plan.stream.lines[1].origin(2), "dimension 3 of what every head adds:\n1.000 + 2.000 + bias 0.000 = 3.000");
  EXPECT_EQ(plan.stream.lines[2].origin(2), "dimension 3: -0.500 + 3.000 = 2.500");
  EXPECT_EQ(blend_origin(step, kSecond, 1), "dimension 2 of head 2·2's blend: -1.000");
  EXPECT_THAT(part_origin(step, kSecond, 2), HasSubstr("what head 2·2 adds: 2.000\nits 2 numbers"));
}

TEST(PlanLayer, WritesOutTheDimensionThatChangesMostUnlessOneIsChosen) {
  const LayerStep step = on_paper();
  EXPECT_EQ(plan_layer(step, 0, kTimelineEnd).dimension, 2);
  EXPECT_EQ(plan_layer(step, 0, kTimelineEnd, 0).dimension, 0);
  EXPECT_EQ(plan_layer(step, 0, kTimelineEnd, 3).dimension, 2) << "of another model";
}

TEST(PlanLayer, EverySumComesOutByHand) {
  for (const int heads : {1, 2, 6, 12, 32}) {
    for (const bool biased : {false, true}) {
      const LayerStep step = random_step(heads, 24, biased, static_cast<std::uint32_t>(heads));
      for (int d = 0; d < 24; ++d) {
        const LayerPlan plan = plan_layer(step, 0, kTimelineEnd, d);
        EXPECT_TRUE(comes_out(plan.sum));
        EXPECT_TRUE(comes_out(sum_in(":" + plan.sum_of_heads)));
        EXPECT_TRUE(comes_out(sum_in(plan.stream.lines[1].origin(d))));
        EXPECT_TRUE(comes_out(sum_in(plan.stream.lines[2].origin(d))));
        EXPECT_NEAR(std::stod(plan.sum.substr(plan.sum.rfind("= ") + 2)), static_cast<double>(step.after[d]), 1e-3);
      }
    }
  }
}

TEST(PlanLayer, SaysWhatBecomesOfTheRowAndNoMore) {
  LayerStep step = on_paper();
  const auto last = [&step] { return plan_layer(step, 0, kTimelineEnd).stream.lines.back(); };
  EXPECT_EQ(last().text, "feed-forward, on the normed row");
  step.next = AfterAttention::Cross;
  EXPECT_EQ(last().text, "cross-attention, on the normed row");
  step.next = AfterAttention::FeedForwardToo;
  EXPECT_EQ(last().text, "feed-forward adds too, from the row before");
  step.normed = Eigen::RowVector3f(0, 1, -1);
  EXPECT_EQ(last().text, "") << "a row that is normed here is shown";
  EXPECT_EQ(last().values, step.normed);
  EXPECT_EQ(last().origin(1), "dimension 2: LayerNorm of the whole row makes 1.000 of 1.750");
  step.norm = NormKind::Rms;
  EXPECT_THAT(last().origin(1), HasSubstr("RMSNorm"));
}

TEST(PlanLayer, ShowsNothingBeforeTheTimelineIsThere) {
  const LayerStep step = random_step(4, 12, true, 3);
  const auto at = [&step](float place) { return plan_layer(step, 2, place, 0); };
  const LayerPlan begin = at(3);
  for (const LayerRow& row : begin.rows) {
    EXPECT_EQ(row.blend_reveal, row.head == 2 ? 1 : 0) << "the blend that the stage before ended with is there";
    EXPECT_EQ(row.part_reveal, 0);
  }
  EXPECT_EQ(begin.stream.lines[0].there, 12) << "the row before is there";
  EXPECT_TRUE(begin.sum.empty() && begin.sum_of_heads.empty());
  for (std::size_t i = 1; i < kDepthLines; ++i) {
    EXPECT_EQ(begin.stream.lines[i].there, 0);
    EXPECT_TRUE(begin.stream.lines[i].said.empty() && begin.stream.lines[i].text.empty());
  }
  EXPECT_EQ(at(3.1875F).rows[3].blend_reveal, 1);
  EXPECT_EQ(at(3.1875F).rows[0].part_reveal, 0);
  EXPECT_EQ(at(3.4375F).rows[3].part_reveal, 1);
  EXPECT_EQ(at(3.53125F).stream.lines[1].there, 6) << "half of the heads' sum";
  EXPECT_EQ(at(3.625F).stream.lines[1].there, 12);
  EXPECT_EQ(at(3.625F).stream.lines[2].there, 0);
  EXPECT_EQ(at(3.625F).sum, fixed_number(step.added[0], 3));
  EXPECT_EQ(at(3.875F).stream.lines[2].there, 12);
  EXPECT_TRUE(at(3.875F).stream.lines[3].text.empty());
}

TEST(PlanLayer, SaysWhyThereIsNone) {
  const DepthPlan plan = plan_no_layer({ErrorCode::Unsupported, "", "3 pieces ask; the layer treats each by itself"});
  ASSERT_EQ(plan.lines.size(), 2U);
  EXPECT_EQ(plan.lines[0].text, "3 pieces ask");
  EXPECT_EQ(plan.lines[1].text, "the layer treats each by itself");
}

}  // namespace
}  // namespace attnscope::test
