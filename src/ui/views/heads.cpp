#include <algorithm>
#include <cmath>

#include "app/plans/meters_plan.h"
#include "ui/views/views.h"

namespace attnscope {
namespace {

std::string describe(const AppState& app, const HeadSummary& head) {
  std::string text = "layer " + std::to_string(head.place.layer + 1) + ", head " + std::to_string(head.place.head + 1);
  const std::string role = role_text(app.card, head.place);
  if (!role.empty()) text += "  ·  answers \"" + role + "\"";
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    const PatternScore& score = head.patterns[i];
    if (kPatterns[i].id == PatternId::Spread || score.rows == 0 || score.score < kPatternNamedFrom) continue;
    text += "\n" + std::string(kPatterns[i].title) + "  " + std::to_string(std::lround(100 * score.score)) + " %";
  }
  return text;
}

}  // namespace

Actions show_heads(const ViewInput& in) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  focus_ring(in, Focus::Heads, in.area);
  Rect inside = in.area.inset(paint.px(12), paint.px(8));
  take_right(inside, paint.px(4));
  const Rect title = take_top(inside, paint.px(20));
  const std::string role = role_text(in.app.card, in.app.head);
  const std::string label = "layer × head  " + place_text(in.app.head) + (role.empty() ? "" : "  " + role);
  paint.text_in(Type::Small, title, Align::Right, c.faint, label);
  if (!in.app.reading || in.app.reading->heads.empty()) return actions;

  const auto& heads = in.app.reading->heads;
  int rows = 0;
  int columns = 0;
  for (const HeadSummary& head : heads) {
    rows = std::max(rows, head.place.layer + 1);
    columns = std::max(columns, head.place.head + 1);
  }
  const float gap = paint.px(columns > 8 ? 2 : 6);
  const float side = std::floor(std::min((inside.w + gap) / static_cast<float>(columns) - gap,
                                         (inside.h + gap) / static_cast<float>(rows) - gap));
  const float left = inside.right() - static_cast<float>(columns) * (side + gap) + gap;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const HeadPlace place = heads[i].place;
    const Rect tile{std::round(left + static_cast<float>(place.head) * (side + gap)),
                    std::round(inside.y + static_cast<float>(place.layer) * (side + gap)), side, side};
    const Touch t = touch(static_cast<int>(i), tile);
    if (t.clicked) actions.emplace_back(Edit(SetHead{place}));
    if (t.hovered) tooltip(paint, describe(in.app, heads[i]));
    if (const auto picture = in.gpu.thumbnail(in.app.reading, i, in.app.settings.colour_map)) {
      paint.list()->AddImage(picture->texture, {tile.x, tile.y}, {tile.right(), tile.bottom()}, picture->from,
                             picture->to);
    }
    const bool viewed = place == in.app.head;
    paint.frame(viewed ? tile.inset(-paint.px(2), -paint.px(2)) : tile, viewed || t.hovered ? c.text : c.line,
                viewed ? paint.px(2) : 1, paint.px(3));
  }
  return actions;
}

}  // namespace attnscope
