#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/root_d_plan.h"
#include "ui/views/pages.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

void paint_histogram(const Paint& paint, Rect area, const HistogramPlan& plan, float spread, Colour colour) {
  const Palette& c = paint.colours();
  const Rect axis = take_bottom(area, paint.px(18));
  const auto count = static_cast<float>(plan.bars.size());
  for (std::size_t i = 0; i < plan.bars.size(); ++i) {
    const float x = area.x + static_cast<float>(i) * area.w / count;
    const float h = plan.bars[i] * (area.h - paint.px(4));
    paint.fill({x, area.bottom() - h, std::max(1.0F, area.w / count - 1), h}, colour);
  }
  paint.line({area.x, area.bottom()}, {area.right(), area.bottom()}, c.faint);
  const auto at = [&](float value) { return area.centre().x + value / plan.most * area.w / 2; };
  for (const float side : {-spread, spread}) {
    paint.line({at(side), area.y}, {at(side), area.bottom()}, c.query, paint.px(1.5F));
  }
  const std::string end = short_number(std::round(plan.most * 10) / 10);
  paint.text_in(Type::Small, axis, Align::Left, c.muted, "−" + end);
  paint.text_in(Type::Small, axis, Align::Centre, c.muted, "0");
  paint.text_in(Type::Small, axis, Align::Right, c.muted, end);
}

/// Two curves against d: without the division and with it, and where d stands.
void paint_curves(const Paint& paint, Rect area, const CurvePlan& plan, float position, float most) {
  const Palette& c = paint.colours();
  Rect axis = take_bottom(area, paint.px(18));
  take_top(area, paint.px(8));
  const Rect upright = take_left(area, paint.width(Type::Small, "0.0") + paint.px(8));
  take_left(axis, upright.w);
  const auto mark = [&](float y, const std::string& number) {
    paint.text_in(Type::Small, {upright.x, y - paint.px(9), upright.w - paint.px(6), paint.px(18)}, Align::Right,
                  c.muted, number);
    paint.line({area.x - paint.px(3), y}, {area.x, y}, c.faint);
  };
  mark(area.y, short_number(most));
  mark(area.centre().y, short_number(most / 2));
  mark(area.bottom(), "0");
  paint.line({area.x, area.y}, {area.x, area.bottom()}, c.faint);
  const auto at = [&](float along, float value) {
    return ImVec2{area.x + along * area.w, area.bottom() - std::min(1.0F, value / most) * area.h};
  };
  paint.line({area.x, area.bottom()}, {area.right(), area.bottom()}, c.faint);
  const float x = area.x + position * area.w;
  paint.line({x, area.y}, {x, area.bottom()}, c.line);
  const auto curve = [&](const std::vector<float>& values, float here, Colour colour) {
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
      points.push_back(at(static_cast<float>(i) / static_cast<float>(values.size() - 1), values[i]));
    }
    const ImVec2 dot = at(position, here);  // on the curve, also between two of its dimensions
    points.insert(std::ranges::lower_bound(points, dot.x, {}, &ImVec2::x), dot);
    paint.list()->AddPolyline(points.data(), static_cast<int>(points.size()), packed(colour), 0, paint.px(2));
    paint.disc({dot.x, dot.y}, paint.px(4.5F), colour);
  };
  curve(plan.scaled, plan.scaled_here, c.value);
  curve(plan.plain, plan.plain_here, c.weight);
  paint.text_in(Type::Small, axis, Align::Left, c.muted, "d = 1");
  paint.text_in(Type::Small, axis, Align::Right, c.muted, std::to_string(RandomScores::kMostDimensions));
}

void show_legend(const Paint& paint, Rect row) {
  const Palette& c = paint.colours();
  const auto name = [&](Colour colour, std::string_view label) {
    const Rect mark = take_left(row, paint.px(18));
    paint.fill({mark.x, mark.centre().y - paint.px(1.5F), mark.w, paint.px(3)}, colour);
    take_left(row, paint.px(6));
    take_left(row, paint.text_in(Type::Small, row, Align::Left, c.muted, label) + paint.px(16));
  };
  name(c.weight, "without: softmax(q·k)");
  name(c.value, "with: softmax(q·k ÷ √d)");
  name(c.query, "one spread to each side");
}

void show_controls(const ViewInput& in, const RootDPlan& plan, Rect row, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const RootD& now = in.app.scene.root_d;
  const std::string_view other = "Other numbers";
  if (button(paint, "seed", take_right(row, button_width(paint, other)), other)) {
    actions.emplace_back(Edit(SetRootD{{.d = now.d, .seed = now.seed % kMaxCounted + 1}}));
    actions.emplace_back(Command(EndGesture{}));
  }
  take_right(row, paint.px(20));
  paint.text_in(Type::Number, take_left(row, paint.width(Type::Number, "d = 1024") + paint.px(20)), Align::Left, c.text,
                "d = " + std::to_string(now.d));
  std::vector<float> ticks;
  for (int d = 1; d <= RandomScores::kMostDimensions; d *= 2) ticks.push_back(root_d_position(d));
  const SliderAnswer slid = slider(paint, "d", row.inset(paint.px(10), 0), plan.position, ticks, {c.query, 6});
  if (slid.position) {
    const int d = root_d_dimension(*slid.position);
    if (d != now.d) actions.emplace_back(Edit(SetRootD{{.d = d, .seed = now.seed}}));
  }
  if (slid.released) actions.emplace_back(Command(EndGesture{}));
}

const RootDMemory& numbers_of(const ViewInput& in) {
  RootDMemory& memory = in.memory.root_d;
  const auto seed = static_cast<std::uint32_t>(in.app.scene.root_d.seed);
  if (!memory.scores || memory.scores->seed() != seed) {
    memory.scores = std::make_shared<const RandomScores>(seed);
    memory.curves = plan_curves(*memory.scores);
  }
  return memory;
}

template <int by>
Actions step_d(const KeyInput& in) {
  RootD next = in.app.scene.root_d;
  next.d = root_d_dimension(root_d_position(next.d) + static_cast<float>(by) * 0.1F);
  return {Edit(SetRootD{next}), Command(EndGesture{})};
}

Actions other_numbers(const KeyInput& in) {
  RootD next = in.app.scene.root_d;
  next.seed = next.seed % kMaxCounted + 1;
  return {Edit(SetRootD{next}), Command(EndGesture{})};
}

}  // namespace

Actions show_root_d(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const RootDMemory& numbers = numbers_of(in);
  const RootDPlan plan = plan_root_d(*numbers.scores, numbers.curves, in.app.scene.root_d.d);
  Rect area = in.area;
  show_controls(in, plan, take_top(area, paint.px(44)), actions);
  take_top(area, paint.px(4));
  show_legend(paint, take_top(area, paint.px(24)));
  take_top(area, paint.px(6));

  const float gap = paint.px(14);
  Rect upper = take_top(area, (area.h - gap) / 2);
  take_top(area, gap);
  const auto halves = [&](Rect row) {
    const Rect left = take_left(row, (row.w - gap) / 2);
    take_left(row, gap);
    return std::pair(left, row);
  };
  const auto [scores, divided] = halves(upper);
  const auto [largest, gradient] = halves(area);
  const std::string pairs = std::to_string(RandomScores::kQueries * RandomScores::kKeys);
  paint_histogram(paint, page_card(paint, scores, pairs + " scores q·k", "spread " + plan.spread_text), plan.scores,
                  static_cast<float>(plan.spread), c.weight);
  const double one = plan.spread / plan.root;
  paint_histogram(paint,
                  page_card(paint, divided, "The same, divided by √d",
                            "spread " + fixed_number(static_cast<float>(one)) + ", whatever d is"),
                  plan.divided, static_cast<float>(one), c.value);
  paint_curves(paint, page_card(paint, largest, "Softmax's largest share of 16 keys", plan.largest_text), plan.largest,
               plan.position, 1);
  constexpr float kMostGradient = 0.4F;  // of two equal shares it is .35, and no row has more
  paint_curves(paint, page_card(paint, gradient, "How much it still moves: length of its gradient", plan.gradient_text),
               plan.gradient, plan.position, kMostGradient);
  return actions;
}

std::span<const Shortcut> root_d_keys() {
  static constexpr std::array kKeys{
      Shortcut{{kNoMods, GLFW_KEY_RIGHT}, KeyGroup::RootD, "Twice the d", &step_d<1>},
      Shortcut{{kNoMods, GLFW_KEY_LEFT}, KeyGroup::RootD, "Half the d", &step_d<-1>},
      Shortcut{{kNoMods, GLFW_KEY_UP}, KeyGroup::RootD, "Twice the d", &step_d<1>},
      Shortcut{{kNoMods, GLFW_KEY_DOWN}, KeyGroup::RootD, "Half the d", &step_d<-1>},
      Shortcut{{kNoMods, GLFW_KEY_ENTER}, KeyGroup::RootD, "Other random numbers", &other_numbers},
  };
  return kKeys;
}

}  // namespace attnscope
