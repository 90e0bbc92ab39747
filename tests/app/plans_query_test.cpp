#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "tests/app/head_question.h"

namespace attnscope::test {
namespace {

template <class Check>
void for_many_questions(Check check) {
  for (const int n : {1, 2, 3, 14, 60}) {
    for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(1)}) {
      for (const float scale : {0.0F, 0.5F, 10.0F}) {
        SCOPED_TRACE(::testing::Message()
                     << n << " tokens, mask " << mask.back << "/" << mask.ahead << ", scale " << scale);
        check(random_question(n, mask, scale, static_cast<std::uint32_t>(n)));
      }
    }
  }
}

TEST(PlanQuery, ShowsTheNumbersOfAnExampleWorkedByHand) {
  const QueryPlan plan = three_words().plan(2);
  const float scores[] = {.61F, .89F, .77F};
  const float weights[] = {.286F, .378F, .336F};
  const float output[] = {.532F, .544F, .461F};
  ASSERT_EQ(plan.rows.size(), 3U);
  ASSERT_EQ(plan.output.size(), 3);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(plan.rows[i].key, static_cast<int>(i));
    EXPECT_NEAR(plan.rows[i].score, scores[i], 1e-6F);
    EXPECT_NEAR(plan.rows[i].logit, scores[i], 1e-6F);
    EXPECT_NEAR(plan.rows[i].exponential, std::exp(scores[i] - .89F), 1e-6F);
    EXPECT_NEAR(plan.rows[i].weight, weights[i], 5e-4F);
    EXPECT_NEAR(plan.output[static_cast<Eigen::Index>(i)], output[i], 5e-4F);
  }
  EXPECT_NEAR(plan.largest_logit, .89F, 1e-6F);
  EXPECT_EQ(plan.scale, 1);
  EXPECT_EQ(plan.value_extent, .9F);
  EXPECT_EQ(plan.summary, "38 % cat, 34 % sat, 29 % The") << "37.8, 33.6 and 28.6: each as its row has it";
}

TEST(PlanQuery, WeightsAreExponentialsOverTheirSum) {
  for_many_questions([](const HeadQuestion& q) {
    const Grid wanted =
        naive_weights(naive_scores(q.head.q, q.head.k), static_cast<double>(q.view.scale), q.view.mask.mask);
    for (int query = 0; query < q.size(); ++query) {
      const QueryPlan plan = q.plan(query);
      float low = 0;
      float high = 0;
      float sum = 0;
      for (const QueryRow& row : plan.rows) {
        EXPECT_EQ(row.visible, naive_sees(q.view.mask.mask, query, row.key));
        EXPECT_FLOAT_EQ(row.logit, q.view.scale * row.score);
        const double weight = wanted[static_cast<std::size_t>(query)][static_cast<std::size_t>(row.key)];
        EXPECT_NEAR(static_cast<double>(row.weight), weight, 1e-5);
        EXPECT_NEAR(row.exponential / plan.exponential_sum, row.weight, 1e-6F);
        EXPECT_EQ(row.shown_weight, row.weight);
        EXPECT_EQ(softmax_bar(plan, row), row.weight);
        sum += row.exponential;
        if (!row.visible) {
          EXPECT_EQ(row.exponential, 0);
          EXPECT_EQ(row.weight, 0);
          continue;
        }
        EXPECT_LE(row.exponential, 1);
        low = std::min(low, row.logit);
        high = std::max(high, row.logit);
      }
      EXPECT_EQ(plan.logit_low, low);
      EXPECT_EQ(plan.logit_high, high);
      EXPECT_FLOAT_EQ(plan.exponential_sum, sum);
    }
  });
}

TEST(PlanQuery, EndsWithTheWholeBlend) {
  for_many_questions([](const HeadQuestion& q) {
    const int query = q.size() / 2;
    const QueryPlan plan = q.plan(query);
    for (Eigen::Index c = 0; c < q.head.v.columns(); ++c) {
      double wanted = 0;
      for (Eigen::Index key = 0; key < q.head.v.rows(); ++key) {
        wanted += static_cast<double>(q.view.weights(query, key)) * static_cast<double>(q.head.v.view()(key, c));
      }
      EXPECT_NEAR(static_cast<double>(plan.output[c]), wanted, 1e-5);
    }
    float extent = 0;
    for (const auto& row : to_grid(q.head.v)) {
      for (const double value : row) extent = std::max(extent, static_cast<float>(std::abs(value)));
    }
    EXPECT_EQ(plan.value_extent, extent);
  });
}

TEST(PlanQuery, RevealsNothingAtTheStartAndEverythingAtTheEnd) {
  for_many_questions([](const HeadQuestion& q) {
    for (const QueryRow& row : q.plan(0, 0).rows) {
      EXPECT_EQ(row.score_reveal + row.softmax_reveal + row.blend_reveal, 0);
      EXPECT_EQ(row.weight, q.view.weights(0, row.key)) << "written numbers are final at any step";
    }
    EXPECT_EQ(q.plan(0, 0).output.norm(), 0);
    for (const QueryRow& row : q.plan(0, kTimelineEnd).rows) {
      EXPECT_EQ(row.score_reveal * row.softmax_reveal * row.blend_reveal, 1);
    }
  });
}

TEST(PlanQuery, RevealsOneStageAfterTheOtherAndNeverTakesBack) {
  const HeadQuestion q = random_question(14, Mask::all(), 0.5F, 3);
  std::vector<QueryRow> before = q.plan(3, 0).rows;
  for (int i = 1; i <= 300; ++i) {
    const float step = static_cast<float>(i) / 100;
    std::vector<QueryRow> now = q.plan(3, step).rows;
    for (std::size_t key = 0; key < now.size(); ++key) {
      EXPECT_GE(now[key].score_reveal, before[key].score_reveal);
      EXPECT_GE(now[key].softmax_reveal, before[key].softmax_reveal);
      EXPECT_GE(now[key].blend_reveal, before[key].blend_reveal);
      if (now[key].softmax_reveal > 0) {
        EXPECT_EQ(now[key].score_reveal, 1);
      }
      if (now[key].blend_reveal > 0) {
        EXPECT_EQ(now[key].softmax_reveal, 1);
      }
      if (key > 0) {
        EXPECT_LE(now[key].score_reveal, now[key - 1].score_reveal) << "rows follow one another";
      }
    }
    before = std::move(now);
  }
}

TEST(PlanQuery, BarsShowExponentialsAgainstTheLargestBeforeTheirShares) {
  const HeadQuestion q = three_words();
  const float exponentials[] = {std::exp(.61F - .89F), 1, std::exp(.77F - .89F)};
  const QueryPlan before_division = q.plan(2, 1.75F);
  const QueryPlan before_exponent = q.plan(2, 1.25F);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(softmax_bar(before_division, before_division.rows[i]), exponentials[i], 1e-5F);
    EXPECT_EQ(softmax_bar(before_exponent, before_exponent.rows[i]), 0);
    EXPECT_EQ(before_exponent.rows[i].minus_reveal, 1);
    EXPECT_EQ(before_division.rows[i].total_reveal, 1);
  }
}

TEST(PlanQuery, ScrubbingBackShowsTheSameAgain) {
  const HeadQuestion q = random_question(14, Mask::causal(), 0.5F, 5);
  for (const float step : {0.3F, 1.4F, 2.7F}) {
    const QueryPlan first = q.plan(9, step);
    (void)q.plan(9, kTimelineEnd);
    const QueryPlan again = q.plan(9, step);
    EXPECT_EQ(first.output, again.output);
    for (std::size_t i = 0; i < first.rows.size(); ++i) {
      EXPECT_EQ(first.rows[i].score_reveal, again.rows[i].score_reveal);
      EXPECT_EQ(first.rows[i].blend_reveal, again.rows[i].blend_reveal);
    }
  }
}

Eigen::RowVectorXf row_of(std::initializer_list<float> weights) {
  Eigen::RowVectorXf row(static_cast<Eigen::Index>(weights.size()));
  std::copy(weights.begin(), weights.end(), row.begin());
  return row;
}

TEST(Summarise, NamesTheHeaviestWords) {
  const std::vector<Token> tokens = words("the trophy suitcase it");
  EXPECT_EQ(summarise(tokens, row_of({.02F, .80F, .17F, .01F})), "80 % trophy, 17 % suitcase, 3 % everything else");
  EXPECT_EQ(summarise(tokens, row_of({0, 1, 0, 0})), "100 % trophy");
  EXPECT_EQ(summarise(tokens, row_of({.25F, .25F, .25F, .25F})),
            "25 % the, 25 % trophy, 25 % suitcase, 25 % everything else");
  EXPECT_EQ(summarise({}, Eigen::RowVectorXf()), "");
}

TEST(Summarise, CountsThePiecesOfAWordTogether) {
  std::vector<Token> tokens = words("trop it");
  tokens.insert(tokens.begin() + 1,
                Token{.id = 0, .piece = "##hy", .text = "hy", .span = std::nullopt, .starts_word = false});
  EXPECT_EQ(summarise(tokens, row_of({.3F, .4F, .3F})), "70 % trophy, 30 % it");
}

TEST(Summarise, NoNumberDisagreesWithItsRow) {
  Random random(12);
  EXPECT_EQ(summarise(words("a b c"), row_of({.335F, .335F, .33F})), "34 % a, 34 % b, 33 % c");
  for (int i = 0; i < 500; ++i) {
    const int n = 1 + random.next_below(6);
    Eigen::RowVectorXf weights = random_matrix(1, n, 3, random).array().exp().matrix();
    weights /= weights.sum();
    std::vector<Token> tokens = random_tokens(n, 1000, 3);
    for (Token& token : tokens) token.starts_word = true;
    const std::string line = summarise(tokens, weights);
    EXPECT_TRUE(line.starts_with(std::to_string(std::lround(100 * weights.maxCoeff())) + " % ")) << line;
  }
}

}  // namespace
}  // namespace attnscope::test
