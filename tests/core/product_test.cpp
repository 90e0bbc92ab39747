#include "core/product.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <ios>
#include <set>
#include <vector>

#include "core/kernels/tiles.h"
#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/random.h"
#include "tests/support/targets.h"
#include "tests/support/workers.h"

namespace attnscope {
namespace {

using test::Grid;
using test::kEpsilon;
using test::worst;

struct Sizes {
  int n, depth, columns;
};

/// One number to several tiles, blocks of tiles, panels and pieces of w, with and without a rest.
constexpr Sizes kSizes[] = {{1, 1, 1},    {1, 3, 33},   {2, 64, 5},   {4, 8, 32},    {7, 5, 64},    {13, 31, 9},
                            {25, 385, 3}, {3, 20, 550}, {50, 32, 96}, {12, 800, 34}, {301, 400, 33}};

struct Operands {
  Matrix x, w;
  Vector bias;
};

Operands some_operands(const Sizes& sizes, MatrixOrder order) {
  test::Random random(5);
  Operands made;
  made.x = test::random_matrix(sizes.n, sizes.depth, 2.0F, random);
  const bool turned = order == MatrixOrder::OutIn;
  made.w =
      test::random_matrix(turned ? sizes.columns : sizes.depth, turned ? sizes.depth : sizes.columns, 1.0F, random);
  made.bias = test::random_matrix(sizes.columns, 1, 3.0F, random).col(0);
  return made;
}

Matrix product(const Operands& of, MatrixOrder order, Workers& workers) {
  Matrix out(of.x.rows(), order == MatrixOrder::OutIn ? of.w.rows() : of.w.cols());
  multiply(PackedRows(of.x, workers), of.w, order, of.bias, out, workers);
  return out;
}

Grid naive_product(const Operands& of, MatrixOrder order, const Sizes& sizes) {
  Grid sums;
  for (int i = 0; i < sizes.n; ++i) {
    sums.emplace_back();
    for (int j = 0; j < sizes.columns; ++j) {
      double sum = static_cast<double>(of.bias(j));
      for (int k = 0; k < sizes.depth; ++k) {
        const float w = order == MatrixOrder::OutIn ? of.w(j, k) : of.w(k, j);
        sum += static_cast<double>(of.x(i, k)) * static_cast<double>(w);
      }
      sums.back().push_back(sum);
    }
  }
  return sums;
}

TEST(Product, AgreesWithTheNaiveLoopsOnEveryInstructionSet) {
  Workers alone;
  for (const Sizes& sizes : kSizes) {
    for (const MatrixOrder order : {MatrixOrder::OutIn, MatrixOrder::InOut}) {
      SCOPED_TRACE(testing::Message() << sizes.n << " x " << sizes.depth << " x " << sizes.columns << ", turned "
                                      << (order == MatrixOrder::OutIn));
      const Operands operands = some_operands(sizes, order);
      Grid want = naive_product(operands, order, sizes);
      const double tol = (2.0 * sizes.depth + 3.0) * kEpsilon;
      test::on_each_target([&] { EXPECT_LE(worst(product(operands, order, alone), want), tol); });
      want.back().back() += 3 * tol;  // would we notice?
      EXPECT_GT(worst(product(operands, order, alone), want), tol);
    }
  }
}

TEST(Product, IsMadeWithSeveralInstructionSets) {
#if HWY_ARCH_X86_64
  std::set<std::size_t> widths;
  test::on_each_target([&] { widths.insert(tiles::kernels_for(1).shape.width); });
  EXPECT_GE(widths.size(), hwy::SupportedAndGeneratedTargets().size() > 2 ? 2U : 1U);
#else
  GTEST_SKIP() << "one is all that there is here";
#endif
}

TEST(Product, ARowIsTheSameWhateverIsBesideItAndWhoeverMakesIt) {
  test::on_each_target([] {
    for (const MatrixOrder order : {MatrixOrder::OutIn, MatrixOrder::InOut}) {
      const Operands all = some_operands({.n = 40, .depth = 700, .columns = 1100}, order);
      Workers alone;
      test::BackwardWorkers several;
      const Matrix whole = product(all, order, alone);
      EXPECT_EQ(product(all, order, several), whole);
      EXPECT_TRUE(several.shared) << "too small to be shared, so this shows nothing";
      for (const int row : {0, 11, 12, 39}) {
        const Operands one{.x = all.x.row(row), .w = all.w, .bias = all.bias};
        EXPECT_EQ(product(one, order, several), Matrix(whole.row(row))) << "row " << row;
      }
      const Operands rest{.x = all.x.bottomRows(33), .w = all.w, .bias = all.bias};
      EXPECT_EQ(product(rest, order, alone), Matrix(whole.bottomRows(33)));
    }
  });
}

TEST(Product, LosesOfEachPairWhatAFloatLoses) {
  // One term a sum, of any size: no larger ones hide what was lost.
  Workers alone;
  test::Random random(8);
  const auto of_any_size = [&](int rows, int columns) {
    Matrix made = test::random_matrix(rows, columns, 1.0F, random);
    for (float& number : made.reshaped()) number = std::ldexp(number, random.next_below(60) - 30);
    return made;
  };
  Matrix x = of_any_size(70, 1);
  Matrix w = of_any_size(1, 90);
  x(0, 0) = w(0, 0) = std::bit_cast<float>(0x3F807FFFU);  // whose pieces are all as large as they can be
  test::on_each_target([&] {
    Matrix out(70, 90);
    multiply(PackedRows(x, alone), w, MatrixOrder::InOut, Vector(), out, alone);
    for (int i = 0; i < out.rows(); ++i) {
      for (int j = 0; j < out.cols(); ++j) {
        const double exact = static_cast<double>(x(i, 0)) * static_cast<double>(w(0, j));
        ASSERT_LE(std::abs(static_cast<double>(out(i, j)) - exact), kEpsilon * std::abs(exact)) << i << ", " << j;
      }
    }
  });
}

TEST(Product, WhatIsNoNumberStaysNone) {
  Workers alone;
  for (const std::uint32_t bits : {0x7FFFFFFFU, 0xFFFFFFFFU, 0x7F800001U, 0x7FC00000U, 0x7F800000U, 0xFF800000U}) {
    const float bad = std::bit_cast<float>(bits);
    for (const MatrixOrder order : {MatrixOrder::OutIn, MatrixOrder::InOut}) {
      Operands in_w = some_operands({.n = 3, .depth = 70, .columns = 40}, order);
      Operands in_x = in_w;
      in_w.w(order == MatrixOrder::OutIn ? 17 : 33, order == MatrixOrder::OutIn ? 33 : 17) = bad;
      in_x.x(1, 33) = bad;
      test::on_each_target([&] {
        const Matrix column = product(in_w, order, alone);
        const Matrix row = product(in_x, order, alone);
        EXPECT_FALSE(column.col(17).array().isFinite().any()) << std::hex << bits;
        EXPECT_TRUE(column.col(16).allFinite() && column.col(18).allFinite()) << std::hex << bits;
        EXPECT_FALSE(row.row(1).array().isFinite().any()) << std::hex << bits;
        EXPECT_TRUE(row.row(0).allFinite() && row.row(2).allFinite()) << std::hex << bits;
      });
    }
  }
}

TEST(Product, TakesPartsOfMatrices) {
  Workers alone;
  test::Random random(6);
  const Matrix fused = test::random_matrix(20, 30, 1.0F, random);
  const Matrix wide = test::random_matrix(9, 50, 1.0F, random);
  Matrix out = Matrix::Constant(9, 40, 7.0F);
  multiply(PackedRows(wide.middleCols(3, 20), alone), fused.middleCols(4, 21), MatrixOrder::InOut, Vector(),
           out.middleCols(10, 21), alone);
  EXPECT_LE(worst(Matrix(out.middleCols(10, 21)), Matrix(wide.middleCols(3, 20) * fused.middleCols(4, 21))),
            50 * kEpsilon);
  EXPECT_EQ(Matrix(out.leftCols(10)), Matrix(Matrix::Constant(9, 10, 7.0F)));
  EXPECT_EQ(Matrix(out.rightCols(9)), Matrix(Matrix::Constant(9, 9, 7.0F)));
}

}  // namespace
}  // namespace attnscope
