#include "core/finite.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/float_limits.h"

namespace attnscope {
namespace {

using test::kInfinity;
using test::kNan;

TEST(AllFinite, SeesOneBadNumberAtAnyPlace) {
  for (const int size : {1, 3, 4, 5, 8, 19}) {  // every place in a SIMD register and in its remainder
    Eigen::RowVectorXf numbers = Eigen::RowVectorXf::Constant(size, -2.0F);
    EXPECT_TRUE(all_finite(numbers));
    for (int at = 0; at < size; ++at) {
      for (const float bad : {kInfinity, -kInfinity, kNan}) {
        numbers(at) = bad;
        EXPECT_FALSE(all_finite(numbers)) << bad << " at " << at << " of " << size;
      }
      numbers(at) = -2.0F;
    }
  }
}

TEST(AllFinite, TakesTheLargestAndTheSmallestFloats) {
  Eigen::RowVectorXf numbers(6);
  constexpr float kMax = std::numeric_limits<float>::max();
  numbers << kMax, kMax, -kMax, std::numeric_limits<float>::denorm_min(), 0.0F, -0.0F;
  EXPECT_TRUE(all_finite(numbers));
}

TEST(FirstBadRow, IsTheFirst) {
  Matrix matrix = Matrix::Ones(4, 3);
  EXPECT_EQ(first_bad_row(matrix), std::nullopt);
  matrix(3, 0) = kNan;
  EXPECT_EQ(first_bad_row(matrix), 3);
  matrix(1, 2) = kInfinity;
  EXPECT_EQ(first_bad_row(matrix), 1);
}

}  // namespace
}  // namespace attnscope
