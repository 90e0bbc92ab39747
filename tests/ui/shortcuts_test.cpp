#include "ui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/app/worked_support.h"
#include "tests/ui/state_support.h"
#include "text/unicode.h"

namespace attnscope::test {
namespace {

using Shortcuts = BareImGui;

TEST(ShortcutTable, BindsNoChordTwice) {
  const auto all = shortcuts();
  ASSERT_FALSE(all.empty());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(all[i].chord == all[j].chord) << all[j].title << " hides " << all[i].title;
    }
  }
}

TEST(ShortcutTable, NamesEveryRowForPeople) {
  std::set<std::string> chords;
  for (const Shortcut& row : shortcuts()) {
    const std::string text = chord_text(row.chord);
    EXPECT_FALSE(text.empty());
    EXPECT_TRUE(check_utf8(text).ok()) << "a key without a name: " << row.chord.key;
    EXPECT_TRUE(chords.insert(text).second) << text << " stands for two chords";
    EXPECT_FALSE(row.title.empty());
    EXPECT_FALSE(group_title(row.group).empty());
    ASSERT_NE(row.run, nullptr);
  }
}

TEST(ShortcutTable, WaysToTheSameThingAreCalledTheSame) {
  for (const Shortcut& a : shortcuts()) {
    for (const Shortcut& b : shortcuts()) EXPECT_EQ(a.title == b.title, a.run == b.run) << a.title << ", " << b.title;
  }
}

TEST(ShortcutTable, TypingALetterIsNeverACommand) {
  for (const Shortcut& row : shortcuts()) {
    const bool prints = row.chord.key >= GLFW_KEY_SPACE && row.chord.key <= GLFW_KEY_GRAVE_ACCENT;
    if (row.while_typing && prints) {
      EXPECT_NE(row.chord.mods & (kCtrl | kAlt), 0) << row.title;
    }
    // Digits choose a word (run_focused), so a row for one would never be heard.
    const bool digit = row.chord.key >= GLFW_KEY_0 && row.chord.key <= GLFW_KEY_9;
    EXPECT_FALSE(row.chord.mods == kNoMods && digit) << row.title;
  }
}

TEST(ChordText, IsWrittenAsOnKeyboards) {
  EXPECT_EQ(chord_text({kCtrl | kShift, GLFW_KEY_Z}), "Ctrl+Shift+Z");
  EXPECT_EQ(chord_text({kAlt, GLFW_KEY_LEFT}), "Alt+←");
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_SPACE}), "Space");
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_F1}), "F1");
  EXPECT_EQ(chord_text({kNoMods, GLFW_KEY_LEFT_BRACKET}), "[");
}

/// Every state that a key may meet: before the first reading, without a word, with some, at either end.
std::vector<AppState> many_states() {
  std::vector<AppState> states{AppState(), state_after_reading(""), state_after_reading("it"),
                               state_after_reading("the trophy was too big for it")};
  for (const std::size_t i : {0U, 3U}) {
    for (const Panel panel : {Panel::Help, Panel::Commands, Panel::Save}) {
      states.push_back(states[i]);
      states.back().panel = panel;
    }
  }
  states.push_back(states[3]);
  states.back().notice = Notice{.text = "saved"};
  states.back().playing = true;
  states.back().scene.outlined = PatternId::Spread;
  states.back().scene.mask.kind = MaskKind::Nearby;
  states.back().settings.colour_map = ColourMap::Cividis;
  return states;
}

TEST_F(Shortcuts, EveryRowActsOnEveryState) {
  for (const AppState& state : many_states()) {
    for (int focus = 0; focus < kFocusCount; ++focus) {
      for (const Shortcut& row : shortcuts()) {
        AppState after = state;
        UiMemory memory;
        memory.focus = static_cast<Focus>(focus);
        follow(after, row.run({state, memory}));
        EXPECT_TRUE(check_text(after.scene.text).ok()) << row.title;
        EXPECT_GE(after.scene.multiplier, kMinMultiplier) << row.title;
        EXPECT_LE(after.scene.multiplier, kMaxMultiplier) << row.title;
        EXPECT_TRUE(after.scene.step >= 0 && after.scene.step <= kTimelineEnd) << row.title;
        EXPECT_LT(static_cast<int>(memory.focus), kFocusCount) << row.title;
      }
    }
  }
}

TEST_F(Shortcuts, WhatHasNoKeyActsTooAndIsCalledLikeNothingElse) {
  std::set<std::string_view> titles;
  for (const Shortcut& row : shortcuts()) titles.insert(row.title);
  std::vector<AppState> states = many_states();
  states.push_back(states[3]);
  states.back().card.decoder_layers = states.back().card.cross_layers = {{2, 4}};
  for (const WorkedExample& example : list_worked(ATTNSCOPE_ASSETS)) {
    states.push_back(state_after_reading(example.text));
    states.back().scene = open_worked(example, {});
    states.back().worked = {example};
  }
  for (const NamedCommand& row : keyless_commands()) {
    EXPECT_TRUE(titles.insert(row.title).second) << row.title;
    const auto acts = [&](const AppState& state) {
      UiMemory memory;
      return !row.run({state, memory}).empty();
    };
    EXPECT_TRUE(std::ranges::any_of(states, acts)) << row.title;
  }
  AppState after = state_after_reading("the cat sat");
  UiMemory memory;
  for (const NamedCommand& row : keyless_commands()) {
    if (row.title.starts_with("Mask: causal")) follow(after, row.run({after, memory}));
  }
  EXPECT_EQ(after.scene.mask.kind, MaskKind::Causal);
}

TEST_F(Shortcuts, OnlyWhatCanBeDoneNowIsFound) {
  AppState state = state_after_reading("the cat sat");
  const auto titles = [&](std::string_view typed) {
    std::set<std::string_view> found;
    for (const FoundCommand& command : find_commands(state, typed)) found.insert(command.title);
    return found;
  };
  EXPECT_TRUE(titles("BY HAND").empty());
  EXPECT_EQ(titles("turn the query").size(), 0U);
  EXPECT_EQ(titles("lesson:").size(), 0U);
  EXPECT_EQ(titles("second text").size(), 2U) << "choosing a map for the next model is possible";
  EXPECT_TRUE(titles("").contains("Undo"));
  EXPECT_TRUE(find_commands(state, "audit").front().title.starts_with("Audit")) << "it begins as typed";
  const std::size_t without = titles("").size();
  const WorkedExample example = list_worked(ATTNSCOPE_ASSETS).front();
  state = state_after_reading(example.text);
  state.scene = open_worked(example, {});
  EXPECT_EQ(titles("by hand").size(), 8U);
  EXPECT_EQ(titles("").size(), without + 8 + 2);
}

TEST_F(Shortcuts, ZoomAndNeighboursAndOrderHaveKeys) {
  AppState state = state_after_reading("a b c d e f g h i j k l");
  UiMemory memory;
  const auto press = [&](int key) { follow(state, *run_shortcut({kNoMods, key}, {state, memory})); };
  press(GLFW_KEY_I);
  EXPECT_LT(memory.region.span, 12);
  EXPECT_GE(memory.region.row + memory.region.span, static_cast<float>(state.query) + 1)
      << "the asking row stays in view";
  press(GLFW_KEY_U);
  EXPECT_NEAR(memory.region.span, 12, 1e-3F);
  press('+');
  EXPECT_EQ(state.scene.mask, (MaskChoice{MaskKind::Nearby, 3}));
  press('+');
  press('-');
  press('-');
  EXPECT_EQ(state.scene.mask, (MaskChoice{MaskKind::Nearby, 2}));
  press(GLFW_KEY_O);
  EXPECT_EQ(memory.keys_by_weight, true);
  press(GLFW_KEY_O);
  EXPECT_EQ(memory.keys_by_weight, false);
}

TEST_F(Shortcuts, AreHeardOnlyWhereTheyApply) {
  const AppState state = state_after_reading("the cat sat");
  AppState in_panel = state;
  in_panel.panel = Panel::Commands;
  for (const Shortcut& row : shortcuts()) {
    UiMemory memory;
    EXPECT_TRUE(run_shortcut(row.chord, {state, memory})) << row.title;
    UiMemory typing;
    typing.sentence.active = true;
    EXPECT_EQ(run_shortcut(row.chord, {state, typing}).has_value(), row.while_typing) << row.title;
    UiMemory beside_panel;
    EXPECT_EQ(run_shortcut(row.chord, {in_panel, beside_panel}).has_value(), row.while_typing) << row.title;
  }
  UiMemory memory;
  EXPECT_FALSE(run_shortcut({kCtrl | kAlt | kShift, GLFW_KEY_F12}, {state, memory}));
}

TEST_F(Shortcuts, TheKeyThatOpenedAPanelClosesIt) {
  AppState state = state_after_reading("the cat sat");
  std::set<Panel> panels;
  for (const Shortcut& row : shortcuts()) {
    if (row.opens == Panel::None) continue;
    UiMemory memory;
    state.panel = Panel::None;
    EXPECT_EQ(std::get<ShowPanel>(std::get<Command>(row.run({state, memory})[0])).panel, row.opens);
    state.panel = row.opens;
    const std::optional<Actions> again = run_shortcut(row.chord, {state, memory});
    ASSERT_TRUE(again) << row.title;
    EXPECT_EQ(std::get<ShowPanel>(std::get<Command>((*again)[0])).panel, Panel::None) << row.title;
    panels.insert(row.opens);
  }
  EXPECT_TRUE(panels.contains(Panel::Atlas) && panels.contains(Panel::Examples));
}

TEST_F(Shortcuts, TabGoesThroughEveryPartAndBack) {
  AppState state;
  state.card.cross_layers = {{2, 4}};  // with a field for a second text
  for (const bool lesson : {false, true}) {
    state.teach.lesson = lesson ? std::make_shared<const Lesson>() : nullptr;
    int parts = 0;
    for (int i = 0; i < kFocusCount; ++i) parts += is_shown(static_cast<Focus>(i), state) ? 1 : 0;
    UiMemory memory;
    const Focus first = memory.focus;
    std::set<Focus> visited;
    for (int i = 0; i < parts; ++i) {
      (void)run_shortcut({kNoMods, GLFW_KEY_TAB}, {state, memory});
      EXPECT_TRUE(memory.focus_visible);
      EXPECT_EQ(memory.sentence.take_focus, memory.focus == Focus::Sentence);
      EXPECT_EQ(memory.second_text.take_focus, memory.focus == Focus::SecondText);
      visited.insert(memory.focus);
    }
    EXPECT_EQ(visited.size(), static_cast<std::size_t>(parts));
    EXPECT_EQ(visited.contains(Focus::Lesson), lesson);
    EXPECT_EQ(memory.focus, first);
    for (int i = 0; i < parts; ++i) (void)run_shortcut({kShift, GLFW_KEY_TAB}, {state, memory});
    EXPECT_EQ(memory.focus, first);
  }
}

TEST_F(Shortcuts, TabPassesASecondTextThatThereIsNot) {
  const AppState state;
  UiMemory memory;
  for (int i = 0; i < 2 * kFocusCount; ++i) {
    (void)run_shortcut({i < kFocusCount ? kNoMods : kShift, GLFW_KEY_TAB}, {state, memory});
    EXPECT_NE(memory.focus, Focus::SecondText);
    EXPECT_FALSE(memory.second_text.take_focus);
  }
}

TEST_F(Shortcuts, AKeyGoesThroughTheMapsThatThereAre) {
  AppState state;
  UiMemory memory;
  const Chord next{kNoMods, GLFW_KEY_N};
  state.card.layers = {{2, 4}};
  EXPECT_TRUE(run_shortcut(next, {state, memory})->empty()) << "one text has one map a head";
  state.card.decoder_layers = state.card.cross_layers = {{2, 4}};
  std::vector<MapSide> seen;
  for (int i = 0; i < 3; ++i) {
    const Actions actions = *run_shortcut(next, {state, memory});
    ASSERT_EQ(actions.size(), 1U);
    state.side = std::get<SetSide>(std::get<Edit>(actions[0])).side;
    seen.push_back(state.side);
  }
  EXPECT_EQ(seen, (std::vector{MapSide::Decoder, MapSide::Cross, MapSide::Encoder}));
  state.card.layers.clear();
  state.side = MapSide::Cross;
  EXPECT_EQ(std::get<SetSide>(std::get<Edit>(run_shortcut(next, {state, memory})->at(0))).side, MapSide::Decoder);
}

TEST_F(Shortcuts, EscapeLeavesOneThingAtATime) {
  AppState state = state_after_reading("the cat sat");
  state.panel = Panel::Help;
  state.notice = Notice{.text = "saved"};
  UiMemory memory;
  const Chord escape{kNoMods, GLFW_KEY_ESCAPE};
  Actions actions = *run_shortcut(escape, {state, memory});
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(std::get<ShowPanel>(std::get<Command>(actions[0])).panel, Panel::None);
  state.panel = Panel::None;
  actions = *run_shortcut(escape, {state, memory});
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<DismissNotice>(std::get<Command>(actions[0])));
  state.notice.reset();
  memory.focus = Focus::Sentence;
  EXPECT_TRUE(run_shortcut(escape, {state, memory})->empty());
  EXPECT_EQ(memory.focus, Focus::Words);
}

TEST_F(Shortcuts, CyclesComeRoundAgain) {
  for (const Chord& chord : {Chord{kNoMods, GLFW_KEY_W}, Chord{kNoMods, GLFW_KEY_M}, Chord{kNoMods, GLFW_KEY_P},
                             Chord{kNoMods, GLFW_KEY_F}, Chord{kNoMods, GLFW_KEY_G}}) {
    AppState state = state_after_reading("the cat sat");
    const Scene first = state.scene;
    UiMemory memory;
    int presses = 0;
    do {
      follow(state, *run_shortcut(chord, {state, memory}));
      ++presses;
    } while (!(state.scene == first) && presses < 20);
    EXPECT_LT(presses, 20) << chord_text(chord) << " never comes back";
    EXPECT_GE(presses, 2) << chord_text(chord) << " does nothing";
  }
}

}  // namespace
}  // namespace attnscope::test
