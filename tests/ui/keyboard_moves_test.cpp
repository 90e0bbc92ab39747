#include "ui/keyboard_moves.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "app/plans/scale_plan.h"
#include "tests/ui/state_support.h"

namespace attnscope::test {
namespace {

using Keys = BareImGui;

constexpr const char* kTwelve = "a b a c d e a f g h b i";

/// The state over "it was un|beliv|able now": five tokens and more, three of them one word.
AppState with_pieces() {
  AppState state = state_after_reading("it was un beliv able now");
  auto reading = std::make_shared<Reading>(*state.reading);
  for (const std::size_t i : {3U, 4U}) {
    reading->encoding.tokens[i].starts_word = false;
    reading->encoding.tokens[i].piece.insert(0, "##");
  }
  reading->shown_a = show_through(reading->encoding.tokens, {});
  state.reading = std::move(reading);
  return state;
}

TEST(MoveQuery, VisitsEveryTokenOnItsWayAndStopsAtTheEnds) {
  for (AppState state : {state_after_reading(kTwelve), with_pieces(), state_after_reading("it")}) {
    const int last = state.reading->trace->size() - 1;
    follow(state, move_query(state, -(1 << 20)));
    EXPECT_EQ(state.query, 0);
    EXPECT_TRUE(move_query(state, -1).empty());
    for (int i = 1; i <= last; ++i) {
      follow(state, move_query(state, 1));
      EXPECT_EQ(state.query, i);
    }
    EXPECT_TRUE(move_query(state, 1).empty());
    for (int i = last - 1; i >= 0; --i) {
      follow(state, move_query(state, -1));
      EXPECT_EQ(state.query, i);
    }
    follow(state, move_query(state, 1 << 20));
    EXPECT_EQ(state.query, last);
  }
}

TEST(MoveQuery, DoesNothingWithoutWords) {
  EXPECT_TRUE(move_query({}, 1).empty());
  EXPECT_TRUE(move_query(state_after_reading(""), -1).empty());
}

TEST(MoveHead, StaysInsideTheModel) {
  AppState state = state_after_reading("it");
  state.card.layers = {{.heads = 3, .head_dim = 4}, {.heads = 1, .head_dim = 4}, {.heads = 2, .head_dim = 4}};
  Random random(3);
  for (int i = 0; i < 500; ++i) {
    follow(state, move_head(state, random.next_below(5) - 2, random.next_below(5) - 2));
    ASSERT_TRUE(state.head.layer >= 0 && state.head.layer < 3);
    ASSERT_GE(state.head.head, 0);
    ASSERT_LT(state.head.head, state.card.layers[static_cast<std::size_t>(state.head.layer)].heads);
  }
  state.head = {0, 0};
  EXPECT_TRUE(move_head(state, -1, 0).empty());
  EXPECT_TRUE(move_head(state, 0, -1).empty());
  EXPECT_TRUE(move_head({}, 1, 1).empty()) << "before any model is open";
}

TEST(MoveScale, StepsEvenlyFromMarkToMarkToTheEnds) {
  AppState state;
  state.scene.multiplier = 3.1F;
  follow(state, move_scale(state, 6));
  EXPECT_NEAR(state.scene.multiplier, 10, 1e-4F) << "twelve steps are a decade";
  for (int i = 0; i < 50; ++i) follow(state, move_scale(state, 1));
  EXPECT_EQ(state.scene.multiplier, kMaxMultiplier);
  std::set<float> visited;
  for (int i = 0; i < 80; ++i) {
    const float before = state.scene.multiplier;
    follow(state, move_scale(state, -1));
    EXPECT_TRUE(state.scene.multiplier < before || before == kMinMultiplier) << "stuck at " << before;
    visited.insert(state.scene.multiplier);
  }
  EXPECT_EQ(state.scene.multiplier, kMinMultiplier);
  for (const float mark : kScaleMarks) EXPECT_TRUE(visited.contains(mark)) << mark << " was passed over";
  follow(state, move_scale(state, 1));
  EXPECT_GT(state.scene.multiplier, kMinMultiplier);
}

TEST(SwapWordKey, SwapsTheLastWordThatHasAPartner) {
  UiMemory memory;
  AppState state = state_after_reading("a big box is too big for it");
  follow(state, swap_word({state, memory}));
  EXPECT_EQ(state.scene.text, "a big box is too small for it");
  EXPECT_TRUE(swap_word({state_after_reading("the cat"), memory}).empty());
  EXPECT_TRUE(swap_word({AppState(), memory}).empty());
}

/// Presses a key and takes what it asks for into the state.
bool press(AppState& state, UiMemory& memory, int key) {
  const std::optional<Actions> actions = run_focused({kNoMods, key}, {state, memory});
  if (actions) follow(state, *actions);
  return actions.has_value();
}

TEST_F(Keys, DigitsChooseAWordByItsNumber) {
  AppState state = state_after_reading(kTwelve);
  UiMemory memory;
  press(state, memory, GLFW_KEY_3);
  EXPECT_EQ(state.query, 2);
  pass(2);
  press(state, memory, GLFW_KEY_1);
  EXPECT_EQ(state.query, 0);
  pass(0.3F);
  press(state, memory, GLFW_KEY_2);
  EXPECT_EQ(state.query, 11) << "1 and 2 soon after each other are 12";
  pass(0.3F);
  press(state, memory, GLFW_KEY_5);
  EXPECT_EQ(state.query, 4) << "there is no word 125, so 5 begins anew";
  pass(2);
  press(state, memory, GLFW_KEY_0);
  EXPECT_EQ(state.query, 4) << "no word is number 0";
}

TEST_F(Keys, DigitsWithoutWordsDoNothing) {
  for (AppState state : {AppState(), state_after_reading("")}) {
    UiMemory memory;
    for (int key = GLFW_KEY_0; key <= GLFW_KEY_9; ++key) {
      EXPECT_TRUE(press(state, memory, key));
      EXPECT_EQ(state.query, -1);
    }
  }
}

TEST_F(Keys, ArrowsMoveWhatHasTheFocus) {
  AppState state = state_after_reading(kTwelve);
  UiMemory memory;
  memory.focus = Focus::Words;
  press(state, memory, GLFW_KEY_1);
  press(state, memory, GLFW_KEY_RIGHT);
  EXPECT_EQ(state.query, 1);
  memory.focus = Focus::Map;
  press(state, memory, GLFW_KEY_DOWN);
  EXPECT_EQ(state.query, 2);
  memory.focus = Focus::Heads;
  state.head = {0, 0};
  press(state, memory, GLFW_KEY_DOWN);
  press(state, memory, GLFW_KEY_RIGHT);
  EXPECT_EQ(state.head, (HeadPlace{1, 1}));
  memory.focus = Focus::Scale;
  press(state, memory, GLFW_KEY_UP);
  EXPECT_GT(state.scene.multiplier, 1);
  memory.focus = Focus::Timeline;
  press(state, memory, GLFW_KEY_LEFT);
  EXPECT_FLOAT_EQ(state.scene.step, 3.875F) << "what becomes of the row is open again";
  memory.key_order = {4, 2, 0};
  press(state, memory, GLFW_KEY_DOWN);
  EXPECT_EQ(memory.chosen_key, 4);
  press(state, memory, GLFW_KEY_DOWN);
  press(state, memory, GLFW_KEY_DOWN);
  press(state, memory, GLFW_KEY_DOWN);
  EXPECT_EQ(memory.chosen_key, 0) << "rows are walked as they are drawn, and end";
  press(state, memory, GLFW_KEY_UP);
  EXPECT_EQ(memory.chosen_key, 2);
  memory.focus = Focus::Patterns;
  for (int i = 0; i < 20; ++i) press(state, memory, GLFW_KEY_UP);
  press(state, memory, GLFW_KEY_DOWN);
  press(state, memory, GLFW_KEY_ENTER);
  EXPECT_EQ(state.scene.outlined, kPatterns[1].id);
  press(state, memory, GLFW_KEY_ENTER);
  EXPECT_EQ(state.scene.outlined, std::nullopt);
}

TEST_F(Keys, LeaveTheFieldAndPanelsAlone) {
  AppState state = state_after_reading(kTwelve);
  for (int focus = 0; focus < kFocusCount; ++focus) {
    UiMemory typing;
    typing.focus = static_cast<Focus>(focus);
    typing.sentence.active = true;
    for (const int key : {GLFW_KEY_LEFT, GLFW_KEY_DOWN, GLFW_KEY_ENTER, GLFW_KEY_7}) {
      EXPECT_FALSE(press(state, typing, key));
      EXPECT_FALSE(run_focused({kAlt, key}, {state, typing}));
    }
  }
  state.panel = Panel::Help;
  UiMemory memory;
  EXPECT_FALSE(press(state, memory, GLFW_KEY_RIGHT));
  EXPECT_TRUE(run_focused({kNoMods, GLFW_KEY_PAGE_DOWN}, {state, memory}));
  EXPECT_TRUE(run_focused({kNoMods, GLFW_KEY_UP}, {state, memory}));
  EXPECT_EQ(memory.scroll_lines, 19) << "a page down and a line up";
}

TEST_F(Keys, ArrowsWalkThroughTheAtlasAndThePalette) {
  AppState state = state_after_reading("the cat sat");
  UiMemory memory;
  state.panel = Panel::Atlas;
  const HeadPlace before = state.head;
  follow(state, *run_focused({kNoMods, GLFW_KEY_RIGHT}, {state, memory}));
  EXPECT_EQ(state.scene.head, (HeadPlace{before.layer, before.head + 1}));
  const std::optional<Actions> gone = run_focused({kNoMods, GLFW_KEY_ENTER}, {state, memory});
  ASSERT_EQ(gone->size(), 1U);
  EXPECT_EQ(std::get<ShowPanel>(std::get<Command>(gone->front())).panel, Panel::None);

  state.panel = Panel::Commands;
  const Scene scene = state.scene;
  follow(state, *run_focused({kNoMods, GLFW_KEY_DOWN}, {state, memory}));
  follow(state, *run_focused({kNoMods, GLFW_KEY_DOWN}, {state, memory}));
  follow(state, *run_focused({kNoMods, GLFW_KEY_UP}, {state, memory}));
  EXPECT_EQ(memory.palette_row, 1);
  EXPECT_FALSE(run_focused({kNoMods, GLFW_KEY_1}, {state, memory})) << "digits are typed there";
  EXPECT_EQ(state.scene, scene);
}

TEST_F(Keys, RecordAndSaveALessonWithoutAMouse) {
  AppState state = state_after_reading("the cat sat");
  state.panel = Panel::Record;
  UiMemory memory;
  RecordFields& fields = memory.record;
  const std::array places{&fields.title_field, &fields.text_field, &fields.lesson_field, &fields.path_field};
  const auto pressed = [&](int mods, int key) { return run_focused({mods, key}, {state, memory}); };
  /// Puts the caret where it was asked for; which field that is.
  const auto caret = [&] {
    int at = -1;
    for (int i = 0; i < 4; ++i) {
      TextField& field = *places[static_cast<std::size_t>(i)];
      field.active = std::exchange(field.take_focus, false);
      if (field.active) at = i;
    }
    return at;
  };
  (void)pressed(kNoMods, GLFW_KEY_TAB);
  EXPECT_EQ(caret(), 0);
  EXPECT_TRUE(pressed(kCtrl, GLFW_KEY_ENTER)->empty()) << "there is nothing to add";
  EXPECT_FALSE(pressed(kNoMods, GLFW_KEY_ENTER)) << "it belongs to the field";
  fields.title = "See";
  fields.text = "the cat";
  const Actions added = *pressed(kCtrl, GLFW_KEY_ENTER);
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(std::get<RecordStep>(std::get<Teach>(std::get<Command>(added[0])).what).title, "See");
  EXPECT_EQ(fields.title + fields.text, "");
  EXPECT_EQ(caret(), 0) << "ready for the next step";

  Lesson draft;
  draft.steps.resize(2);
  state.teach.draft = std::make_shared<const Lesson>(draft);
  const Actions dropped = *pressed(kCtrl, GLFW_KEY_DELETE);
  EXPECT_EQ(std::get<DropStep>(std::get<Teach>(std::get<Command>(dropped.at(0))).what).step, 1);
  for (const int next : {1, 2, 3, 0}) {
    (void)pressed(kNoMods, GLFW_KEY_TAB);
    EXPECT_EQ(caret(), next);
  }
  (void)pressed(kShift, GLFW_KEY_TAB);
  EXPECT_EQ(caret(), 3);
  fields.lesson = "Mine";
  fields.path = "/tmp/mine.json";
  const Actions saved = *pressed(kNoMods, GLFW_KEY_ENTER);
  EXPECT_EQ(std::get<SaveLesson>(std::get<Teach>(std::get<Command>(saved.at(0))).what).path, "/tmp/mine.json");
}

TEST_F(Keys, EnterRevealsAPredictionWhereverTheKeyboardStands) {
  AppState state = state_after_reading("the cat sat");
  state.scene.prediction = Prediction{};
  for (const Focus focus : {Focus::Words, Focus::Map, Focus::Heads, Focus::Scale, Focus::Timeline}) {
    UiMemory memory;
    memory.focus = focus;
    const std::optional<Actions> asked = run_focused({kNoMods, GLFW_KEY_ENTER}, {state, memory});
    ASSERT_TRUE(asked && asked->size() == 1) << static_cast<int>(focus);
    EXPECT_TRUE(std::get<SetPrediction>(std::get<Edit>(asked->front())).prediction->revealed);
  }
}

}  // namespace
}  // namespace attnscope::test
