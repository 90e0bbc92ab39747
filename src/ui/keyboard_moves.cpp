#include "ui/keyboard_moves.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/plans/scale_plan.h"
#include "app/swaps.h"
#include "app/timeline.h"
#include "ui/audit_strip.h"
#include "ui/learn.h"
#include "ui/lesson_strip.h"
#include "ui/number_keys.h"
#include "ui/present/keys.h"
#include "ui/views/pages.h"
#include "ui/views/predict.h"
#include "ui/views/query_depth.h"

namespace attnscope {

Actions move_query(const AppState& app, int by) {
  if (!app.reading || app.query < 0) return {};
  const int to = std::clamp(app.query + by, 0, static_cast<int>(app.reading->shown().tokens.size()) - 1);
  if (to == app.query) return {};
  return {Edit(SetQuery{pin_shown(*app.reading, to)})};
}

Actions move_head(const AppState& app, int layers, int heads) {
  const std::vector<LayerShape>& shapes = app.card.layers_of(app.side);
  if (shapes.empty()) return {};
  HeadPlace to = app.head;
  to.layer = std::clamp(to.layer + layers, 0, static_cast<int>(shapes.size()) - 1);
  to.head = std::clamp(to.head + heads, 0, shapes[static_cast<std::size_t>(to.layer)].heads - 1);
  if (to == app.head) return {};
  return {Edit(SetHead{to})};
}

Actions move_scale(const AppState& app, int by) {
  constexpr double kStepsInADecade = 12;
  const double now = std::round(std::log10(static_cast<double>(app.scene.multiplier)) * kStepsInADecade);
  float to = readable_multiplier(static_cast<float>(std::pow(10.0, (now + by) / kStepsInADecade)));
  for (const float mark : kScaleMarks) {
    if (std::min(app.scene.multiplier, to) < mark && mark < std::max(app.scene.multiplier, to)) to = mark;
  }
  return {Edit(SetMultiplier{std::clamp(to, kMinMultiplier, kMaxMultiplier)})};
}

Actions swap_word(const KeyInput& in) {
  if (!in.app.reading) return {};
  const Reading& reading = *in.app.reading;
  // The last one: in "too big" sentences the word that decides stands at the end.
  for (const bool second : {true, false}) {
    const std::vector<Token>& tokens = second ? reading.encoding_b.tokens : reading.encoding.tokens;
    for (int i = static_cast<int>(tokens.size()) - 1; i >= 0; --i) {
      std::optional<SwapWord> swap = swap_at(tokens, second ? reading.text_b : reading.text, i);
      if (!swap) continue;
      swap->second = second;
      return {Edit(*std::move(swap))};
    }
  }
  return {};
}

Actions compare(const KeyInput& in) {
  if (in.app.scene.beside) return {Edit(SetBeside{})};
  return {Edit(SetBeside{in.app.scene})};
}

Actions step_part(const AppState& app, int by) {
  const int keys = app.reading ? static_cast<int>(app.reading->keys().tokens.size()) : 1;
  return {Command(Pause{}), Edit(SetStep{step_by_part(app.scene.step, by, keys)})};
}

Actions move_key(const KeyInput& in, int by) {
  const std::vector<int>& order = in.memory.key_order;
  if (order.empty()) return {};
  const auto now = std::find(order.begin(), order.end(), in.memory.chosen_key.value_or(-1));
  const int last = static_cast<int>(order.size()) - 1;
  const int from = now == order.end() ? (by > 0 ? -1 : last + 1) : static_cast<int>(now - order.begin());
  in.memory.chosen_key = order[static_cast<std::size_t>(std::clamp(from + by, 0, last))];
  in.memory.bring_chosen_key = true;
  return {};
}

Actions next_pattern(const KeyInput& in) {
  const std::optional<PatternId>& now = in.app.scene.outlined;
  if (!now) return {Edit(SetOutlined{PatternId::Diagonal})};
  const int next = static_cast<int>(*now) + 1;
  if (next >= static_cast<int>(PatternId::Spread)) return {Edit(SetOutlined{std::nullopt})};
  return {Edit(SetOutlined{static_cast<PatternId>(next)})};
}

namespace {

Actions choose_meter(const KeyInput& in) {
  const auto id = static_cast<PatternId>(in.memory.meter);
  if (id == PatternId::Spread) return {};
  return {Edit(SetOutlined{in.app.scene.outlined == id ? std::nullopt : std::optional(id)})};
}

/// The next stage in depth, where the query view has room for one.
Actions choose_stage(const KeyInput& in) {
  const float step = in.app.scene.step;
  const int next = (static_cast<int>(stage_in_depth(in.memory, step)) + 1) % kStageCount;
  in.memory.depth = choose_depth(static_cast<Stage>(next), step);
  return {};
}

std::optional<Actions> scroll_sheet(const Chord& chord, const KeyInput& in) {
  constexpr int kPage = 20;
  constexpr std::array<std::pair<int, int>, 4> kLines{
      {{GLFW_KEY_UP, -1}, {GLFW_KEY_DOWN, 1}, {GLFW_KEY_PAGE_UP, -kPage}, {GLFW_KEY_PAGE_DOWN, kPage}}};
  for (const auto& [key, lines] : kLines) {
    if (key != chord.key) continue;
    in.memory.scroll_lines += lines;
    return Actions{};
  }
  return std::nullopt;
}

/// A digit starts a number; digits that follow within a second extend it, so that the twelfth word can be asked for.
Actions choose_by_number(const KeyInput& in, int digit) {
  UiMemory& memory = in.memory;
  const double now = ImGui::GetTime();
  memory.typed_number = now - memory.typed_at < 1.0 ? memory.typed_number * 10 + digit : digit;
  memory.typed_at = now;
  const int count = in.app.reading ? static_cast<int>(in.app.reading->shown().tokens.size()) : 0;
  if (memory.typed_number > count) memory.typed_number = digit;
  if (memory.typed_number < 1 || memory.typed_number > count) return {};
  return move_query(in.app, memory.typed_number - 1 - in.app.query);
}

}  // namespace

std::optional<Actions> run_focused(const Chord& chord, const KeyInput& in) {
  const bool atlas = in.app.panel == Panel::Atlas;
  const bool palette = in.app.panel == Panel::Commands;
  const bool learn = in.app.panel == Panel::Learn || in.app.panel == Panel::Examples;
  if (in.app.panel == Panel::Lecture) return run_lecture_key(chord, in);
  if (in.app.panel == Panel::Record) return record_by_key(in.app, in.memory, chord);
  if (in.memory.typing()) return std::nullopt;
  const PageRow* page = in.app.panel == Panel::None ? find_page(in.app.scene.page) : nullptr;
  if (in.memory.focus == Focus::Numbers && in.app.panel == Panel::None && page == nullptr) {
    if (std::optional<Actions> asked = run_numbers(chord, in)) return asked;
  }
  if (chord.mods != kNoMods) return std::nullopt;
  if (in.app.panel != Panel::None && !atlas && !palette && !learn) return scroll_sheet(chord, in);
  if (in.app.panel == Panel::None && in.memory.focus == Focus::Lesson) {
    if (std::optional<Actions> chosen = audit_by_key(in.app, in.memory, chord.key)) return chosen;
    if (std::optional<Actions> answered = answer_by_key(in.app, in.memory, chord.key)) return answered;
  }
  if (page != nullptr) return run_page_key(*page, chord, in);
  if (!palette && !learn && chord.key >= GLFW_KEY_0 && chord.key <= GLFW_KEY_9)
    return choose_by_number(in, chord.key - GLFW_KEY_0);
  const int along = chord.key == GLFW_KEY_RIGHT ? 1 : chord.key == GLFW_KEY_LEFT ? -1 : 0;
  const int down = chord.key == GLFW_KEY_DOWN ? 1 : chord.key == GLFW_KEY_UP ? -1 : 0;
  const bool enter = chord.key == GLFW_KEY_ENTER || chord.key == GLFW_KEY_KP_ENTER;
  if (learn) return move_in_learn(in.app, in.memory, along, down, enter);
  if (along == 0 && down == 0 && !enter) return std::nullopt;
  if (palette) {
    in.memory.palette_row = std::max(0, in.memory.palette_row + down);
    in.memory.palette_moved = true;
    return Actions{};
  }
  if (atlas) return enter ? Actions{Command(ShowPanel{Panel::None})} : move_head(in.app, down, along);
  const bool answers = in.memory.focus == Focus::Lesson || in.memory.focus == Focus::Sentence;
  if (enter && !answers && hides(in.app.scene)) return predict_by_key(in.app, in.memory, chord.key);
  switch (in.memory.focus) {
    case Focus::Sentence:
    case Focus::Lesson:
    case Focus::SecondText:
      return enter ? std::optional(Actions{}) : std::nullopt;
    case Focus::Numbers:
    case Focus::Words:
      return down != 0 ? move_head(in.app, 0, down) : move_query(in.app, along);
    case Focus::Map:
      return move_query(in.app, along + down);
    case Focus::Heads:
      return move_head(in.app, down, along);
    case Focus::Scale:
      return move_scale(in.app, along - down);
    case Focus::Timeline:
      if (std::optional<Actions> guessed = predict_by_key(in.app, in.memory, chord.key)) return guessed;
      if (enter) return choose_stage(in);
      return down != 0 ? move_key(in, down) : step_part(in.app, along);
    case Focus::Patterns:
      in.memory.meter = std::clamp(in.memory.meter + along + down, 0, static_cast<int>(kPatterns.size()) - 1);
      return enter ? choose_meter(in) : Actions{};
  }
  return std::nullopt;
}

}  // namespace attnscope
