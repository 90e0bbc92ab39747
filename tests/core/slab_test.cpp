#include "core/slab.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
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

TEST(SpareMemory, WhatWasGivenUpIsTakenAgainWhereItFits) {
  constexpr std::size_t kMany = std::size_t{1} << 20U;
  const auto spare = std::make_shared<SpareMemory>();
  const auto place_of = [&](std::size_t numbers) { return Slab(numbers, 1, 0, spare).take(1, 1).data(); };
  const float* const first = place_of(kMany);
  EXPECT_EQ(place_of(kMany), first);
  EXPECT_EQ(place_of(kMany / 2), first) << "half of it will do";
  EXPECT_EQ(spare->take(kMany / 4).size, kMany / 4) << "a quarter of it would waste it";
  EXPECT_EQ(spare->take(kMany).size, kMany) << "it went";
  const Slab one(kMany, 1, 0, spare);
  const Slab other(kMany, 1, 0, spare);
  EXPECT_NE(Slab(one).take(1, 1).data(), Slab(other).take(1, 1).data());
}

}  // namespace
}  // namespace attnscope
