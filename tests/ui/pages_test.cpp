#include "ui/views/pages.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include "tests/ui/state_support.h"
#include "ui/present/keys.h"

namespace attnscope::test {
namespace {

using Pages = BareImGui;

TEST_F(Pages, HaveKeysWithNamesAndNoChordTwice) {
  for (const PageRow& page : kPages) {
    EXPECT_EQ(find_page(page.page), &page);
    const auto keys = page.keys();
    ASSERT_FALSE(keys.empty());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      EXPECT_FALSE(chord_text(keys[i].chord).empty());
      EXPECT_FALSE(keys[i].title.empty());
      EXPECT_FALSE(group_title(keys[i].group).empty());
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_FALSE(keys[i].chord == keys[j].chord) << keys[j].title << " hides " << keys[i].title;
        EXPECT_EQ(keys[i].title == keys[j].title, keys[i].run == keys[j].run) << keys[i].title;
      }
    }
  }
  EXPECT_EQ(find_page(Page::Explore), nullptr);
}

/// The cost page after a key of its own.
Cost pressed_on_cost(const Cost& cost, int key) {
  AppState state = state_after_reading("the cat sat");
  state.scene.page = Page::Cost;
  state.scene.cost = cost;
  UiMemory memory;
  const std::optional<Actions> asked = run_focused({kNoMods, key}, {state, memory});
  EXPECT_TRUE(asked) << key;
  if (asked) follow(state, *asked);
  return state.scene.cost;
}

TEST_F(Pages, KeysOfTheCostPageMoveWordsAndWindow) {
  const Cost ten{.words = 10, .mask = {.kind = MaskKind::All, .window = 4}};
  EXPECT_EQ(pressed_on_cost(ten, GLFW_KEY_D).words, 20);
  EXPECT_EQ(pressed_on_cost(ten, GLFW_KEY_H).words, 5);
  EXPECT_EQ(pressed_on_cost({.words = 1}, GLFW_KEY_H).words, 1);
  EXPECT_EQ(pressed_on_cost({.words = kMostCostWords}, GLFW_KEY_D).words, kMostCostWords);
  EXPECT_EQ(pressed_on_cost(ten, GLFW_KEY_RIGHT).words, 15);
  EXPECT_EQ(pressed_on_cost(ten, GLFW_KEY_LEFT).words, 9);
  EXPECT_EQ(pressed_on_cost(ten, '+').mask, (MaskChoice{.kind = MaskKind::Nearby, .window = 5}));
  EXPECT_EQ(pressed_on_cost(ten, GLFW_KEY_DOWN).mask, (MaskChoice{.kind = MaskKind::Nearby, .window = 3}));
  Cost around = ten;
  for (const MaskKind kind : {MaskKind::Causal, MaskKind::Nearby, MaskKind::All}) {
    around = pressed_on_cost(around, GLFW_KEY_M);
    EXPECT_EQ(around.mask.kind, kind);
  }
}

TEST_F(Pages, SpaceMeasuresAndStops) {
  AppState state = state_after_reading("the cat sat");
  state.scene.page = Page::Cost;
  UiMemory memory;
  const auto asked = [&] { return run_focused({kNoMods, GLFW_KEY_SPACE}, {state, memory}).value_or(Actions{}); };
  ASSERT_EQ(asked().size(), 1U);
  EXPECT_TRUE(std::holds_alternative<MeasureCost>(std::get<Command>(asked()[0])));
  state.measuring = true;
  EXPECT_TRUE(std::holds_alternative<StopMeasuring>(std::get<Command>(asked()[0])));
}

TEST_F(Pages, AreHeardWhilePresentingAndNothingHappensUnseen) {
  AppState state = state_after_reading("the trophy was too big for it");
  state.scene.page = Page::Cost;
  state.presenting = Presentation{.scene = 0, .count = 2};
  const auto pressed = [&](int key) {
    UiMemory memory;
    return run_present_key({kNoMods, key}, {state, memory}).value_or(Actions{});
  };
  AppState next = state;
  follow(next, pressed(GLFW_KEY_D));
  EXPECT_EQ(next.scene.cost.words, 20);
  EXPECT_TRUE(std::holds_alternative<Present>(std::get<Command>(pressed(GLFW_KEY_ENTER).at(0)))) << "a clicker's";
  EXPECT_TRUE(std::holds_alternative<Present>(std::get<Command>(pressed(GLFW_KEY_PAGE_DOWN).at(0))));
  for (const int key : {GLFW_KEY_S, GLFW_KEY_3, GLFW_KEY_RIGHT_BRACKET, GLFW_KEY_W}) {
    next = state;
    follow(next, pressed(key));
    EXPECT_EQ(next.scene, state.scene) << key;
  }
}

}  // namespace
}  // namespace attnscope::test
