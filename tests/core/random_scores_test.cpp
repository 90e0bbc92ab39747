#include "core/random_scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/matrices.h"

namespace attnscope {
namespace {

constexpr double kPairs = RandomScores::kQueries * RandomScores::kKeys;

TEST(RandomScores, HaveTheVarianceOfASumOfProducts) {
  // Var(q.k) = d. Over n pairs the sample variance strays from it by a relative sqrt((2 + 6/d) / n) or so (a product of
  // two normals has kurtosis 9), and a little more because pairs share their query. Five times that never happens.
  for (const int d : {1, 2, 4, 16, 64, 256, 1024}) {
    for (const std::uint32_t seed : {1U, 2U, 77U}) {
      const double variance = std::pow(spread(RandomScores(seed).at(d)), 2);
      const double strays = std::sqrt((2 + 6.0 / d) / kPairs + 2.0 / (RandomScores::kQueries * d));
      EXPECT_NEAR(variance / d, 1, 5 * strays) << "d " << d << ", seed " << seed;
    }
  }
}

TEST(RandomScores, AreTheSameForTheSameSeedAndAddUp) {
  const RandomScores one(5);
  EXPECT_EQ(one.at(40), RandomScores(5).at(40));
  EXPECT_NE(one.at(40), RandomScores(6).at(40));
  EXPECT_NE(one.at(40), one.at(41)) << "another dimension is another product";
}

TEST(Spread, OfAHandWorkedSample) {
  // 2, 4, 4, 6: mean 4, squares 4 + 0 + 0 + 4 = 8, over 3
  EXPECT_NEAR(spread(test::to_matrix({{2, 4}, {4, 6}})), std::sqrt(8.0 / 3), 1e-12);
}

TEST(Saturation, OfHandWorkedRows) {
  // Two equal scores: weights 1/2, gradient (1/4, -1/4).
  const Saturation even = saturation(test::to_matrix({{3, 3}}), 1);
  EXPECT_NEAR(even.largest, 0.5, 1e-6);
  EXPECT_NEAR(even.gradient, std::sqrt(2.0) / 4, 1e-6);
  // ln 3 apart: weights 3/4 and 1/4, gradient 3/16 in both directions.
  const auto apart = static_cast<double>(std::log(3.0F));
  const Saturation tilted = saturation(test::to_matrix({{apart, 0}}), 1);
  EXPECT_NEAR(tilted.largest, 0.75, 1e-6);
  EXPECT_NEAR(tilted.gradient, std::sqrt(2.0) * 3 / 16, 1e-6);
  EXPECT_NEAR(saturation(test::to_matrix({{2 * apart, 0}}), 0.5F).largest, 0.75, 1e-6) << "the scale counts";
  const Saturation sure = saturation(test::to_matrix({{50, 0}, {0, 50}}), 1);
  EXPECT_NEAR(sure.largest, 1, 1e-6);
  EXPECT_NEAR(sure.gradient, 0, 1e-6);
}

TEST(Saturation, GradientIsTheSlopeOfTheLargestWeight) {
  const Matrix scores = test::to_matrix({{0.3, -1.2, 2.0, 0.9}});
  const double largest = saturation(scores, 1).largest;
  constexpr float kStep = 1e-2F;
  double squares = 0;
  for (Eigen::Index i = 0; i < scores.cols(); ++i) {
    Matrix up = scores;
    Matrix down = scores;
    up(0, i) += kStep;
    down(0, i) -= kStep;
    const double slope = (saturation(up, 1).largest - saturation(down, 1).largest) / (2 * static_cast<double>(kStep));
    squares += slope * slope;
  }
  EXPECT_NEAR(saturation(scores, 1).gradient, std::sqrt(squares), 1e-3);
  EXPECT_LT(largest, 1);
}

TEST(Saturation, GrowsWithTheDimensionUnlessScaled) {
  const RandomScores scores(1);
  const Saturation small = saturation(scores.at(4), 1);
  const Saturation large = saturation(scores.at(1024), 1);
  EXPECT_GT(large.largest, 0.9);
  EXPECT_LT(large.gradient, small.gradient / 3);
  for (const int d : {16, 64, 256, 1024}) {
    const Saturation scaled = saturation(scores.at(d), 1 / std::sqrt(static_cast<float>(d)));
    EXPECT_LT(scaled.largest, 0.5) << d;
    EXPECT_GT(scaled.gradient, 0.1) << d;
  }
}

}  // namespace
}  // namespace attnscope
