#include "core/slab.h"

#include <gtest/gtest.h>

#include <vector>

namespace attnscope {
namespace {

TEST(Slab, WhatIsTakenLiesApartAndOutlivesTheSlab) {
  for (const Eigen::Index rows : {1, 300, 4000}) {  // from less than a small page to several large ones
    std::vector<SharedMatrix> kept;
    {
      Slab slab(static_cast<std::size_t>(rows * (3 + 500 + 7)));
      for (const Eigen::Index columns : {3, 500, 7}) {
        Eigen::Map<Matrix> taken = slab.take(rows, columns);
        taken.setConstant(static_cast<float>(columns));
        kept.push_back(slab.share(taken));
      }
    }
    for (const SharedMatrix& matrix : kept) {
      const auto columns = static_cast<float>(matrix.columns());
      EXPECT_EQ(Matrix(matrix.view()), Matrix(Matrix::Constant(rows, matrix.columns(), columns)));
    }
  }
}

}  // namespace
}  // namespace attnscope
