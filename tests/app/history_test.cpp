#include "app/history.h"

#include <gmock/gmock.h>

#include <vector>

#include "tests/app/random_edits.h"

namespace attnscope::test {
namespace {

Scene with_text(std::string text) {
  Scene scene = first_scene();
  scene.text = std::move(text);
  return scene;
}

/// Undoes until nothing is left; returns how many steps there were.
int undo_all(History& history) {
  int steps = 0;
  while (history.undo()) ++steps;
  return steps;
}

TEST(History, UndoGivesBackExactlyWhatWasAndRedoWhatCame) {
  Random random(2);
  for (int run = 0; run < 50; ++run) {
    History history(first_scene());
    std::vector<Scene> seen{history.current()};
    for (int i = 0; i < 40; ++i) {
      const Edit edit = random_edit(random);
      if (std::holds_alternative<SetStep>(edit)) continue;
      const Scene want = apply(history.current(), edit);
      history.end_gesture();
      history.edit(edit, 10.0 * i);  // slow hands: nothing widens a step
      ASSERT_EQ(history.current(), want);
      if (!(want == seen.back())) seen.push_back(want);
    }
    for (std::size_t i = seen.size() - 1; i > 0; --i) {
      ASSERT_TRUE(history.undo());
      ASSERT_EQ(history.current(), seen[i - 1]);
    }
    EXPECT_FALSE(history.undo());
    for (std::size_t i = 1; i < seen.size(); ++i) {
      ASSERT_TRUE(history.redo());
      ASSERT_EQ(history.current(), seen[i]);
    }
    EXPECT_FALSE(history.redo());
  }
}

TEST(History, ADragIsOneStep) {
  History history(first_scene());
  for (int i = 1; i <= 100; ++i) history.edit(SetMultiplier{1.0F + 0.1F * static_cast<float>(i)}, i);
  EXPECT_TRUE(history.in_gesture());
  history.end_gesture();
  EXPECT_FALSE(history.in_gesture());
  history.edit(SetMultiplier{2.0F}, 200);
  EXPECT_EQ(undo_all(history), 2);
  EXPECT_EQ(history.current(), first_scene());
}

TEST(History, ADragBackToWhereItBeganLeavesNoStep) {
  History history(first_scene());
  history.edit(SetMultiplier{2.0F}, 0);
  history.edit(SetMultiplier{1.0F}, 0);
  EXPECT_FALSE(history.can_undo());
  history.edit(SetMultiplier{3.0F}, 0);  // still the same drag
  EXPECT_EQ(undo_all(history), 1);
}

TEST(History, ADragOnTheSpotIsADrag) {
  History history(first_scene());
  history.edit(SetMultiplier{1.0F}, 0);
  EXPECT_TRUE(history.in_gesture());
  EXPECT_FALSE(history.can_undo());
}

TEST(History, QuickTypingIsOneStepAndAPauseBeginsAnother) {
  History history(with_text(""));
  history.edit(SetText{"t"}, 0.0);
  history.edit(SetText{"th"}, 0.9);
  history.edit(SetText{"the"}, 1.8);
  history.edit(SetText{"the c"}, 2.81);
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().text, "the");
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().text, "");
  EXPECT_FALSE(history.can_undo());
}

TEST(History, TypingAfterSomethingElseIsAStepOfItsOwn) {
  History history(with_text(""));
  history.edit(SetText{"a"}, 0.0);
  history.edit(SetHead{{0, 1}}, 0.1);
  history.edit(SetText{"ab"}, 0.2);
  history.undo();
  history.redo();
  history.edit(SetText{"abc"}, 0.3);
  EXPECT_EQ(undo_all(history), 4);
}

TEST(History, AnEditAfterUndoForgetsWhatWasUndone) {
  History history(first_scene());
  history.edit(SetHead{{0, 1}}, 0);
  history.edit(SetHead{{0, 2}}, 0);
  history.undo();
  history.edit(SetHead{{0, 3}}, 0);
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(undo_all(history), 2);
}

TEST(History, TheAnimationIsNoStepButComesBackWithItsScene) {
  History history(first_scene());
  history.edit(SetStep{1.5F}, 0);
  EXPECT_FALSE(history.can_undo());
  history.edit(SetHead{{0, 1}}, 0);
  history.edit(SetStep{2.5F}, 0);
  EXPECT_EQ(history.current().step, 2.5F);
  history.undo();
  EXPECT_EQ(history.current().step, 1.5F);
  history.redo();
  EXPECT_EQ(history.current().step, 2.5F);
}

TEST(History, WhatChangesNothingIsNoStep) {
  History history(first_scene());
  history.edit(SetText{first_scene().text}, 0);
  history.edit(SetMap{MapKind::Weights}, 0);
  history.edit(SetText{"\xFF"}, 0);
  EXPECT_FALSE(history.can_undo());
}

TEST(History, KeepsTheLastFiveHundredSteps) {
  History history(first_scene());
  for (int i = 0; i < 1000; ++i) history.edit(SetHead{{0, i + 1}}, 0);
  EXPECT_EQ(history.current().head->head, 1000);
  EXPECT_EQ(undo_all(history), static_cast<int>(History::kMaxSteps));
  EXPECT_EQ(history.current().head->head, 500);
}

TEST(History, LongTextsDoNotPileUp) {
  History history(first_scene());
  for (int i = 0; i < 20; ++i) {
    history.edit(SetText{std::string(kMaxTextBytes, static_cast<char>('a' + i % 26))}, 10.0 * i);
  }
  EXPECT_EQ(history.current().text[0], static_cast<char>('a' + 19 % 26));
  const int steps = undo_all(history);
  EXPECT_LE(static_cast<std::size_t>(steps + 1) * kMaxTextBytes, History::kMaxBytes);
  EXPECT_GT(steps, 10);
}

TEST(History, AModelThatIsGoneLeavesEverySceneAndTheStepsThatOnlyCalledIt) {
  History history(first_scene());
  history.edit(SetText{"a"}, 0);
  history.edit(SetModel{"gone"}, 0);
  history.edit(SetText{"b"}, 0);
  history.edit(SetHead{{0, 1}}, 0);
  history.undo();
  history.replace_model("gone", "reader");
  EXPECT_EQ(history.current(), with_text("b"));
  EXPECT_TRUE(history.can_redo());
  EXPECT_EQ(undo_all(history), 2);
  EXPECT_EQ(history.current(), first_scene());
  while (history.redo()) EXPECT_EQ(history.current().model, "reader");
}

}  // namespace
}  // namespace attnscope::test
