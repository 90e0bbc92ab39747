#include "core/blocks.h"

#include <gtest/gtest.h>

#include "tests/support/matrices.h"

namespace attnscope {
namespace {

using test::Grid;
using test::to_matrix;
using test::worst;

TEST(Linear, MultipliesByTheTransposedWeightAndAddsTheBias) {
  const Linear linear{.weight = to_matrix({{1, 2}, {0, -1}, {3, 0}}), .bias = Vector(Eigen::Vector3f(10, 20, 30))};
  Matrix out(7, 7);  // whatever was there before is gone
  apply(linear, to_matrix({{1, 1}, {2, -3}}), out);
  EXPECT_EQ(worst(out, Grid{{13, 19, 33}, {6, 23, 36}}), 0);
}

TEST(LayerNorm, WorkedByHand) {
  // 1, 2, 3, 6: mean 3, deviations -2, -1, 0, 3, variance 14/4 = 3.5; with eps .5 the root is 2
  const LayerNorm norm{.weight = Vector(Eigen::Vector4f(1, 1, 1, 2)), .bias = Vector(Eigen::Vector4f(0, 0, 5, 1))};
  Matrix out;
  apply(norm, 0.5F, to_matrix({{1, 2, 3, 6}}), out);
  EXPECT_LT(worst(out, Grid{{-1, -0.5, 5, 4}}), 1e-6);
}

TEST(LayerNorm, KeepsItsDigitsFarFromZero) {
  // mean(x^2) - mean(x)^2 would be lost in the rounding of 10^8.
  const LayerNorm norm{.weight = Vector::Ones(2), .bias = Vector::Zero(2)};
  Matrix out;
  apply(norm, 1e-5F, to_matrix({{10000, 10002}}), out);
  EXPECT_LT(worst(out, Grid{{-1, 1}}), 1e-5);
}

TEST(LayerNorm, ARowOfEqualNumbersBecomesTheBias) {
  const LayerNorm norm{.weight = Vector::Ones(3), .bias = Vector::Constant(3, 0.5F)};
  Matrix out;
  apply(norm, 1e-5F, to_matrix({{4, 4, 4}}), out);
  EXPECT_EQ(worst(out, Grid{{0.5, 0.5, 0.5}}), 0);
}

TEST(Gelu, IsXTimesTheNormalDistribution) {
  // Phi(1) = .8413447, Phi(2) = .9772499, Phi(-1) = .1586553; the tanh likeness differs in the fourth decimal
  Matrix x = to_matrix({{0, 1, 2}, {-1, 10, -10}});
  gelu(x);
  EXPECT_LT(worst(x, Grid{{0, 0.8413447, 1.9544997}, {-0.1586553, 10, 0}}), 5e-7);
}

}  // namespace
}  // namespace attnscope
