#include "ui/number_keys.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include "tests/app/worked_support.h"
#include "tests/ui/state_support.h"

namespace attnscope::test {
namespace {

/// A keyboard on the numbers of "The cat sat".
class NumberKeys : public BareImGui {
 protected:
  void SetUp() override {
    BareImGui::SetUp();
    open("cat-sat");
  }

  void open(const std::string& name) {
    const Result<WorkedExample> example = load_worked(ATTNSCOPE_ASSETS, "by-hand/" + name);
    ASSERT_TRUE(example.ok());
    state_ = state_after_reading(example->text);
    state_.scene = open_worked(*example, {});
    state_.worked = {*example};
    memory_ = {};
    memory_.focus = Focus::Numbers;
  }

  /// What the window does with a key.
  bool press(int key, int mods = kNoMods) {
    const KeyInput in{state_, memory_};
    std::optional<Actions> asked = run_focused({mods, key}, in);
    if (!asked) asked = run_shortcut({mods, key}, in);
    if (asked) follow(state_, *asked);
    return asked.has_value();
  }
  void type(std::string_view text) {
    for (const char c : text) press(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  [[nodiscard]] float number(WorkedTable table, int row, int column) const {
    return (*state_.scene.worked)[table](row, column);
  }

  AppState state_;
  UiMemory memory_;
};

TEST_F(NumberKeys, DigitsTypeANumberThatIsThereAtEveryKey) {
  type("-1");
  EXPECT_EQ(number(WorkedTable::Query, 0, 0), -1);
  type(".5");
  EXPECT_EQ(number(WorkedTable::Query, 0, 0), -1.5F);
  press(GLFW_KEY_BACKSPACE);
  press(GLFW_KEY_BACKSPACE);
  EXPECT_EQ(number(WorkedTable::Query, 0, 0), -1);
  press(GLFW_KEY_ENTER);
  EXPECT_FALSE(memory_.numbers.typed);
  EXPECT_EQ(memory_.numbers.row, 1);
  EXPECT_EQ(memory_.numbers.said, "");
}

TEST_F(NumberKeys, WhatIsNoNumberLeavesTheOldOneAndSaysWhy) {
  const Scene before = state_.scene;
  type("1x");
  EXPECT_EQ(state_.scene, before);
  EXPECT_EQ(memory_.numbers.said, "\"1x\" is not a number; 0.2 stays");
  press(GLFW_KEY_TAB);
  EXPECT_EQ(memory_.numbers.said, "\"1x\" is not a number; 0.2 stays") << "it stays to be read";
  EXPECT_EQ(memory_.numbers.column, 1);
  type("-");
  press(GLFW_KEY_TAB);
  EXPECT_EQ(memory_.numbers.said, "\"-\" is not a number; 0.8 stays");
  type("500");
  EXPECT_EQ(memory_.numbers.said, "only numbers from -100 to 100 fit here; 0.1 stays");
  press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(state_.scene, before);
  EXPECT_EQ(memory_.focus, Focus::Numbers) << "Escape forgets what was typed, and leaves only then";
  press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(memory_.focus, Focus::Words);
}

TEST_F(NumberKeys, EscapeGivesTheOldNumberBack) {
  type("7");
  EXPECT_EQ(number(WorkedTable::Query, 0, 0), 7);
  press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(number(WorkedTable::Query, 0, 0), 0.2F);
}

TEST_F(NumberKeys, TabVisitsEveryCellAndThenLeaves) {
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(memory_.numbers.row, i / 3);
    EXPECT_EQ(memory_.numbers.column, i % 3);
    EXPECT_EQ(memory_.focus, Focus::Numbers);
    press(GLFW_KEY_TAB);
  }
  EXPECT_EQ(memory_.focus, Focus::Timeline) << "patterns and heads are not there";
  press(GLFW_KEY_TAB, kShift);
  EXPECT_EQ(memory_.focus, Focus::Numbers);
  for (int i = 0; i < 8; ++i) press(GLFW_KEY_TAB, kShift);
  press(GLFW_KEY_TAB, kShift);
  EXPECT_EQ(memory_.focus, Focus::Map);
}

TEST_F(NumberKeys, ArrowsMoveNudgeAndTurnToOtherTables) {
  open("look-up");
  press(GLFW_KEY_RIGHT, kCtrl);
  press(GLFW_KEY_DOWN);
  press(GLFW_KEY_RIGHT);
  EXPECT_EQ(memory_.numbers.key, 1);
  press(GLFW_KEY_UP, kShift);
  EXPECT_FLOAT_EQ(number(WorkedTable::Key, 1, 1), 2.585F);
  press(GLFW_KEY_DOWN, kShift);
  press(GLFW_KEY_DOWN, kShift);
  EXPECT_FLOAT_EQ(number(WorkedTable::Key, 1, 1), 2.385F);
  press(GLFW_KEY_DELETE);
  EXPECT_EQ(number(WorkedTable::Key, 1, 1), 0);
  for (int i = 0; i < 30; ++i) press(GLFW_KEY_RIGHT), press(GLFW_KEY_DOWN);
  EXPECT_EQ(memory_.numbers.row, 2);
  EXPECT_EQ(memory_.numbers.column, 1);
}

TEST_F(NumberKeys, WhatIsComputedCannotBeTyped) {
  open("words-to-qkv");
  for (int i = 0; i < 4; ++i) press(GLFW_KEY_RIGHT, kCtrl);
  const Scene before = state_.scene;
  type("1");
  EXPECT_EQ(memory_.numbers.said, "Q follows from x and W_Q; change those");
  press(GLFW_KEY_UP, kShift);
  press(GLFW_KEY_DELETE);
  EXPECT_EQ(state_.scene, before);
}

TEST_F(NumberKeys, CommandsSayWhatTheyDid) {
  struct Row {
    Actions (*run)(const KeyInput&);
    const char* said;
  };
  state_.query = 2;
  for (const Row& row :
       {Row{&nudge_query,
            "q of sat turned towards the key of The; K and V stay as they were, so Q = K = V no longer holds"},
        Row{&even_out, "q of sat is 0: every score is 0, so its weights are equal"},
        Row{&toggle_root_scale, "q·k × 1/√d, d = 3"}, Row{&toggle_tied, "K and V are Q now: one table for all three"},
        Row{&add_word, "a new word begins at 0; rename it in the sentence"}}) {
    follow(state_, row.run({state_, memory_}));
    state_.query = 2;
    EXPECT_EQ(memory_.numbers.said, row.said);
    EXPECT_FALSE(memory_.numbers.refused);
  }
  EXPECT_EQ(state_.scene.text, "The cat sat word4");
  follow(state_, remove_word({state_, memory_}));
  EXPECT_EQ(state_.scene.text, "cat sat word4");
}

TEST_F(NumberKeys, LettersAndDigitsMeanWhatTheyAlwaysMeanWithoutAnExample) {
  state_ = state_after_reading("the cat sat");
  press('1');
  EXPECT_EQ(state_.query, 0);
  for (const auto run : {&even_out, &nudge_query, &add_word, &remove_word, &add_dimension, &remove_dimension,
                         &toggle_tied, &toggle_root_scale, &start_again}) {
    const Scene before = state_.scene;
    follow(state_, run({state_, memory_}));
    EXPECT_EQ(state_.scene, before);
  }
}

}  // namespace
}  // namespace attnscope::test
