#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/plans/written_chain.h"
#include "tests/app/comes_out.h"
#include "tests/app/head_question.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;

/// The cells of a line as they are written, as far as they are there.
std::vector<std::string> cells(const DepthLine& line) {
  std::vector<std::string> texts;
  for (int i = 0; i < line.there; ++i) texts.push_back(fixed_number(line.values[i], line.digits));
  return texts;
}

/// Depth of one key of a question.
struct Depth {
  HeadQuestion question;
  int query = 0;
  float step = kTimelineEnd;
  int dimension = -1;
  QueryInput in = question.input();
  QueryPlan query_plan = question.plan(query, step);

  [[nodiscard]] DepthInput input(std::size_t row) const {
    return {in, query_plan, query_plan.rows[row], query, step, dimension};
  }
  [[nodiscard]] DepthPlan plan(Stage stage, std::size_t row) const { return plan_depth(stage, input(row)); }
};

/// "dimension 3: a × b = c" without its beginning.
std::string equation_in(const std::string& origin) { return origin.substr(origin.find(": ") + 2); }

TEST(PlanDepth, AScoreWorkedByHand) {
  const Depth sat{three_words(), 2};
  const std::vector<DepthLine> lines = sat.plan(Stage::Score, 0).lines;
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_THAT(cells(lines[0]), ElementsAre("0.4", "0.6", "0.5"));
  EXPECT_THAT(cells(lines[1]), ElementsAre("0.2", "0.8", "0.1"));
  EXPECT_THAT(cells(lines[2]), ElementsAre("0.08", "0.48", "0.05"));
  EXPECT_THAT(cells(lines[3]), ElementsAre("0.08", "0.56", "0.61"));
  EXPECT_EQ(lines[3].said, "= 0.61");
  EXPECT_EQ(lines[2].origin(1), "dimension 2: 0.6 × 0.8 = 0.48");
  EXPECT_EQ(lines[3].origin(2), "the first 3 products: 0.56 + 0.05 = 0.61");
}

TEST(PlanDepth, ASoftmaxWorkedByHand) {
  const Depth sat{three_words(), 2};
  const std::vector<DepthLine> lines = sat.plan(Stage::Softmax, 0).lines;
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].text, "0.61 − 0.89 = -0.28");
  EXPECT_EQ(lines[1].text, "e^-0.28 = 0.7558");
  EXPECT_THAT(cells(lines[2]), ElementsAre("0.7558", "1.0000", "0.8869"));
  EXPECT_EQ(lines[2].said, "= 2.6427");
  EXPECT_EQ(lines[2].marked, 0);
  EXPECT_EQ(lines[3].text, "0.7558 ÷ 2.6427 = 28.6 %");
}

TEST(PlanDepth, ABlendWorkedByHand) {
  Depth sat{three_words(), 2};
  sat.dimension = 0;
  const std::vector<DepthLine> lines = sat.plan(Stage::Blend, 1).lines;
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_THAT(cells(lines[0]), ElementsAre("0.9", "0.3", "0.7"));
  EXPECT_THAT(cells(lines[2]), ElementsAre("0.532", "0.544", "0.461"));
  EXPECT_EQ(lines[3].label, "dim 1");
  EXPECT_EQ(lines[3].said, "= 0.532");
  EXPECT_TRUE(comes_out(lines[3].text + " " + lines[3].said));
}

template <class Check>
void for_many_depths(Check check) {
  for (const int dimensions : {1, 3, 16, 32, 128}) {
    for (const int n : {1, 3, 20}) {
      for (const Mask& mask : {Mask::all(), Mask::causal()}) {
        SCOPED_TRACE(::testing::Message() << dimensions << " dimensions, " << n << " tokens");
        const auto seed = static_cast<std::uint32_t>(100 * dimensions + n);
        const float scale = 1 / std::sqrt(static_cast<float>(dimensions));
        check(Depth{random_question(n, mask, scale, seed, dimensions), n / 2});
      }
    }
  }
}

TEST(PlanDepth, EveryNumberComesOutByHand) {
  for_many_depths([](const Depth& depth) {
    for (std::size_t row = 0; row < depth.query_plan.rows.size(); ++row) {
      for (const Stage stage : {Stage::Score, Stage::Softmax, Stage::Blend}) {
        if (!depth.query_plan.rows[row].visible && stage == Stage::Softmax) continue;
        for (const DepthLine& line : depth.plan(stage, row).lines) {
          if (line.text.find(" = ") != std::string::npos) {
            EXPECT_TRUE(comes_out(line.text));
          }
          if (line.label == "q" || line.label == "k" || line.label == "v" || line.stacked) continue;
          for (int d = 0; d < line.there; ++d) {
            const std::string origin = line.origin(d);
            if (origin.find(" = ") != std::string::npos) {
              EXPECT_TRUE(comes_out(equation_in(origin)));
            }
          }
        }
      }
    }
  });
}

TEST(PlanDepth, ProductsAddUpToTheScoreAndExponentialsToTheirSum) {
  for_many_depths([](const Depth& depth) {
    for (std::size_t row = 0; row < depth.query_plan.rows.size(); ++row) {
      const std::vector<DepthLine> score = depth.plan(Stage::Score, row).lines;
      std::string sum = "0";
      for (const std::string& product : cells(score[2])) sum += " + " + product;
      EXPECT_TRUE(comes_out(sum + " " + score[3].said));
      double naive = 0;
      for (int d = 0; d < score[0].values.size(); ++d) {
        naive += static_cast<double>(depth.question.head.q(depth.query, d)) *
                 static_cast<double>(depth.question.head.k(static_cast<Eigen::Index>(row), d));
      }
      EXPECT_NEAR(std::stod(score[3].said.substr(2)), naive, 2e-3);

      if (!depth.query_plan.rows[row].visible) continue;
      const std::vector<DepthLine> softmax = depth.plan(Stage::Softmax, row).lines;
      sum = "0";
      for (const std::string& exponential : cells(softmax[2])) sum += " + " + exponential;
      EXPECT_TRUE(comes_out(sum + " " + softmax[2].said));
    }
  });
}

TEST(PlanDepth, TheNumbersWrittenIntoCellsComeOutAmongThemselves) {
  for_many_depths([](const Depth& depth) {
    if (depth.question.head.q.cols() > kMostWritten) return;
    const std::vector<DepthLine> score = depth.plan(Stage::Score, 0).lines;
    const std::vector<DepthLine> blend = depth.plan(Stage::Blend, 0).lines;
    for (std::size_t d = 0; d < static_cast<std::size_t>(score[0].values.size()); ++d) {
      EXPECT_TRUE(comes_out(cells(score[0])[d] + " × " + cells(score[1])[d] + " = " + cells(score[2])[d]));
      EXPECT_TRUE(comes_out(cells(blend[0])[d] + " " + blend[1].said + " = " + cells(blend[1])[d]));
    }
  });
}

TEST(PlanDepth, CellsComeWithTheTimelineAndTheSumIsThatOfThoseThatAreIn) {
  const HeadQuestion question = random_question(6, Mask::all(), 0.5F, 9, 8);
  for (const float step : {0.0F, 0.2F, 0.35F, 0.5F, 0.6F, 1.0F}) {
    const Depth depth{question, 2, step};
    const std::vector<DepthLine> lines = depth.plan(Stage::Score, 1).lines;
    EXPECT_EQ(lines[2].there, static_cast<int>(std::floor(progress(step, WorkPart::Multiply) * 8 + 0.01F)));
    EXPECT_EQ(lines[3].there, static_cast<int>(std::floor(progress(step, WorkPart::AddUp) * 8 + 0.01F)));
    if (lines[3].there > 0 && lines[3].there < 8) {
      EXPECT_EQ(lines[3].said, cells(lines[3]).back() + " so far");
    }
  }
  for (int keys = 1; keys <= 6; ++keys) {
    const Depth depth{question, 2, 2 + static_cast<float>(keys) / 6};
    const std::vector<DepthLine> lines = depth.plan(Stage::Blend, 1).lines;
    EXPECT_EQ(row_in_depth(depth.query_plan, depth.step).key,
              keys < 6 ? keys - 1 : row_in_depth(depth.query_plan, 3).key);
    EXPECT_TRUE(comes_out(lines[3].text + " " + lines[3].said));
    double naive = 0;
    const int dimension = lines[3].label == "dim 1" ? 0 : std::stoi(lines[3].label.substr(4)) - 1;
    for (int key = 0; key < keys; ++key) {
      naive +=
          static_cast<double>(question.view.weights(2, key)) * static_cast<double>(question.head.v(key, dimension));
    }
    EXPECT_NEAR(std::stod(lines[3].said.substr(2)), naive, 1e-3);
  }
}

TEST(PlanDepth, AKeyThatTheMaskHidesHasAScoreAndNoShare) {
  const Depth first{random_question(4, Mask::causal(), 0.5F, 3), 0};
  EXPECT_EQ(first.plan(Stage::Score, 2).lines.size(), 4U);
  const std::vector<DepthLine> lines = first.plan(Stage::Softmax, 2).lines;
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0].text, ::testing::HasSubstr("mask"));
  EXPECT_THAT(cells(first.plan(Stage::Blend, 2).lines[1]), ::testing::Each(::testing::MatchesRegex("0(\\.0+)?")));
}

TEST(WrittenChain, ComesOutFromTheScoreToTheShare) {
  for_many_depths([](const Depth& depth) {
    for (const QueryRow& row : depth.query_plan.rows) {
      if (!row.visible) continue;
      const WrittenChain chain = write_chain(depth.query_plan, row);
      EXPECT_TRUE(comes_out(chain.score + " × " + chain.scale + " = " + chain.logit));
      EXPECT_TRUE(comes_out(chain.logit + " − " + chain.largest + " = " + chain.minus));
      EXPECT_TRUE(comes_out("e^(" + chain.minus + ") = " + chain.exponential));
      EXPECT_TRUE(comes_out(chain.exponential + " ÷ " + chain.sum + " = " + chain.share));
      EXPECT_NEAR(std::stod(chain.share), static_cast<double>(100 * row.weight), 0.051);
    }
  });
  const Depth sat{three_words(), 2};
  EXPECT_EQ(chain_text(write_chain(sat.query_plan, sat.query_plan.rows[0]), true, true, false),
            "0.61 × 1 = 0.61   e^(0.61 − 0.89) = 0.7558   ÷ 2.6427 = 28.6 %");
}

}  // namespace
}  // namespace attnscope::test
