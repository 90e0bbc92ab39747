// The measuring tools of the other tests: a comparison that cannot fail proves nothing.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

TEST(Worst, IsTheLargestAbsoluteDifference) {
  EXPECT_EQ(worst(Grid{{1, 2}, {3, 4}}, Grid{{1, 2}, {3, 4}}), 0);
  EXPECT_EQ(worst(Grid{{1, 2}, {3, 4}}, Grid{{1, 2.5}, {1, 4}}), 2);
  EXPECT_EQ(worst(to_matrix({{1, 2}}), Grid{{1, -2}}), 4);
}

TEST(Worst, IsInfiniteWhereNothingCanBeCompared) {
  EXPECT_EQ(worst(Grid{{1, 2}}, Grid{{1, 2}, {3, 4}}), kInfinity);
  EXPECT_EQ(worst(Grid{{1, 2}}, Grid{{1}}), kInfinity);
  EXPECT_EQ(worst(Grid{{1, std::nan("")}}, Grid{{1, 2}}), kInfinity);
}

TEST(Largest, LooksAtSizeNotSign) {
  EXPECT_EQ(largest({{1, -7}, {3, 4}}), 7);
  EXPECT_EQ(largest({}), 0);
}

TEST(Random, StaysInRangeAndRepeats) {
  Random a(3);
  Random b(3);
  float lowest = 1;
  float highest = -1;
  for (int i = 0; i < 1000; ++i) {
    const float number = a.next();
    EXPECT_EQ(number, b.next());
    lowest = std::min(lowest, number);
    highest = std::max(highest, number);
  }
  EXPECT_GE(lowest, -1.0F);
  EXPECT_LT(lowest, -0.9F);
  EXPECT_LT(highest, 1.0F);
  EXPECT_GT(highest, 0.9F);
  for (int i = 0; i < 100; ++i) {
    const int below = a.next_below(3);
    EXPECT_TRUE(0 <= below && below < 3) << below;
  }
}

TEST(Naive, WeightsOfAWorkedRow) {
  // exp(0) = 1, exp(ln 2) = 2, exp(ln 5) = 5
  const Grid weights = naive_weights({{0, std::log(2.0), std::log(5.0)}}, 1.0, Mask::all());
  EXPECT_LT(worst(weights, Grid{{0.125, 0.25, 0.625}}), 1e-15);
  EXPECT_NEAR(naive_entropy({0.5, 0.25, 0.25, 0}), 1.5, 1e-15);
}

}  // namespace
}  // namespace attnscope::test
