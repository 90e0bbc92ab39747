#include "app/player.h"

#include <gtest/gtest.h>

namespace attnscope::test {
namespace {

TEST(Player, TakesEightSecondsFromStartToEndAndRestsThere) {
  Player player;
  player.play(0.0F, 1.0F, 100.0);
  EXPECT_FLOAT_EQ(player.step(100.0), 0.0F);
  EXPECT_FLOAT_EQ(player.step(102.0), 1.0F);
  EXPECT_FLOAT_EQ(player.step(105.0), 2.5F);
  EXPECT_FLOAT_EQ(player.step(108.0), 4.0F);
  EXPECT_FLOAT_EQ(player.step(1e9), 4.0F);
}

TEST(Player, BeginsAnewFromTheEndAndGoesOnFromElsewhere) {
  Player player;
  player.play(kTimelineEnd, 1.0F, 10.0);
  EXPECT_FLOAT_EQ(player.step(12.0), 1.0F);
  player.play(1.5F, 1.0F, 20.0);
  EXPECT_FLOAT_EQ(player.step(22.0), 2.5F);
}

TEST(Player, ChangesSpeedWithoutAJump) {
  Player player;
  player.play(0.0F, 2.0F, 0.0);
  EXPECT_FLOAT_EQ(player.step(1.0), 1.0F);
  player.set_speed(0.5F, 1.0);
  EXPECT_FLOAT_EQ(player.step(1.0), 1.0F);
  EXPECT_FLOAT_EQ(player.step(5.0), 2.0F);
}

TEST(Player, IsAFunctionOfTheClockAlone) {
  Player player;
  player.play(0.0F, 1.0F, 0.0);
  const float later = player.step(4.0);
  EXPECT_LT(player.step(1.0), later);  // asked about an earlier moment it goes back
  EXPECT_FLOAT_EQ(player.step(4.0), later);
  EXPECT_FLOAT_EQ(player.step(-50.0), 0.0F);
}

TEST(Player, SeekingDoesNotBeginToPlay) {
  Player player;
  player.seek(2.0F, 0.0);
  EXPECT_FALSE(player.playing());
  player.play(2.0F, 1.0F, 0.0);
  EXPECT_TRUE(player.playing());
  player.pause();
  EXPECT_FALSE(player.playing());
}

}  // namespace
}  // namespace attnscope::test
