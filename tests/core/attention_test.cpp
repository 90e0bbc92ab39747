#include "core/attention.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

using test::Grid;
using test::kEpsilon;
using test::kInfinity;
using test::to_grid;
using test::to_matrix;
using test::worst;

HeadView view_of(Result<HeadView> view) {
  EXPECT_TRUE(view.ok()) << (view.ok() ? "" : to_line(view.error()));
  return view.ok() ? std::move(view).value() : HeadView{};
}

// Three words, each its own query, key and value; worked by hand.
class TheCatSat : public testing::Test {
 protected:
  const Matrix words_ = to_matrix({{0.2, 0.8, 0.1}, {0.9, 0.3, 0.7}, {0.4, 0.6, 0.5}});
  const HeadView view_ = view_of(look(words_, words_, {.scale = 1.0F, .mask = Mask::all()}));
};

TEST_F(TheCatSat, ScoresAreDotProducts) {
  EXPECT_LT(worst(view_.scores, Grid{{0.69, 0.49, 0.61}, {0.49, 1.39, 0.89}, {0.61, 0.89, 0.77}}), 1e-6);
}

TEST_F(TheCatSat, WeightsAreSharesOfOne) {
  // "The": e^.69 = 1.9937, e^.49 = 1.6323, e^.61 = 1.8404; together 5.4664
  // "cat": e^.49 = 1.6323, e^1.39 = 4.0149, e^.89 = 2.4351; together 8.0823
  const Grid want{{0.365, 0.299, 0.337}, {0.202, 0.497, 0.301}, {0.286, 0.378, 0.336}};
  EXPECT_LT(worst(view_.weights, want), 0.0006);
}

TEST_F(TheCatSat, SatTakesAwayABlendOfAllThree) {
  const Matrix blended = blend(view_.weights.row(2), words_);
  EXPECT_LT(worst(blended, Grid{{0.532, 0.544, 0.461}}), 0.0005);
}

TEST_F(TheCatSat, EntropyOfSat) {
  // .286 x 1.806 + .378 x 1.402 + .336 x 1.575
  EXPECT_NEAR(view_.entropy[2], 1.576, 0.001F);
}

TEST_F(TheCatSat, TheViewSaysWhatItWasMadeWith) {
  const HeadView causal = view_of(look(words_, words_, {.scale = 0.5F, .mask = Mask::causal()}));
  EXPECT_EQ(causal.scale, 0.5F);
  EXPECT_EQ(causal.mask, Mask::causal());
  EXPECT_EQ(worst(causal.scores, view_.scores), 0) << "scores are shown for hidden cells too, and before scaling";
}

// A dot product of d terms loses at most d eps times the sum of its terms' sizes (Higham 2002, section 3.1). A logit's
// error counts twice in a weight, above and below the bar; the sum adds eps for every key, exp a few.
struct Tolerance {
  double score;
  double weight;
};

Tolerance tolerance(const Matrix& q, const Matrix& k, float scale) {
  const double d = static_cast<double>(q.cols());
  const double terms = d * test::largest(to_grid(q)) * test::largest(to_grid(k));
  const double score = d * terms * kEpsilon;
  const double logit = static_cast<double>(scale) * (score + 2 * terms * kEpsilon);
  return {.score = score, .weight = 2 * logit + (static_cast<double>(k.rows()) + 8) * kEpsilon};
}

TEST(Look, AgreesWithTheNaiveLoops) {
  const std::vector<Mask> masks{Mask::all(), Mask::causal(), Mask::nearby(1), {.back = 3, .ahead = 0}};
  for (const int n : {1, 2, 5, 14, 40}) {
    for (const int m : {n, n + 3}) {
      for (const int d : {1, 3, 8, 32}) {
        for (const float scale : {0.0F, 0.25F, 2.0F}) {
          for (const Mask& mask : masks) {
            SCOPED_TRACE(testing::Message() << "[" << n << ", " << d << "] x [" << m << ", " << d << "], scale "
                                            << scale << ", back " << mask.back << ", ahead " << mask.ahead);
            test::Random random(static_cast<std::uint32_t>(100 * n + d));
            const Matrix q = test::random_matrix(n, d, 2.0F, random);
            const Matrix k = test::random_matrix(m, d, 2.0F, random);
            const HeadView view = view_of(look(q, k, {.scale = scale, .mask = mask}));

            const Grid scores = test::naive_scores(q, k);
            Grid weights = test::naive_weights(scores, static_cast<double>(scale), mask);
            const Tolerance tol = tolerance(q, k, scale);
            ASSERT_LE(worst(view.scores, scores), tol.score);
            ASSERT_LE(worst(view.weights, weights), tol.weight);
            ASSERT_EQ(view.entropy.size(), weights.size());
            for (std::size_t i = 0; i < weights.size(); ++i) {
              // -w log2 w has a slope of log2(1/w) + 1.44, below 40 where w is above the tolerance.
              ASSERT_NEAR(view.entropy[i], test::naive_entropy(weights[i]), 40 * m * tol.weight + 1e-6);
            }
            weights[0][0] += 3 * tol.weight;  // would we notice?
            ASSERT_GT(worst(view.weights, weights), tol.weight);
          }
        }
      }
    }
  }
}

TEST(Look, LookingAgainIsTheSameLook) {
  test::Random random(2);
  const Matrix q = test::random_matrix(9, 4, 2.0F, random);
  const Matrix k = test::random_matrix(9, 4, 2.0F, random);
  const LookOptions options{.scale = 0.7F, .mask = Mask::causal()};
  const HeadView first = view_of(look(q, k, options));
  const HeadView again = view_of(look_again(first.scores, options));
  EXPECT_EQ(worst(first.weights, again.weights), 0);
  EXPECT_EQ(first.entropy, again.entropy);
}

TEST(Look, ScaleZeroListensToEveryVisibleWord) {
  test::Random random(3);
  const Matrix scores = test::random_matrix(13, 13, 9.0F, random);
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(2)}) {
    const HeadView view = view_of(look_again(scores, {.scale = 0.0F, .mask = mask}));
    for (int i = 0; i < 13; ++i) {
      const int visible = visible_keys(mask, i, 13).size();
      EXPECT_NEAR(view.entropy[static_cast<std::size_t>(i)], std::log2(visible), 1e-6) << "row " << i + 1;
    }
  }
}

TEST(Look, ASharperScaleNeverRaisesEntropy) {
  test::Random random(4);
  const Matrix scores = test::random_matrix(6, 20, 3.0F, random);
  HeadView before = view_of(look_again(scores, {.scale = 0.0F, .mask = Mask::all()}));
  for (float scale = 0.05F; scale < 40.0F; scale *= 1.3F) {
    HeadView after = view_of(look_again(scores, {.scale = scale, .mask = Mask::all()}));
    for (std::size_t i = 0; i < 6; ++i) EXPECT_LE(after.entropy[i], before.entropy[i] + 2e-6F) << scale;
    before = std::move(after);
  }
}

TEST(Look, ShapesThatDoNotFitAreAnError) {
  const LookOptions options;
  const Result<HeadView> wide = look(Matrix::Zero(2, 3), Matrix::Zero(2, 4), options);
  ASSERT_FALSE(wide.ok());
  EXPECT_EQ(wide.error().code, ErrorCode::ShapeMismatch);
  EXPECT_NE(wide.error().what.find("[2, 3] and [2, 4]"), std::string::npos) << wide.error().what;
  EXPECT_EQ(look(Matrix(0, 3), Matrix::Zero(2, 3), options).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(look(Matrix::Zero(2, 3), Matrix(0, 3), options).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(look(Matrix(2, 0), Matrix(2, 0), options).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(look_again(Matrix(), options).error().code, ErrorCode::ShapeMismatch);
}

TEST(Look, AnInfinityIsToldWithItsOwnRow) {
  const Matrix good = Matrix::Ones(12, 4);
  Matrix bad = good;
  bad(8, 2) = kInfinity;
  const Result<HeadView> query = look(bad, good, {});
  ASSERT_FALSE(query.ok());
  EXPECT_EQ(query.error().code, ErrorCode::NotFinite);
  EXPECT_EQ(query.error().where, "row 9");
  const Result<HeadView> key = look(good, bad, {});
  ASSERT_FALSE(key.ok());
  EXPECT_EQ(key.error().where, "row 9 of the keys");
}

TEST(Look, ScoresThatOverflowAreAnErrorWithTheirRow) {
  Matrix q = Matrix::Ones(4, 2);
  q.row(2).setConstant(3e38F);
  const Result<HeadView> view = look(q, Matrix::Constant(4, 2, 10.0F), {});
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, ErrorCode::NotFinite);
  EXPECT_EQ(view.error().where, "row 3");
}

TEST(EntropyBits, KnownValues) {
  EXPECT_FLOAT_EQ(entropy_bits(Eigen::RowVector4f(0.5F, 0.25F, 0.25F, 0.0F)), 1.5F);
  EXPECT_EQ(entropy_bits(Eigen::RowVector4f(0.0F, 1.0F, 0.0F, 0.0F)), 0.0F);
  EXPECT_FALSE(std::signbit(entropy_bits(Eigen::RowVector4f(0.0F, 1.0F, 0.0F, 0.0F)))) << "nobody reads -0.00 bits";
}

TEST(Blend, IsTheWeightedSumOfValues) {
  const Eigen::RowVector3f weights(0.5F, 0.0F, 0.25F);
  const Matrix v = to_matrix({{2, 4}, {100, 100}, {8, -4}});
  EXPECT_EQ(worst(Matrix(blend(weights, v)), Grid{{3, 1}}), 0);
}

}  // namespace
}  // namespace attnscope
