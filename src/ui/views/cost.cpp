#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/plans/cost_plan.h"
#include "ui/lines.h"
#include "ui/views/pages.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kCostGap = 14;

Actions set_cost(Cost cost) { return {Edit(SetCost{cost}), Command(EndGesture{})}; }

template <int by>
Actions step_words(const KeyInput& in) {
  Cost next = in.app.scene.cost;
  next.words = stepped_words(next.words, by);
  return set_cost(next);
}

Actions double_words(const KeyInput& in) {
  Cost next = in.app.scene.cost;
  next.words = std::min(2 * next.words, kMostCostWords);
  return set_cost(next);
}

Actions halve_words(const KeyInput& in) {
  Cost next = in.app.scene.cost;
  next.words = std::max(next.words / 2, 1);
  return set_cost(next);
}

Actions next_kind(const KeyInput& in) {
  Cost next = in.app.scene.cost;
  next.mask.kind = next.mask.kind == MaskKind::All      ? MaskKind::Causal
                   : next.mask.kind == MaskKind::Causal ? MaskKind::Nearby
                                                        : MaskKind::All;
  return set_cost(next);
}

template <int by>
Actions step_cost_window(const KeyInput& in) {
  Cost next = in.app.scene.cost;
  next.mask = {.kind = MaskKind::Nearby, .window = next.mask.window + by};  // out of range is brought into it
  return set_cost(next);
}

Actions measure(const KeyInput& in) { return {in.app.measuring ? Command(StopMeasuring{}) : Command(MeasureCost{})}; }

void show_cost_controls(const ViewInput& in, const CostPlan& plan, Rect row, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const Cost& now = in.app.scene.cost;
  const auto slide = [&](const char* id, const Rect& track, float position, std::span<const float> ticks, Colour colour,
                         auto changed) {
    const SliderAnswer slid = slider(paint, id, track.inset(paint.px(10), 0), position, ticks, {colour, 6});
    if (slid.position) {
      const Cost next = changed(*slid.position);
      if (next != now) actions.emplace_back(Edit(SetCost{next}));
    }
    if (slid.released) actions.emplace_back(Command(EndGesture{}));
  };
  const std::string_view twice = "Double the words";
  if (button(paint, "double", take_right(row, button_width(paint, twice, "D")).inset(0, paint.px(4)), twice, "D")) {
    append(actions, double_words({in.app, in.memory}));
  }
  take_right(row, paint.px(16));
  static const std::array kTens{cost_position(10), cost_position(100), cost_position(1'000), cost_position(10'000)};
  slide(
      "window", take_right(row, std::min(paint.px(150), row.w * 0.22F)), plan.window_position, {}, c.key,
      [&](float at) { return Cost{.words = now.words, .mask = {.kind = MaskKind::Nearby, .window = window_at(at)}}; });
  paint.text_in(Type::Body, take_right(row, paint.width(Type::Body, "window 512") + paint.px(6)), Align::Right, c.muted,
                plan.window);
  take_right(row, paint.px(16));
  paint.text_in(Type::Number, take_left(row, paint.width(Type::Number, "10,000 words") + paint.px(14)), Align::Left,
                c.text, plan.words);
  slide("words", row, plan.position, kTens, c.query,
        [&](float at) { return Cost{.words = cost_words(at), .mask = now.mask}; });
}

/// The square of all pairs within its frame, those that are compared filled.
void paint_square(const Paint& paint, const Rect& frame, const AppState& app) {
  const Palette& c = paint.colours();
  const CostSizes& sizes = app.cost_sizes;
  const float cell = frame.w / sizes.frame;
  const auto at = [&](float words) { return words * cell; };
  paint.fill(frame, c.background);
  const float side = at(sizes.words);
  paint.fill({frame.x, frame.y, side, side}, c.hidden);
  for (const CostStrip& strip : plan_strips(app.scene.cost.mask, sizes.words)) {
    const float least = std::max(1.0F, at(strip.end - strip.begin));  // a thin band is still one
    const float height = std::max(1.0F, at(strip.bottom - strip.top));
    paint.fill({frame.x + at(strip.begin), frame.y + at(strip.top), least, height}, c.weight);
  }
  if (cell >= paint.px(2.5F)) {
    for (int i = 1; static_cast<float>(i) < sizes.words; ++i) {
      const float along = std::round(at(static_cast<float>(i)));
      paint.fill({frame.x + along, frame.y, 1, side}, c.gap);
      paint.fill({frame.x, frame.y + along, side, 1}, c.gap);
    }
  }
  const float thick = paint.px(2);
  if (sizes.words >= 2) {
    const float half = at(std::floor(sizes.words / 2));
    paint.frame({frame.x, frame.y, half, half}, c.text, thick);
  }
  if (app.scene.cost.mask.kind == MaskKind::Causal) {
    const float row = std::max(cell, paint.px(3));
    paint.frame({frame.x, frame.y + side - row, side, row}, c.query, thick);
  }
  paint.frame(frame, c.line);
}

void show_square(const ViewInput& in, const CostPlan& plan, const Rect& area) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.fill(area, c.panel, paint.px(8));
  paint.frame(area.inset(0.5F, 0.5F), c.line, 1, paint.px(8));
  Rect inside = area.inset(paint.px(14), paint.px(10));
  paint.text_in(Type::Strong, take_top(inside, paint.px(24)), Align::Left, c.text, plan.counted);
  Rect said = take_top(inside, paint.px(22));
  const auto legend = [&](Colour colour, std::string_view label) {
    const Rect mark = take_left(said, paint.px(10));
    paint.frame({mark.x, mark.centre().y - mark.w / 2, mark.w, mark.w}, colour, paint.px(2));
    take_left(said, paint.px(6));
    take_left(said, paint.text_in(Type::Small, said, Align::Left, c.muted, label) + paint.px(14));
  };
  if (!plan.half.empty()) legend(c.text, plan.half);
  if (in.app.scene.cost.mask.kind == MaskKind::Causal) legend(c.query, "the newest word");
  const Rect foot = take_bottom(inside, paint.px(20));
  take_top(inside, paint.px(4));
  const float side = std::floor(std::min(inside.w, inside.h));
  const Rect frame{std::floor(inside.centre().x - side / 2), std::floor(inside.centre().y - side / 2), side, side};
  paint_square(paint, frame, in.app);
  paint.text_in(Type::Small, {inside.x, frame.bottom(), inside.w, foot.h}, Align::Centre, c.muted, plan.frame);
}

/// A bar of a share of 1 below a line of text.
void paint_share(const Paint& paint, const Rect& row, float share, Colour colour) {
  paint.fill(row, paint.colours().track, row.h / 2);
  paint.fill({row.x, row.y, std::max(row.w * share, paint.px(1)), row.h}, colour, std::min(row.h, row.w * share) / 2);
}

void show_kinds(const ViewInput& in, const CostPlan& plan, const Rect& area, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect inside = page_card(paint, area, "Which pairs are compared", {});
  const float height = std::min(inside.h / static_cast<float>(plan.kinds.size()), paint.px(74));
  for (const CostKind& kind : plan.kinds) {
    Rect row = take_top(inside, height);
    const Touch t = touch(static_cast<int>(kind.mask.kind), row);
    const Rect ground{row.x - paint.px(8), row.y, row.w + paint.px(16), row.h};
    if (kind.on) paint.fill(ground, chosen_ground(c), paint.px(6));
    if (!kind.on && t.hovered) paint.fill(ground, c.raised, paint.px(6));
    if (t.clicked) {
      append(actions, set_cost({.words = in.app.scene.cost.words, .mask = kind.mask}));
    }
    row = row.inset(0, std::max(0.0F, (row.h - paint.px(45)) / 2));
    Rect line = take_top(row, paint.px(20));
    take_right(line, paint.text_in(Type::Strong, line, Align::Right, c.text, kind.count) + paint.px(10));
    take_left(line, paint.text_in(Type::SmallStrong, line, Align::Left, c.text, kind.title) + paint.px(8));
    paint.text_in(Type::Small, line, Align::Left, c.muted, kind.about);
    paint_share(paint, take_top(row, paint.px(6)), kind.share, c.weight);
    take_top(row, paint.px(2));
    paint.text_in(Type::Small, take_top(row, paint.px(17)), Align::Left, c.muted, kind.doubled);
  }
}

void show_next_word(const ViewInput& in, const CostPlan& plan, const Rect& area) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect inside = page_card(paint, area, "The next word, and a cache", {});
  const float line = paint.px(17);
  const auto bar = [&](std::string_view name, const std::string& said, float share, Colour colour) {
    Rect row = take_top(inside, paint.px(20));
    take_left(row, paint.text_in(Type::SmallStrong, row, Align::Left, c.text, name) + paint.px(8));
    paint.text_in(Type::Small, row, Align::Left, c.muted, said);
    paint_share(paint, take_top(inside, paint.px(6)), share, colour);
    take_top(inside, paint.px(4));
  };
  bar("with", plan.with_cache, plan.with_share, c.query);
  bar("without", plan.without, 1, c.weight);
  take_top(inside, paint.px(2));
  for (const std::string& said : plan.in_the_model) {
    const std::vector<std::string> parts = broken_lines(paint, Type::Small, said, inside.w);
    if (inside.h < line * static_cast<float>(parts.size())) return;
    for (const std::string& part : parts) {
      paint.text_in(Type::Small, take_top(inside, line), Align::Left, c.muted, part);
    }
    take_top(inside, paint.px(3));
  }
}

void paint_dashes(const Paint& paint, Point from, Point to, Colour colour) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const float dash = paint.px(5);
  const auto at = [&](float along) {
    const float share = std::min(1.0F, along / length);
    return Point{from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
  };
  for (float along = 0; along < length; along += 2 * dash) paint.line(at(along), at(along + dash), colour, paint.px(1));
}

void paint_times(const Paint& paint, Rect area, const TimesPlan& plan) {
  const Palette& c = paint.colours();
  const Rect axis = take_bottom(area, paint.px(18));
  const float labels = paint.width(Type::Small, "1 ms") + paint.px(8);
  const Rect left = take_left(area, labels);
  area = area.inset(paint.px(6), paint.px(6));
  const auto at = [&](float x, float y) { return Point{area.x + x * area.w, area.bottom() - y * area.h}; };
  for (const TimeMark& mark : plan.times) {
    const float y = at(0, mark.at).y;
    paint.line({area.x, y}, {area.right(), y}, mark.label.empty() ? c.track : c.line);
    paint.text_in(Type::Small, {left.x, y - paint.px(9), left.w - paint.px(2), paint.px(18)}, Align::Right, c.muted,
                  mark.label);
  }
  for (const TimeMark& mark : plan.words) {
    const float x = at(mark.at, 0).x;
    const float room = paint.px(60);
    const Rect place{std::min(x - room / 2, axis.right() - room), axis.y, room, axis.h};
    const bool last = mark.at >= 1;
    paint.text_in(Type::Small, place, last ? Align::Right : Align::Centre, c.muted, mark.label);
  }
  if (plan.points.empty()) paint.text_in(Type::Small, area, Align::Centre, c.muted, "nothing measured yet");
  if (plan.guide) {
    const auto& [x0, y0, x1, y1] = *plan.guide;
    paint_dashes(paint, at(x0, y0), at(x1, y1), c.muted);
  }
  for (const TimePoint& point : plan.points) {
    const Point centre = at(point.x, point.y);
    const float r = paint.px(4);
    if (point.windowed) {
      paint.fill({centre.x - r, centre.y - r, 2 * r, 2 * r}, c.key);
    } else {
      paint.disc(centre, paint.px(4.5F), c.weight);
    }
  }
}

/// As many sizes as have room, the largest among them.
void paint_time_table(const Paint& paint, Rect area, const TimesPlan& plan) {
  const Palette& c = paint.colours();
  constexpr std::array kWidths{0.15F, 0.26F, 0.19F, 0.21F, 0.19F};
  constexpr float kLine = 19;
  const auto write = [&](Rect row, const std::array<std::string_view, 5>& texts, Type type, Colour strong) {
    const float width = row.w;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const bool measured = i == 2 || i == 4;
      paint.text_in(type, take_left(row, width * kWidths[i]).inset(paint.px(2), 0), Align::Right,
                    measured ? strong : c.muted, texts[i]);
    }
  };
  write(take_top(area, paint.px(kLine)), {"words", "full: pairs", "time", plan.window, "time"}, Type::Small, c.muted);
  const auto rows = static_cast<int>(plan.rows.size());
  const float line = std::clamp(area.h / static_cast<float>(rows), paint.px(kLine), paint.px(27));
  const int room = std::max(1, static_cast<int>(area.h / paint.px(kLine)));
  int step = 1;
  while ((rows - 1) / step + 1 > room) ++step;
  for (int i = (rows - 1) % step; i < rows; i += step) {
    const TimeRow& row = plan.rows[static_cast<std::size_t>(i)];
    write(take_top(area, line), {row.words, row.pairs, row.full, row.window_pairs, row.window}, Type::Small, c.text);
  }
}

void show_time_legend(const Paint& paint, Rect row, const TimesPlan& plan) {
  const Palette& c = paint.colours();
  const auto name = [&](std::string_view label, auto mark) {
    const Rect place = take_left(row, paint.px(16));
    mark(place);
    take_left(row, paint.px(5));
    take_left(row, paint.text_in(Type::Small, row, Align::Left, c.muted, label) + paint.px(14));
  };
  name("full", [&](const Rect& r) { paint.disc(r.centre(), paint.px(4.5F), c.weight); });
  name(plan.window, [&](const Rect& r) {
    const float half = paint.px(4);
    paint.fill({r.centre().x - half, r.centre().y - half, 2 * half, 2 * half}, c.key);
  });
  if (!plan.guide) return;
  name("guide: n²", [&](const Rect& r) {
    paint_dashes(paint, {r.x, r.centre().y}, {r.right(), r.centre().y}, c.muted);
  });
}

void show_times(const ViewInput& in, const Rect& area, Actions& actions) {
  const Paint& paint = in.paint;
  const TimesPlan plan = plan_times(in.app.timed, in.app.scene.cost);
  Rect inside = page_card(paint, area,
                          "Measured on this machine: one head, d = " + std::to_string(kTimedDims) + ", one thread", {});
  const std::string_view label = in.app.measuring ? "Stop" : in.app.timed.empty() ? "Measure" : "Measure again";
  const float width = button_width(paint, label, "Space");
  const Rect place{inside.right() - width, area.y + paint.px(6), width, paint.px(27)};
  if (button(paint, "measure", place, label, "Space")) {
    append(actions, measure({in.app, in.memory}));
  }
  take_top(inside, paint.px(4));
  Rect numbers = inside;
  if (inside.h > paint.px(120)) {
    numbers = take_right(inside, std::clamp(inside.w * 0.54F, std::min(paint.px(310), inside.w), paint.px(430)));
    take_right(inside, paint.px(kCostGap));
    show_time_legend(paint, take_top(inside, paint.px(20)), plan);
    paint_times(paint, inside, plan);
  }
  paint_time_table(paint, numbers, plan);
}

}  // namespace

Actions show_cost(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const CostPlan plan = plan_cost(in.app.scene.cost, in.app.card);
  Rect area = in.area;
  show_cost_controls(in, plan, take_top(area, paint.px(44)), actions);
  take_top(area, paint.px(6));
  const float gap = paint.px(kCostGap);
  const float left =
      std::clamp(area.h - paint.px(66), area.w * 0.3F, area.w * (area.w > paint.px(1200) ? 0.46F : 0.38F));
  show_square(in, plan, take_left(area, left));
  take_left(area, gap);
  Rect upper = take_top(area, std::clamp(area.h * 0.44F, std::min(paint.px(176), area.h), paint.px(270)));
  const Rect kinds = take_left(upper, (upper.w - gap) / 2);
  take_left(upper, gap);
  show_kinds(in, plan, kinds, actions);
  show_next_word(in, plan, upper);
  take_top(area, gap);
  if (area.h >= paint.px(90)) show_times(in, area, actions);
  return actions;
}

std::span<const Shortcut> cost_keys() {
  static constexpr std::array kKeys{
      Shortcut{{kNoMods, GLFW_KEY_D}, KeyGroup::Cost, "Double the words", &double_words},
      Shortcut{{kNoMods, GLFW_KEY_H}, KeyGroup::Cost, "Halve the words", &halve_words},
      Shortcut{{kNoMods, GLFW_KEY_RIGHT}, KeyGroup::Cost, "More words", &step_words<1>},
      Shortcut{{kNoMods, GLFW_KEY_LEFT}, KeyGroup::Cost, "Fewer words", &step_words<-1>},
      Shortcut{{kNoMods, GLFW_KEY_M}, KeyGroup::Cost, "Full, causal, window", &next_kind},
      Shortcut{{kNoMods, GLFW_KEY_UP}, KeyGroup::Cost, "A wider window", &step_cost_window<1>},
      Shortcut{{kNoMods, GLFW_KEY_DOWN}, KeyGroup::Cost, "A narrower window", &step_cost_window<-1>},
      Shortcut{{kNoMods, '+'}, KeyGroup::Cost, "A wider window", &step_cost_window<1>},
      Shortcut{{kNoMods, '-'}, KeyGroup::Cost, "A narrower window", &step_cost_window<-1>},
      Shortcut{{kNoMods, GLFW_KEY_SPACE}, KeyGroup::Cost, "Measure here, or stop", &measure},
  };
  return kKeys;
}

}  // namespace attnscope
