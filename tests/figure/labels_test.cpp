#include "figure/labels.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numbers>

namespace attnscope::figure {
namespace {

using testing::ElementsAre;

std::vector<double> evenly(int count, double pitch) {
  std::vector<double> all;
  for (int i = 0; i < count; ++i) all.push_back(pitch * i);
  return all;
}

TEST(Thinned, KeepsEveryLabelThatHasRoom) {
  EXPECT_THAT(thinned(evenly(4, 10), 10, std::nullopt), ElementsAre(0, 1, 2, 3));
}

TEST(Thinned, KeepsEveryKthAndTheOneThatMustBeThere) {
  EXPECT_THAT(thinned(evenly(9, 10), 11, std::nullopt), ElementsAre(0, 2, 4, 6, 8));
  EXPECT_THAT(thinned(evenly(9, 10), 11, 4), ElementsAre(0, 2, 4, 6, 8));
  EXPECT_THAT(thinned(evenly(9, 10), 11, 5), ElementsAre(0, 2, 5, 8));
  EXPECT_THAT(thinned(evenly(9, 10), 1e9, 5), ElementsAre(5));
}

TEST(Thinned, TakesNoneAndOne) {
  EXPECT_THAT(thinned({}, 5, std::nullopt), ElementsAre());
  EXPECT_THAT(thinned({3.0}, 5, 0), ElementsAre(0));
}

TEST(Thinned, NeverCrowdsAlsoWhereThePitchVaries) {
  std::vector<double> uneven{0};
  for (int i = 1; i < 60; ++i) uneven.push_back(uneven.back() + 1 + i % 3);
  for (const double apart : {1.0, 2.5, 7.0, 40.0}) {
    for (int always = 0; always < 60; always += 7) {
      const std::vector<int> kept = thinned(uneven, apart, always);
      EXPECT_THAT(kept, testing::Contains(always));
      for (std::size_t i = 1; i < kept.size(); ++i) {
        EXPECT_GE(uneven[static_cast<std::size_t>(kept[i])] - uneven[static_cast<std::size_t>(kept[i - 1])], apart);
      }
    }
  }
}

TEST(Slant, IsHalfARightAngleWhereTwoLinesFitSideBySide) {
  const double line = 10;
  EXPECT_DOUBLE_EQ(slant_for(14.2, line).angle, -std::numbers::pi / 4);
  EXPECT_DOUBLE_EQ(slant_for(14.1, line).angle, -std::numbers::pi / 2);
}

TEST(Slant, KnowsHowFarALabelReaches) {
  const Slant upright = slant_for(10, 10);
  EXPECT_NEAR(upright.height(30, 10), 30, 1e-9);
  EXPECT_NEAR(upright.below(10), 0, 1e-9);
  EXPECT_GT(upright.width_within(5, 10), 1e6);  // it reaches nowhere to the right

  const Slant slanting = slant_for(100, 10);
  EXPECT_NEAR(slanting.height(30, 10), 35 / std::numbers::sqrt2, 1e-9);
  EXPECT_NEAR(slanting.below(10), 5 / std::numbers::sqrt2, 1e-9);
  EXPECT_NEAR(slanting.width_within(35 / std::numbers::sqrt2, 10), 30, 1e-9);
}

}  // namespace
}  // namespace attnscope::figure
