#include "figure/ticks.h"

#include <gmock/gmock.h>

#include <limits>

namespace attnscope::figure {
namespace {

using testing::ElementsAre;

std::vector<std::string> labels(float low, float high, int most) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks(low, high, most)) all.push_back(tick.label);
  return all;
}

TEST(Ticks, AreRoundBetweenTheEnds) {
  EXPECT_THAT(labels(0, 1, 6), ElementsAre("0", "0.2", "0.4", "0.6", "0.8", "1"));
  EXPECT_THAT(labels(0, 0.87F, 6), ElementsAre("0", "0.2", "0.4", "0.6", "0.87"));
  EXPECT_THAT(labels(-8.25F, 12.5F, 6), ElementsAre("-8.2", "0", "5", "12.5"));
}

TEST(Ticks, AreOnlyTheEndsWhereThereIsRoomForNoMore) { EXPECT_THAT(labels(0, 0.87F, 2), ElementsAre("0", "0.87")); }

TEST(Ticks, RiseKeepTheirDistanceAndNeverExceedTheRoom) {
  for (const float low : {-1000.0F, -3.7F, 0.0F, 0.001F, 41.0F}) {
    for (const float extent : {1e-6F, 0.013F, 0.9F, 7.3F, 12345.0F}) {
      for (int most = 2; most <= 9; ++most) {
        SCOPED_TRACE(testing::Message() << low << " + " << extent << ", " << most);
        const float high = low + extent;
        if (!(low < high)) continue;
        const std::vector<Tick> all = ticks(low, high, most);
        ASSERT_GE(all.size(), 2U);
        EXPECT_LE(all.size(), static_cast<std::size_t>(most) + 1);
        EXPECT_EQ(all.front().value, low);
        EXPECT_EQ(all.back().value, high);
        for (std::size_t i = 1; i < all.size(); ++i) {
          const double apart = static_cast<double>(all[i].value - all[i - 1].value);
          EXPECT_GE(apart, 0.25 * static_cast<double>(extent) / most);
        }
      }
    }
  }
}

TEST(Ticks, TakeTheWidestRangeThereIs) {
  const float most = std::numeric_limits<float>::max();
  const std::vector<Tick> all = ticks(-most, most, 6);
  EXPECT_EQ(all.front().value, -most);
  EXPECT_EQ(all.back().value, most);
}

TEST(Brief, DropsWhatSaysNothing) {
  EXPECT_EQ(brief(0.5, 3), "0.5");
  EXPECT_EQ(brief(-0.0001, 2), "0");
  EXPECT_EQ(brief(120, 0), "120");
  EXPECT_EQ(brief(0.125, 2), "0.12");
}

}  // namespace
}  // namespace attnscope::figure
