#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/scale_plan.h"
#include "ui/lines.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

/// Entropy against scale, flat on the left and sharp on the right, with a dot where we are.
void paint_curve(const Paint& paint, const Rect& area, const ScalePlan& plan, float multiplier) {
  const Palette& c = paint.colours();
  if (plan.curve.empty() || plan.most_bits < 0.01F || area.w < paint.px(80)) return;
  const Rect box = area.inset(0, paint.px(6));
  const auto at = [&](float m, float bits) {
    return ImVec2{box.x + slider_position(m) * box.w, box.bottom() - std::min(1.0F, bits / plan.most_bits) * box.h};
  };
  const float middle = box.x + slider_position(1) * box.w;
  for (float y = box.y; y < box.bottom(); y += paint.px(6)) {
    paint.fill({middle, y, std::max(1.0F, paint.px(1)), paint.px(3)}, c.line);
  }
  std::vector<ImVec2> points;
  for (const EntropyPoint& point : plan.curve) points.push_back(at(point.multiplier, point.bits));
  paint.list()->AddPolyline(points.data(), static_cast<int>(points.size()), packed(c.query), 0, paint.px(2));
  const ImVec2 here = at(multiplier, plan.bits);
  paint.disc({here.x, here.y}, paint.px(5), c.query);
  paint.disc({here.x, here.y}, paint.px(2.5F), c.knob);
  paint.text_in(Type::Small, {box.x, box.bottom() - paint.px(14), box.w / 2, paint.px(14)}, Align::Left, c.faint,
                "flat");
  // In a corner that the curve, which falls, does not go through; the slider has the same words.
  const float label = std::min(1.0F, (paint.width(Type::Small, "sharp") + paint.px(4)) / box.w);
  const auto before = static_cast<std::size_t>(static_cast<float>(points.size() - 1) * (1 - label));
  const float line = paint.px(14);
  const bool free_above = points[before].y > box.y + line;
  if (!free_above && points.back().y > box.bottom() - line) return;
  const float y = free_above ? box.y : box.bottom() - line;
  paint.text_in(Type::Small, {box.centre().x, y, box.w / 2, line}, Align::Right, c.faint, "sharp");
}

void show_number(const Paint& paint, const Rect& row, std::string_view label, std::string_view value, Type type) {
  const float used = paint.text_in(type, row, Align::Right, paint.colours().text, value);
  const Rect rest{row.x, row.y, row.w - used - paint.px(8), row.h};
  paint.text_in(Type::Small, rest, Align::Left, paint.colours().muted, label);
}

/// What the numbers are, if not the model's own: in few words below the scale, in all of them beside the pointer.
void show_badge(const ViewInput& in, const Rect& area) {
  const Paint& paint = in.paint;
  const Scene& scene = in.app.scene;
  const std::string shown = short_badge(scene, in.app.native_mask, in.app.side);
  if (shown.empty()) return;
  const std::vector<std::string> lines = broken_lines(paint, Type::Small, shown, area.w);
  const bool two = lines.size() > 1;
  Rect rest = area;
  if (two) paint.text_in(Type::Small, take_top(rest, area.h / 2), Align::Left, paint.colours().warn, lines[0]);
  const std::string last = two ? shown.substr(lines[0].size() + 1) : shown;  // elided where it takes a third line
  paint.text_in(Type::Small, rest, Align::Left, paint.colours().warn, last);
  if (!touch("badge", area).hovered) return;
  std::string all = badge(scene, in.app.native_mask, in.app.side);
  const bool bent = !what_ifs(scene, in.app.native_mask, in.app.side).empty();
  if (bent && !scene.worked) {
    all += "\nThe model was not trained for this: it is not what the model does by itself.";
  }
  tooltip(paint, all);
}

}  // namespace

Actions show_scale(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  paint.fill(in.area, c.panel);
  paint.line({in.area.x, in.area.y}, {in.area.right(), in.area.y}, c.line);
  focus_ring(in, Focus::Scale, in.area);
  const ScalePlan plan = plan_scale(in.app);
  const float multiplier = in.app.scene.multiplier;
  Rect area = in.area.inset(paint.px(18), paint.px(10));

  Rect words = take_left(area, paint.px(area.w > paint.px(1100) ? 320 : 280));
  Rect title = take_top(words, paint.px(22));
  const float used = paint.text_in(Type::SmallStrong, title, Align::Left, c.muted, "Scale");
  take_left(title, used + paint.px(6));
  const float note = paint.text_in(Type::Small, title, Align::Left, c.faint, "stands in for 1/√d");
  take_left(title, note + paint.px(12));
  const bool whole = in.app.scene.scope == Scope::Model;
  const std::string_view scope = whole ? "whole model" : "this head";
  const Rect scope_pill{title.x, title.y, pill_width(paint, scope), paint.px(22)};
  if (pill(paint, "scope", scope_pill, scope, whole)) {
    actions.emplace_back(Edit(SetScope{whole ? Scope::Head : Scope::Model}));
  }
  Rect figures = take_top(words, paint.px(26));
  const float number = paint.text_in(Type::Number, figures, Align::Left, c.text, plan.scale);
  take_left(figures, number + paint.px(8));
  paint.text_in(Type::Small, {figures.x, figures.y + paint.px(4), figures.w, figures.h - paint.px(4)}, Align::Left,
                c.muted, plan.origin);
  words.h = in.area.bottom() - paint.px(3) - words.y;
  show_badge(in, words);

  const Rect right = take_right(area, paint.px(216));
  take_right(area, paint.px(22));
  const float curve_width = std::clamp(area.w * 0.24F, 0.0F, paint.px(220));
  const Rect curve = take_right(area, area.w > paint.px(420) ? curve_width : 0);
  take_right(area, curve.w > 0 ? paint.px(22) : 0);
  take_left(area, paint.px(14));

  std::vector<float> ticks;
  ticks.reserve(kScaleMarks.size());
  for (const float mark : kScaleMarks) ticks.push_back(slider_position(mark));
  const Rect track{area.x + paint.px(8), area.y + paint.px(8), area.w - paint.px(16), paint.px(20)};
  const SliderAnswer slid = slider(paint, "scale", track, slider_position(multiplier), ticks, {c.query, 6});
  if (slid.double_clicked) {
    actions.emplace_back(Edit(SetMultiplier{1}));
    actions.emplace_back(Command(EndGesture{}));
    in.memory.scale_set_back = true;
  } else if (slid.position && !in.memory.scale_set_back &&
             (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0) || ImGui::IsMouseClicked(ImGuiMouseButton_Left))) {
    const float asked = slider_multiplier(*slid.position);
    if (asked != multiplier) actions.emplace_back(Edit(SetMultiplier{asked}));
  }
  if (slid.released) {
    actions.emplace_back(Command(EndGesture{}));
    in.memory.scale_set_back = false;
  }

  const Rect under{track.x, track.bottom() + paint.px(4), track.w, paint.px(16)};
  const std::string_view trained = under.w > paint.px(380) && !in.app.scene.worked ? "× trained" : "×";
  for (const float mark : kScaleMarks) {
    const std::string text = short_number(mark) + std::string(mark == 1 ? trained : "×");
    const float x = under.x + slider_position(mark) * under.w;
    paint.text_in(Type::Mono, {x - paint.px(50), under.y, paint.px(100), under.h}, Align::Centre, c.muted, text);
  }
  const std::string_view flat = "0.05×  flat: listens to all";
  const std::string_view sharp = "one word takes all  20×";
  const Rect ends{under.x, under.y + paint.px(16), under.w, under.h};
  const bool roomy = ends.w > paint.width(Type::Small, flat) + paint.width(Type::Small, sharp) + paint.px(20);
  paint.text_in(Type::Small, ends, Align::Left, c.faint, roomy ? flat : "flat");
  paint.text_in(Type::Small, ends, Align::Right, c.faint, roomy ? sharp : "sharp");

  paint_curve(paint, curve, plan, multiplier);
  Rect numbers = right;
  show_number(paint, take_top(numbers, paint.px(24)), "listens to", plan.listens_to, Type::Strong);
  show_number(paint, take_top(numbers, paint.px(24)), "entropy", plan.entropy, Type::Mono);
  show_number(paint, take_top(numbers, paint.px(24)), "comparisons", plan.comparisons, Type::Mono);
  return actions;
}

}  // namespace attnscope
