#include <algorithm>

#include "app/plans/meters_plan.h"
#include "ui/views/views.h"

namespace attnscope {

Actions show_meters(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  focus_ring(in, Focus::Patterns, in.area);
  const Rect inside = in.area.inset(paint.px(16), paint.px(8));
  const std::vector<Meter> meters = plan_meters(in.app);
  const float height = inside.h / static_cast<float>(meters.size());
  for (std::size_t i = 0; i < meters.size(); ++i) {
    const Meter& meter = meters[i];
    Rect row{inside.x, inside.y + static_cast<float>(i) * height, inside.w, height};
    const bool cells = meter.id != PatternId::Spread;
    const Touch t = touch(static_cast<int>(i), {row.x - paint.px(6), row.y, row.w + paint.px(6), row.h});
    const bool chosen =
        in.memory.focus_visible && in.memory.focus == Focus::Patterns && in.memory.meter == static_cast<int>(i);
    if (meter.outlined || t.hovered || chosen) {
      const Colour ground = meter.outlined ? mix(c.raised, c.muted, 0.2F) : c.raised;
      paint.fill({row.x - paint.px(6), row.y, row.w + paint.px(6), row.h}, ground, paint.px(4));
    }
    if (chosen) paint.frame({row.x - paint.px(6), row.y, row.w + paint.px(6), row.h}, c.query, 1, paint.px(4));
    if (t.clicked && cells) {
      actions.emplace_back(Edit(SetOutlined{meter.outlined ? std::nullopt : std::optional(meter.id)}));
    }
    if (t.double_clicked && meter.best) actions.emplace_back(Edit(SetHead{*meter.best}));
    if (t.hovered && meter.best) {
      std::string text = meter.named ? "This head shows it. " : "";
      if (cells) text += "Click: outline its cells. ";
      tooltip(paint, text + "\nStrongest in head " + meter.best_text + ". Double click: go there.");
    }
    const bool roomy = row.w > paint.px(294);
    const bool narrow = row.w < paint.px(104 + 44 + 30);  // the bar then lies behind title and number
    const float thick = std::min(row.h - 2, paint.px(20));
    if (narrow) {
      paint.fill({row.x, row.centre().y - thick / 2, row.w * meter.fill, thick}, with_alpha(c.muted, 0.3F),
                 paint.px(3));
    }
    // Which column it is must be said even where the details have no room.
    const std::string title = roomy || meter.id != PatternId::Column ? meter.title : "Col. " + meter.detail;
    paint.text_in(meter.named ? Type::SmallStrong : Type::Small, take_left(row, paint.px(104)), Align::Left,
                  meter.named ? c.text : c.muted, title);
    Rect detail = take_right(row, roomy ? paint.px(74) : paint.px(0));
    const Rect value = take_right(row, paint.px(44));
    take_left(detail, paint.px(8));
    const Rect bar{row.x + paint.px(4), row.centre().y - paint.px(3), row.w - paint.px(10), paint.px(6)};
    if (!narrow) {
      paint.fill(bar, c.track, paint.px(3));
      paint.fill({bar.x, bar.y, bar.w * meter.fill, bar.h}, meter.named ? c.text : c.muted, paint.px(3));
    }
    paint.text_in(Type::Mono, value, Align::Right, meter.named ? c.text : c.muted, meter.value);
    if (roomy) paint.text_in(Type::Small, detail, Align::Left, c.faint, meter.detail);
  }
  return actions;
}

}  // namespace attnscope
