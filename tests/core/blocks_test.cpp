#include "core/blocks.h"

#include <gtest/gtest.h>

#include <numbers>
#include <vector>

#include "tests/support/matrices.h"

namespace attnscope {
namespace {

using test::Grid;
using test::to_matrix;
using test::worst;

Workers& alone() {
  static Workers workers;
  return workers;
}

TEST(Linear, MultipliesByTheTransposedWeightAndAddsTheBias) {
  const Linear linear{.weight = to_matrix({{1, 2}, {0, -1}, {3, 0}}), .bias = Vector(Eigen::Vector3f(10, 20, 30))};
  Matrix out(7, 7);  // whatever was there before is gone
  apply(linear, to_matrix({{1, 1}, {2, -3}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{13, 19, 33}, {6, 23, 36}}), 0);
}

TEST(Linear, MultipliesByAMatrixThatIsStoredTheOtherWayRound) {
  const Linear linear{.weight = to_matrix({{1, 0, 3}, {2, -1, 0}}), .bias = {}, .order = MatrixOrder::InOut};
  Matrix out;
  apply(linear, to_matrix({{1, 1}, {2, -3}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{3, -1, 3}, {-4, 3, 6}}), 0);
}

TEST(Linear, PartsOfAFusedMatrixAreMatrices) {
  const WeightMatrix fused = to_matrix({{1, 2, 3, 4}, {5, 6, 7, 8}});
  Matrix out;
  apply({.weight = fused.columns(1, 2), .bias = {}, .order = MatrixOrder::InOut}, to_matrix({{1, 10}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{62, 73}}), 0);
  apply({.weight = fused.rows(1, 1).columns(2, 2), .bias = {}}, to_matrix({{1, 10}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{87}}), 0);
  EXPECT_TRUE(WeightMatrix().columns(3, 2).empty());
  EXPECT_TRUE(WeightMatrix().rows(3, 2).empty());

  const WeightVector biases = Vector(Eigen::Vector3f(1, 2, 3));
  EXPECT_EQ(biases.segment(1, 2).view(), Vector(Eigen::Vector2f(2, 3)));
  EXPECT_TRUE(WeightVector().segment(1, 2).empty());
}

TEST(WeightMatrix, APartKeepsTheWholeAlive) {
  WeightMatrix part;
  {
    const WeightMatrix whole = to_matrix({{1, 2}, {3, 4}});
    part = whole.rows(1, 1);
  }
  EXPECT_EQ(worst(Matrix(part.view()), Grid{{3, 4}}), 0);
}

TEST(LayerNorm, WorkedByHand) {
  // 1, 2, 3, 6: mean 3, deviations -2, -1, 0, 3, variance 14/4 = 3.5; with eps .5 the root is 2
  const Norm norm{.weight = Vector(Eigen::Vector4f(1, 1, 1, 2)), .bias = Vector(Eigen::Vector4f(0, 0, 5, 1))};
  Matrix out;
  apply(norm, NormKind::Layer, 0.5F, to_matrix({{1, 2, 3, 6}}), out, alone());
  EXPECT_LT(worst(out, Grid{{-1, -0.5, 5, 4}}), 1e-6);
}

TEST(LayerNorm, KeepsItsDigitsFarFromZero) {
  // mean(x^2) - mean(x)^2 would be lost in the rounding of 10^8.
  const Norm norm{.weight = Vector(Vector::Ones(2)), .bias = Vector(Vector::Zero(2))};
  Matrix out;
  apply(norm, NormKind::Layer, 1e-5F, to_matrix({{10000, 10002}}), out, alone());
  EXPECT_LT(worst(out, Grid{{-1, 1}}), 1e-5);
}

TEST(LayerNorm, ARowOfEqualNumbersBecomesTheBias) {
  const Norm norm{.weight = Vector(Vector::Ones(3)), .bias = Vector(Vector::Constant(3, 0.5F))};
  Matrix out;
  apply(norm, NormKind::Layer, 1e-5F, to_matrix({{4, 4, 4}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{0.5, 0.5, 0.5}}), 0);
}

TEST(RmsNorm, WorkedByHand) {
  // 1, -7, 5, 5: mean square 100/4 = 25; with eps 11 the root is 6
  const Norm norm{.weight = Vector(Eigen::Vector4f(6, 6, 12, 3)), .bias = {}};
  Matrix out;
  apply(norm, NormKind::Rms, 11.0F, to_matrix({{1, -7, 5, 5}}), out, alone());
  EXPECT_LT(worst(out, Grid{{1, -7, 10, 2.5}}), 1e-6);
}

TEST(Norm, WithoutAWeightItCopies) {
  Matrix out;
  apply(Norm{}, NormKind::Layer, 1e-5F, to_matrix({{1, 2}}), out, alone());
  EXPECT_EQ(worst(out, Grid{{1, 2}}), 0);
}

TEST(Norm, EachHeadIsNormedOnItsOwn) {
  // Heads 3, 4 and 6, 8: mean squares 12.5 and 50
  const Norm norm{.weight = Vector(Eigen::Vector2f(1, 2)), .bias = {}};
  Matrix x = to_matrix({{3, 4, 6, 8}});
  apply_per_head(norm, NormKind::Rms, 1e-9F, x, alone());
  EXPECT_LT(worst(x, Grid{{0.8485281, 2.2627417, 0.8485281, 2.2627417}}), 1e-6);
  apply_per_head(Norm{}, NormKind::Rms, 1e-9F, x, alone());
  EXPECT_LT(worst(x, Grid{{0.8485281, 2.2627417, 0.8485281, 2.2627417}}), 1e-6) << "no norm, no change";
}

TEST(Rotate, TurnsTheTwoHalvesOfEachHead) {
  // Heads of six dimensions: (0, 2) and (1, 3) are pairs, 4 and 5 stay. At position 1 the first pair turns by a
  // quarter, the second by a half; at position 0 nothing turns.
  const std::vector<float> frequencies{std::numbers::pi_v<float> / 2, std::numbers::pi_v<float>};
  const std::vector<double> row{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  Matrix x = to_matrix({row, row, row});
  rotate(frequencies, 6, 0, x, alone());
  const Grid want{row, {-3, -2, 1, -4, 5, 6, -9, -8, 7, -10, 11, 12}, {-1, 2, -3, 4, 5, 6, -7, 8, -9, 10, 11, 12}};
  EXPECT_LT(worst(x, want), 1e-5);

  Matrix last = to_matrix({row});
  rotate(frequencies, 6, 2, last, alone());
  EXPECT_EQ(worst(last, x.bottomRows(1)), 0) << "rows may begin at a later position";
}

TEST(Gelu, IsXTimesTheNormalDistribution) {
  // Phi(1) = .8413447, Phi(2) = .9772499, Phi(-1) = .1586553; the tanh likeness differs in the fourth decimal
  Matrix x = to_matrix({{0, 1, 2}, {-1, 10, -10}});
  apply(Activation::Gelu, x, alone());
  EXPECT_LT(worst(x, Grid{{0, 0.8413447, 1.9544997}, {-0.1586553, 10, 0}}), 5e-7);
}

TEST(GeluTanh, IsTheLikenessAndNotTheOriginal) {
  // tanh(sqrt(2/pi) 1.044715) = .6823839; for 2 and -1 likewise
  Matrix x = to_matrix({{0, 1, 2}, {-1, 10, -10}});
  apply(Activation::GeluTanh, x, alone());
  EXPECT_LT(worst(x, Grid{{0, 0.8411920, 1.9545977}, {-0.1588080, 10, 0}}), 5e-7);
}

TEST(QuickGelu, IsXTimesASteeperLogisticFunction) {
  // 1/(1 + exp(-1.702)) = .8457958
  Matrix x = to_matrix({{0, 1, -1, 50, -200}});
  apply(Activation::QuickGelu, x, alone());
  EXPECT_LT(worst(x, Grid{{0, 0.8457958, -0.1542042, 50, 0}}), 1e-6);
}

TEST(Silu, IsXTimesTheLogisticFunction) {
  // 1/(1 + 1/e) = .7310586; far below 0 nothing overflows
  Matrix x = to_matrix({{0, 1, -1, 50, -200}});
  apply(Activation::Silu, x, alone());
  EXPECT_LT(worst(x, Grid{{0, 0.7310586, -0.2689414, 50, 0}}), 1e-6);
}

TEST(Relu, CutsBelowZero) {
  Matrix x = to_matrix({{-2, 0, 3}});
  apply(Activation::Relu, x, alone());
  EXPECT_EQ(worst(x, Grid{{0, 0, 3}}), 0);
}

}  // namespace
}  // namespace attnscope
