#include "app/plans/heads_plan.h"
#include "ui/atlas.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {

Actions show_heads(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  focus_ring(in, Focus::Heads, in.area);
  Rect inside = in.area.inset(paint.px(12), paint.px(8));
  take_right(inside, paint.px(4));
  Rect title = take_top(inside, paint.px(20));
  if (pill(paint, "atlas", take_left(title, pill_width(paint, "all  A")), "all  A", false)) {
    actions.emplace_back(Command(ShowPanel{Panel::Atlas}));
  }
  const std::string role = role_text(in.app.card, in.app.head);
  const std::string viewed = place_text(in.app.head) + (role.empty() ? "" : "  " + role);
  std::string label = "layer × head  " + viewed;
  take_left(title, paint.px(8));
  if (paint.width(Type::Small, label) > title.w) label = viewed;
  paint.text_in(Type::Small, title, Align::Right, c.faint, label);
  if (!in.app.reading || in.app.reading->heads.empty()) return actions;

  const auto& heads = in.app.reading->heads;
  const float gap = paint.px(in.app.reading->heads.size() > 64 ? 2 : 6);
  const HeadGrid grid = fit_heads(heads, inside, gap, 0);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (head_picture(in, paint, i, grid.tile(heads[i].place))) actions.emplace_back(Edit(SetHead{heads[i].place}));
  }
  return actions;
}

}  // namespace attnscope
