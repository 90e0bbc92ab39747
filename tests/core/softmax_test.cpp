#include "core/softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

using test::kEpsilon;
using test::kInfinity;
using test::kNan;
using test::to_grid;
using test::to_matrix;
using test::worst;

Matrix weights_of(const Matrix& scores, float scale, const Mask& mask = Mask::all()) {
  Matrix weights;
  const Status status = softmax_rows(scores, {}, scale, mask, weights);
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : to_line(status.error()));
  return weights;
}

Error error_of(const Matrix& scores, float scale, const Mask& mask = Mask::all()) {
  Matrix weights;
  const Status status = softmax_rows(scores, {}, scale, mask, weights);
  EXPECT_FALSE(status.ok());
  return status.ok() ? Error{} : status.error();
}

TEST(Softmax, TheWorkedExample) {
  // e^.61 = 1.8404, e^.89 = 2.4351, e^.77 = 2.1598; together 6.4353
  const Matrix weights = weights_of(to_matrix({{0.61, 0.89, 0.77}}), 1.0F);
  EXPECT_LT(worst(weights, test::Grid{{0.286, 0.378, 0.336}}), 0.0005);
}

TEST(Softmax, ABiasIsAddedAfterTheScale) {
  // ln 2 and ln 5 beside scores of 0: 1, 2 and 5 eighths; scaled to nothing, only the bias is left.
  Vector numbers(5);
  numbers << 0.0F, 0.0F, 0.0F, std::log(2.0F), std::log(5.0F);
  const DistanceBias bias(-2, numbers);
  Matrix weights;
  ASSERT_TRUE(softmax_rows(Matrix::Zero(1, 3), bias, 1.0F, Mask::all(), weights).ok());
  EXPECT_LT(worst(weights, test::Grid{{0.125, 0.25, 0.625}}), 1e-6);
  ASSERT_TRUE(softmax_rows(to_matrix({{3, -7, 2}}), bias, 0.0F, Mask::all(), weights).ok());
  EXPECT_LT(worst(weights, test::Grid{{0.125, 0.25, 0.625}}), 1e-6);
  // The second row stands one place further on: distances -1, 0 and 1.
  ASSERT_TRUE(softmax_rows(Matrix::Zero(2, 3), bias, 1.0F, Mask::all(), weights).ok());
  EXPECT_LT(worst(Matrix(weights.row(1)), test::Grid{{0.25, 0.25, 0.5}}), 1e-6);
  ASSERT_TRUE(softmax_rows(Matrix::Zero(2, 3), bias, 1.0F, Mask::causal(), weights).ok());
  EXPECT_LT(worst(Matrix(weights.row(1)), test::Grid{{0.5, 0.5, 0}}), 1e-6);
  EXPECT_EQ(softmax_rows(Matrix::Constant(1, 3, 1e30F), bias, 1e30F, Mask::all(), weights).error().code,
            ErrorCode::NotFinite);
}

// The logit's rounding is eps |logit|; it counts twice, above and below the bar. The sum adds eps for every key.
double tolerance(const test::Grid& scores, float scale) {
  const double logit = test::largest(scores) * static_cast<double>(scale);
  return (4 * logit + static_cast<double>(scores[0].size()) + 8) * kEpsilon;
}

TEST(Softmax, AgreesWithTheNaiveLoop) {
  const std::vector<Mask> masks{Mask::all(), Mask::causal(), Mask::nearby(0), Mask::nearby(2), {.back = 3, .ahead = 0}};
  for (const int n : {1, 2, 3, 4, 5, 8, 14, 33}) {
    for (const float scale : {0.0F, 0.1F, 1.0F, 7.5F}) {
      for (const Mask& mask : masks) {
        SCOPED_TRACE(testing::Message() << "n " << n << ", scale " << scale << ", back " << mask.back << ", ahead "
                                        << mask.ahead);
        test::Random random(static_cast<std::uint32_t>(n));
        const Matrix scores = test::random_matrix(n, n, 6.0F, random);
        const Matrix got = weights_of(scores, scale, mask);
        test::Grid want = test::naive_weights(to_grid(scores), static_cast<double>(scale), mask);
        const double tol = tolerance(want, scale) + tolerance(to_grid(scores), scale);
        EXPECT_LE(worst(got, want), tol);
        want[0][0] += 3 * tol;  // would we notice?
        EXPECT_GT(worst(got, want), tol);
      }
    }
  }
}

TEST(Softmax, RowsSumToOneAndHiddenKeysAreExactlyZero) {
  test::Random random(5);
  const Matrix scores = test::random_matrix(40, 40, 20.0F, random);
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(3)}) {
    const Matrix weights = weights_of(scores, 1.0F, mask);
    for (int i = 0; i < 40; ++i) {
      double sum = 0;
      for (int j = 0; j < 40; ++j) {
        sum += static_cast<double>(weights(i, j));
        EXPECT_EQ(weights(i, j) == 0.0F, !test::naive_sees(mask, i, j)) << i << ", " << j;
      }
      EXPECT_NEAR(sum, 1.0, 40 * kEpsilon);
    }
  }
}

TEST(Softmax, ScaleZeroIsUniformToTheLastBit) {
  test::Random random(6);
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(2)}) {
    const Matrix weights = weights_of(test::random_matrix(13, 13, 50.0F, random), 0.0F, mask);
    for (int i = 0; i < 13; ++i) {
      const float share = 1.0F / static_cast<float>(visible_keys(mask, i, 13).size());
      for (int j = 0; j < 13; ++j) EXPECT_EQ(weights(i, j), test::naive_sees(mask, i, j) ? share : 0.0F);
    }
  }
}

TEST(Softmax, AddingTheSameToEveryScoreChangesNothing) {
  test::Random random(7);
  const Matrix scores = test::random_matrix(9, 9, 4.0F, random);
  const Matrix shifted = scores.array() + 32.0F;
  const Matrix weights = weights_of(scores, 1.0F);
  const double tol = 4 * 36 * kEpsilon;  // what a score of 36 can lose by rounding, both ways
  EXPECT_LE(worst(weights, weights_of(shifted, 1.0F)), tol);
  Matrix uneven = shifted;
  uneven(0, 0) += 1.0F;
  EXPECT_GT(worst(weights, weights_of(uneven, 1.0F)), tol);
}

TEST(Softmax, ReorderedKeysGetReorderedWeights) {
  test::Random random(8);
  const Matrix scores = test::random_matrix(5, 11, 4.0F, random);
  const Matrix backwards = scores.rowwise().reverse();
  const Matrix weights = weights_of(scores, 1.0F);
  const Matrix expected = weights.rowwise().reverse();
  EXPECT_LE(worst(weights_of(backwards, 1.0F), expected), 11 * kEpsilon);
}

TEST(Softmax, LargeLogitsNeitherOverflowNorMakeNan) {
  const Matrix weights = weights_of(to_matrix({{1e30, 1e30, -3e38}, {-200, -100, -150}}), 1.0F);
  EXPECT_LT(worst(weights, test::Grid{{0.5, 0.5, 0}, {0, 1, 0}}), 1e-6);
  const Matrix uniform = weights_of(to_matrix({{3e38, -3e38}}), 0.0F);
  EXPECT_EQ(worst(uniform, test::Grid{{0.5, 0.5}}), 0);
}

TEST(Softmax, ANumberThatIsNotFiniteIsToldWithItsRow) {
  for (const float bad : {kInfinity, -kInfinity, kNan}) {
    for (const float scale : {0.0F, 1.0F}) {
      for (const int column : {0, 5, 11}) {  // the last is hidden from row 9 by the causal mask, and still wrong
        Matrix scores = Matrix::Zero(12, 12);
        scores(8, column) = bad;
        const Error error = error_of(scores, scale, Mask::causal());
        EXPECT_EQ(error.code, ErrorCode::NotFinite);
        EXPECT_EQ(error.where, "row 9");
      }
    }
  }
}

TEST(Softmax, ALogitThatOverflowsIsAnErrorWhereItCounts) {
  Matrix scores = Matrix::Zero(3, 3);
  scores(1, 2) = 1e20F;
  const Error error = error_of(scores, 1e20F);
  EXPECT_EQ(error.code, ErrorCode::NotFinite);
  EXPECT_EQ(error.where, "row 2");
  EXPECT_NE(error.what.find("smaller scale"), std::string::npos) << error.what;
  weights_of(scores, 1e20F, Mask::causal());  // hidden from row 2: nobody multiplies it
}

TEST(Softmax, AQueryThatSeesNothingIsAnError) {
  const Error error = error_of(Matrix::Zero(6, 3), 1.0F, Mask::nearby(1));
  EXPECT_EQ(error.code, ErrorCode::EmptyRow);
  EXPECT_EQ(error.where, "row 5");
}

TEST(Softmax, RefusesAScaleOrMaskThatMeansNothing) {
  EXPECT_EQ(error_of(Matrix::Zero(2, 2), -1.0F).code, ErrorCode::InvalidArgument);
  EXPECT_EQ(error_of(Matrix::Zero(2, 2), kNan).code, ErrorCode::NotFinite);
  EXPECT_EQ(error_of(Matrix::Zero(2, 2), kInfinity).code, ErrorCode::NotFinite);
  EXPECT_EQ(error_of(Matrix::Zero(2, 2), 1.0F, {.back = -1, .ahead = 5}).where, "mask");
}

}  // namespace
}  // namespace attnscope
