#include <gtest/gtest.h>

#include "app/plans/geometry.h"

namespace attnscope {
namespace {

constexpr Rect kWhole{10, 20, 300, 200};

TEST(Rect, ContainsItsNearEdgesAndNotItsFarOnes) {
  EXPECT_TRUE(kWhole.contains({10, 20}));
  EXPECT_TRUE(kWhole.contains({309.5F, 219.5F}));
  EXPECT_FALSE(kWhole.contains({310, 100}));
  EXPECT_FALSE(kWhole.contains({100, 220}));
  EXPECT_FALSE(kWhole.contains({9.5F, 100}));
  EXPECT_FALSE(Rect{}.contains({0, 0})) << "nothing is inside an empty rectangle";
}

TEST(Rect, IsInsetOnBothSides) {
  const Rect inset = kWhole.inset(5, 7);
  EXPECT_EQ(inset, (Rect{15, 27, 290, 186}));
  EXPECT_EQ(inset.centre(), kWhole.centre());
  EXPECT_EQ(inset.inset(-5, -7), kWhole);
}

TEST(TakeFromARect, CutsAStripOffAndLeavesTheRest) {
  Rect rest = kWhole;
  EXPECT_EQ(take_top(rest, 50), (Rect{10, 20, 300, 50}));
  EXPECT_EQ(rest, (Rect{10, 70, 300, 150}));
  EXPECT_EQ(take_bottom(rest, 30), (Rect{10, 190, 300, 30}));
  EXPECT_EQ(rest, (Rect{10, 70, 300, 120}));
  EXPECT_EQ(take_left(rest, 100), (Rect{10, 70, 100, 120}));
  EXPECT_EQ(rest, (Rect{110, 70, 200, 120}));
  EXPECT_EQ(take_right(rest, 80), (Rect{230, 70, 80, 120}));
  EXPECT_EQ(rest, (Rect{110, 70, 120, 120}));
}

}  // namespace
}  // namespace attnscope
