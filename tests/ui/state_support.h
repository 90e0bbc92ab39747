#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/application.h"
#include "tests/app/fake_source.h"
#include "ui/view.h"

namespace attnscope::test {

/// Dear ImGui without a window, for what asks it only for the time.
class BareImGui : public ::testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {1440, 900};
    ImGui::GetIO().Fonts->Build();
  }
  void TearDown() override { ImGui::DestroyContext(); }

  static void pass(float seconds) {
    ImGui::GetIO().DeltaTime = seconds;
    ImGui::NewFrame();
    ImGui::EndFrame();
  }
};

/// What the window would be given after `text` was read by a fake model of 2 layers with 3 heads.
inline AppState state_after_reading(const std::string& text) {
  const FakeSource source("reader", 2, 3, 300, nullptr);
  AppState state;
  state.scene.text = text;
  state.card = source.card();
  state.sources = {source.card()};
  Result<std::shared_ptr<const Reading>> reading = read(source, {.text = text}, {});
  EXPECT_TRUE(reading.ok());
  state.reading = *reading;
  state.query = resolve(state.scene.query, state.reading->encoding.tokens);
  if (!state.reading->trace) return state;
  const HeadTrace& head = state.reading->trace->layers[0][0];
  state.native_scale = head.native_scale;
  Result<HeadView> view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
  EXPECT_TRUE(view.ok());
  state.view = std::make_shared<const HeadView>(std::move(*view));
  state.pieces = state.computed = state.view;
  state.shown_weights = {state.view, &state.view->weights};
  state.patterns = score_patterns(*state.view);
  return state;
}

/// Puts what was asked for into the Scene, as the application would, without reading again.
inline void follow(AppState& state, const Actions& actions) {
  for (const Action& action : actions) {
    if (const Edit* edit = std::get_if<Edit>(&action)) state.scene = attnscope::apply(state.scene, *edit);
  }
  state.head = resolve_head(state.scene.head, state.card);
  if (state.reading) state.query = resolve(state.scene.query, state.reading->encoding.tokens);
}

}  // namespace attnscope::test
