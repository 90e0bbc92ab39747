#include "ui/lesson_strip.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "app/numbers.h"
#include "app/plans/lesson_plan.h"
#include "ui/strip.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kTitle = 24;

/// Where the two columns of the strip lie; the left one tells, the right one asks.
struct StripColumns {
  float telling = 0, gap = 0, asking = 0;
};

StripColumns strip_columns(const Paint& paint, float width) {
  StripColumns columns;
  const float inside = width - 2 * paint.px(16);
  columns.gap = paint.px(28);
  columns.asking = std::clamp(inside * 0.42F, paint.px(320), paint.px(620));
  columns.telling = std::min(inside - columns.asking - columns.gap, paint.px(820));
  return columns;
}

std::string shown_try(const std::string& text) { return text.empty() ? text : "Try it: " + text; }

float height_of_choices(const Paint& paint, const LessonQuestion& question, float width) {
  if (question.choices.empty()) return paint.px(kStripChoice);
  return place_choices(paint, question.choices, {0, 0, width, 0}).back().bottom();
}

float height_of_step(const Paint& paint, const LessonStep& step, const StripColumns& columns) {
  const float telling = paint.px(kTitle) + height_of_lines(paint, Type::Body, step.text, columns.telling) +
                        height_of_lines(paint, Type::Small, shown_try(step.try_this), columns.telling) + paint.px(4);
  if (!step.question) return telling;
  const float asking = height_of_lines(paint, Type::Strong, step.question->ask, columns.asking) + paint.px(5) +
                       height_of_choices(paint, *step.question, columns.asking) + paint.px(5) +
                       height_of_lines(paint, Type::Small, longest_verdict(*step.question), columns.asking);
  return std::max(telling, asking);
}

/// What was chosen and typed belongs to one step of one lesson.
LessonMemory& memory_of(const AppState& app, UiMemory& memory, const LessonAsk& ask) {
  LessonMemory& own = memory.lesson;
  if (own.at != app.scene.lesson) {
    own.at = app.scene.lesson;
    own.choice = 0;
    own.typed.clear();
    own.number = ask.least;
  }
  return own;
}

Command give(const LessonValue& value) { return Command(Teach{GiveAnswer{value}}); }
Command go(const AppState& app, int by) { return Command(Teach{GoToStep{app.teach.step + by}}); }

void show_choices(const ViewInput& in, const LessonAsk& ask, LessonMemory& own, Rect& area, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const bool focused = in.memory.focus == Focus::Lesson && in.memory.focus_visible;
  std::vector<std::string> labels;
  for (const LessonChoice& choice : ask.choices) labels.push_back(choice.label);
  const std::vector<Rect> places = place_choices(paint, labels, area);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const LessonChoice& choice = ask.choices[i];
    const bool right = choice.state == LessonChoice::State::Right;
    const bool wrong = choice.state == LessonChoice::State::Wrong;
    const std::string label = right ? "✓ " + choice.label : wrong ? "✗ " + choice.label : choice.label;
    ImGui::PushID(static_cast<int>(i));
    if (pill(paint, "choice", places[i], label, right || wrong)) actions.emplace_back(give(choice.value));
    ImGui::PopID();
    const float round = places[i].h / 2;
    if (right) paint.frame(places[i], c.value, paint.px(1.5F), round);
    if (wrong) paint.frame(places[i], c.warn, paint.px(1.5F), round);
    if (focused && own.choice == static_cast<int>(i)) {
      paint.frame(places[i].inset(-paint.px(2), -paint.px(2)), c.query, paint.px(1.5F), round + paint.px(2));
    }
  }
  take_top(area, places.empty() ? 0 : places.back().bottom() - area.y);
}

double asked_number(const LessonMemory& own) {
  return own.typed.empty() ? own.number : std::strtod(own.typed.c_str(), nullptr);
}

void show_number(const ViewInput& in, const LessonAsk& ask, LessonMemory& own, Rect& area, Actions& actions) {
  const Paint& paint = in.paint;
  Rect row = take_top(area, paint.px(kStripChoice));
  const Rect check = take_right(row, button_width(paint, "Check"));
  take_right(row, paint.px(12));
  const std::string unit = ask.unit.empty() ? "" : " " + ask.unit;
  const Rect value = take_right(row, paint.px(74) + paint.width(Type::Small, unit));
  const std::string number = own.typed.empty() ? short_number(static_cast<float>(own.number)) : own.typed;
  const bool focused = in.memory.focus == Focus::Lesson && in.memory.focus_visible;
  if (focused) paint.frame(value, paint.colours().query, paint.px(1.5F), paint.px(6));
  paint.text_in(Type::Strong, value, Align::Centre, paint.colours().text, number + unit);
  const Rect track = row.inset(paint.px(10), 0);
  const auto along = static_cast<float>((asked_number(own) - ask.least) / (ask.most - ask.least));
  const SliderAnswer slid =
      slider(paint, "number", track, std::clamp(along, 0.0F, 1.0F), {}, {paint.colours().weight, 4});
  if (slid.position) {
    own.typed.clear();
    own.number = number_at(ask.least, ask.most, static_cast<double>(*slid.position));
  }
  if (button(paint, "check", check, "Check")) actions.emplace_back(give(LessonValue(asked_number(own))));
}

void show_question(const ViewInput& in, const LessonAsk& ask, Rect area, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  LessonMemory& own = memory_of(in.app, in.memory, ask);
  paint_lines(paint, area, Type::Strong, c.text, ask.ask);
  take_top(area, paint.px(5));
  if (ask.choices.empty()) {
    show_number(in, ask, own, area, actions);
  } else {
    show_choices(in, ask, own, area, actions);
  }
  take_top(area, paint.px(5));
  if (ask.checking) {
    paint_lines(paint, area, Type::Small, c.muted, "The model is reading …");
  } else if (ask.right) {
    paint_lines(paint, area, Type::Small, *ask.right ? c.value : c.warn, ask.verdict);
  }
}

void show_header(const ViewInput& in, const LessonPlan& plan, Rect row, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto place = [&](float width) {
    const Rect cut = take_right(row, width);
    take_right(row, paint.px(8));
    return cut;
  };
  const auto offer = [&](const char* id, std::string_view label, std::string_view key, bool possible, int by) {
    const Rect rect = place(button_width(paint, label, key));
    if (possible && button(paint, id, rect, label, key)) actions.emplace_back(go(in.app, by));
  };
  if (button(paint, "leave", place(button_width(paint, "Leave")), "Leave")) {
    actions.emplace_back(Command(Teach{CloseLesson{}}));
  }
  offer("next", "Next", "PgDn", !plan.last, 1);
  offer("back", "Back", "PgUp", !plan.first, -1);
  take_right(row, paint.px(8));

  take_left(row, paint.text_in(Type::SmallStrong, row, Align::Left, c.query, plan.lesson) + paint.px(12));
  take_left(row, paint.text_in(Type::Small, row, Align::Left, c.muted, plan.position) + paint.px(14));
  const float radius = paint.px(4);
  for (std::size_t i = 0; i < plan.dots.size() && row.w > 3 * radius; ++i) {
    const LessonPlan::Dot& dot = plan.dots[i];
    const Rect cell = take_left(row, paint.px(15));
    ImGui::PushID(static_cast<int>(i));
    const Touch t = touch("dot", cell);
    ImGui::PopID();
    if (t.clicked) actions.emplace_back(Command(Teach{GoToStep{static_cast<int>(i)}}));
    const Colour ink = dot.right ? c.value : dot.here || t.hovered ? c.text : c.faint;
    paint.disc(cell.centre(), dot.here ? radius * 1.3F : radius * 0.8F, ink);
    if (dot.asks && !dot.right) paint.disc(cell.centre(), radius * (dot.here ? 0.7F : 0.4F), c.panel);
  }
}

}  // namespace

float lesson_height(const Paint& paint, const AppState& app, UiMemory& memory, float width) {
  if (!app.teach.lesson) return 0;
  LessonMemory& own = memory.lesson;
  const float unit = paint.px(1);
  if (own.measured == app.teach.lesson && own.width == width && own.unit == unit) return own.height;
  const StripColumns columns = strip_columns(paint, width);
  float most = 0;
  for (const LessonStep& step : app.teach.lesson->steps) most = std::max(most, height_of_step(paint, step, columns));
  own.measured = app.teach.lesson;
  own.width = width;
  own.unit = unit;
  own.height = std::ceil(most) + paint.px(kStripHeader + 2 * kStripAround + 4);
  return own.height;
}

Actions show_lesson(const ViewInput& in) {
  if (!in.app.teach.lesson || in.area.h <= 0) return {};
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const LessonPlan plan = plan_lesson(in.app.teach);
  Rect inside = paint_strip(in);
  show_header(in, plan, take_top(inside, paint.px(kStripHeader)), actions);
  take_top(inside, paint.px(4));

  const StripColumns columns = strip_columns(paint, in.area.w);
  Rect telling{inside.x, inside.y, columns.telling, inside.h};
  paint_lines(paint, telling, Type::Strong, c.text, plan.title);
  take_top(telling, paint.px(2));
  paint_lines(paint, telling, Type::Body, c.text, plan.text);
  take_top(telling, paint.px(4));
  paint_lines(paint, telling, Type::Small, c.key, shown_try(plan.try_this));
  if (plan.question) {
    const Rect asking{telling.right() + columns.gap, inside.y, columns.asking, inside.h};
    show_question(in, *plan.question, asking, actions);
  }
  return actions;
}

std::optional<Actions> answer_by_key(const AppState& app, UiMemory& memory, int key) {
  if (!app.teach.lesson) return std::nullopt;
  const LessonPlan plan = plan_lesson(app.teach);
  if (!plan.question) return std::nullopt;
  const LessonAsk& ask = *plan.question;
  LessonMemory& own = memory_of(app, memory, ask);
  const int along = key == GLFW_KEY_RIGHT || key == GLFW_KEY_UP    ? 1
                    : key == GLFW_KEY_LEFT || key == GLFW_KEY_DOWN ? -1
                                                                   : 0;
  const bool enter = key == GLFW_KEY_ENTER || key == GLFW_KEY_KP_ENTER;
  if (!ask.choices.empty()) {
    const int last = static_cast<int>(ask.choices.size()) - 1;
    own.choice = std::clamp(own.choice + (key == GLFW_KEY_UP || key == GLFW_KEY_DOWN ? -along : along), 0, last);
    if (enter) return Actions{give(ask.choices[static_cast<std::size_t>(own.choice)].value)};
    return along != 0 ? std::optional(Actions{}) : std::nullopt;
  }
  if (enter) return Actions{give(LessonValue(asked_number(own)))};
  if (along != 0) {
    own.number = std::clamp(asked_number(own) + along * number_step(ask.least, ask.most), ask.least, ask.most);
    own.typed.clear();
    return Actions{};
  }
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) own.typed += static_cast<char>('0' + key - GLFW_KEY_0);
  if (key == GLFW_KEY_PERIOD && own.typed.find('.') == std::string::npos) own.typed += '.';
  if (key == GLFW_KEY_BACKSPACE && !own.typed.empty()) own.typed.pop_back();
  constexpr std::size_t kMostTyped = 9;
  own.typed.resize(std::min(own.typed.size(), kMostTyped));
  const bool typed = (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) || key == GLFW_KEY_PERIOD || key == GLFW_KEY_BACKSPACE;
  return typed ? std::optional(Actions{}) : std::nullopt;
}

}  // namespace attnscope
