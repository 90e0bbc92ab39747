#include "app/present/presentation.h"

#include <gtest/gtest.h>

#include <array>

namespace attnscope::test {
namespace {

constexpr std::array kMoves{PresentMove::Next,  PresentMove::Before, PresentMove::First, PresentMove::Last,
                            PresentMove::Black, PresentMove::Notes,  PresentMove::List,  PresentMove::Apart};

TEST(Presentation, WalksFromTheFirstSceneToTheLast) {
  Presentation at{.count = 3};
  for (const int scene : {1, 2, 2}) EXPECT_EQ((at = moved(at, PresentMove::Next)).scene, scene);
  for (const int scene : {1, 0, 0}) EXPECT_EQ((at = moved(at, PresentMove::Before)).scene, scene);
  EXPECT_EQ(moved(at, PresentMove::Last).scene, 2);
  EXPECT_EQ(moved(moved(at, PresentMove::Last), PresentMove::First).scene, 0);
  EXPECT_EQ(at_scene(at, 99).scene, 2);
  EXPECT_EQ(at_scene(at, -1).scene, 0);
}

TEST(Presentation, BlackEndsWhenOneWalksOn) {
  const Presentation black = moved({.count = 3}, PresentMove::Black);
  EXPECT_TRUE(black.black);
  EXPECT_FALSE(moved(black, PresentMove::Black).black);
  EXPECT_FALSE(moved(black, PresentMove::Next).black);
  EXPECT_TRUE(moved(black, PresentMove::Notes).black) << "notes are for the speaker, who may want the room dark";
}

TEST(Presentation, EveryToggleIsItsOwnOpposite) {
  const Presentation at{.scene = 1, .count = 3, .began = 5};
  for (const PresentMove move : {PresentMove::Black, PresentMove::Notes, PresentMove::List, PresentMove::Apart}) {
    EXPECT_NE(moved(at, move), at);
    EXPECT_EQ(moved(moved(at, move), move), at);
  }
}

TEST(Presentation, NotesThatGoToAWindowOfTheirOwnLeaveTheRoomsScreen) {
  const Presentation notes = moved({.count = 3}, PresentMove::Notes);
  EXPECT_TRUE(notes.notes);
  EXPECT_FALSE(moved(notes, PresentMove::Apart).notes);
}

TEST(Presentation, ASceneAloneHasNowhereToGo) {
  for (const PresentMove move : kMoves) EXPECT_EQ(moved({}, move).scene, 0);
  EXPECT_FALSE(moved({}, PresentMove::List).list) << "there is nothing to list";
  EXPECT_EQ(position_text(Presentation{}), "");
  EXPECT_EQ(position_text(Presentation{.scene = 2, .count = 10}), "3 / 10");
}

TEST(ClockText, CountsMinutesAndHours) {
  EXPECT_EQ(clock_text(0), "00:00");
  EXPECT_EQ(clock_text(59.999), "00:59");
  EXPECT_EQ(clock_text(60), "01:00");
  EXPECT_EQ(clock_text(3599), "59:59");
  EXPECT_EQ(clock_text(3600 + 62), "1:01:02");
  EXPECT_EQ(clock_text(-1), "00:00");
  EXPECT_EQ(clock_text(1e30), "99:00:00");
}

}  // namespace
}  // namespace attnscope::test
