#include "ui/atlas.h"

#include <algorithm>
#include <utility>

#include "app/plans/heads_plan.h"
#include "ui/sheet.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLeastTile = 30;  ///< unscaled pixels; below it nothing can be told from a picture

/// The numbers of layers and heads along the edges, as many as have room.
void paint_edges(const Paint& paint, const HeadGrid& grid, const Rect& edges, HeadPlace viewed) {
  const Palette& c = paint.colours();
  const float pitch = grid.side + grid.gap;
  const int heads_apart = pitch >= paint.px(22) ? 1 : 2;
  for (int head = 0; head < grid.heads; head += heads_apart) {
    const Rect tile = grid.tile({0, head});
    const bool bright = head == viewed.head;
    paint.text_in(bright ? Type::SmallStrong : Type::Small,
                  {tile.x - paint.px(6), edges.y, tile.w + paint.px(12), edges.h}, Align::Centre,
                  bright ? c.query : c.muted, std::to_string(head + 1));
  }
  const int layers_apart = pitch >= paint.px(15) ? 1 : 2;
  for (int layer = 0; layer < grid.layers; layer += layers_apart) {
    const Rect tile = grid.tile({layer, 0});
    const bool bright = layer == viewed.layer;
    paint.text_in(bright ? Type::SmallStrong : Type::Small, {edges.x, tile.y, edges.w - paint.px(8), tile.h},
                  Align::Right, bright ? c.query : c.muted, std::to_string(layer + 1));
  }
}

}  // namespace

bool head_picture(const ViewInput& in, const Paint& paint, std::size_t index, const Rect& tile) {
  const Palette& c = paint.colours();
  const HeadSummary& head = in.app.reading->heads[index];
  const Touch t = touch(static_cast<int>(index), tile);
  const bool hidden = hides(in.app.scene);
  const float rounding = std::min(paint.px(3), tile.w / 12);  // more would eat the corners of a small picture
  if (t.hovered) tooltip(paint, hidden ? "Hidden until you reveal" : head_text(in.app.card, head));
  if (hidden) {
    paint.fill(tile, c.raised, rounding);
    paint.text_in(Type::Body, tile, Align::Centre, c.faint, "?");
  } else if (const auto picture = in.gpu.thumbnail(in.app.reading, index, in.app.settings.colour_map)) {
    paint.list()->AddImage(picture->texture, {tile.x, tile.y}, {tile.right(), tile.bottom()}, picture->from,
                           picture->to);
  }
  const bool viewed = head.place == in.app.head;
  paint.frame(viewed ? tile.inset(-paint.px(2), -paint.px(2)) : tile, viewed || t.hovered ? c.text : c.line,
              viewed ? paint.px(2) : 1, rounding);
  return t.clicked;
}

Actions show_atlas(const ViewInput& in) {
  constexpr float kWidth = 1180;
  constexpr float kMostHeight = 800;
  constexpr float kAround = 130;  ///< title, hint and margins
  const std::string title = "Every head: " + (in.app.card.title.empty() ? in.app.card.name : in.app.card.title);
  float height = kMostHeight;
  if (in.app.reading) {
    const HeadGrid wide = fit_heads(in.app.reading->heads, {0, 0, kWidth - 64, 1e6F}, 12, 22);
    height = std::min(kMostHeight, kAround + static_cast<float>(wide.layers) * (wide.side + 34));
  }
  return sheet(in, "atlas", title, kWidth, height, [&in](const Paint& paint, Rect area, Actions& actions) {
    const Palette& c = paint.colours();
    paint.text_in(Type::Small, take_top(area, paint.px(24)), Align::Left, c.muted,
                  "A row a layer, a column a head. Arrow keys choose, Enter or a click goes there.");
    if (!in.app.reading || in.app.reading->heads.empty()) return;
    const auto& heads = in.app.reading->heads;
    Rect inside = area.inset(paint.px(4), paint.px(4));
    // Names only where a few words have room; else numbers along the edges.
    const float label = fit_heads(heads, inside, paint.px(12), paint.px(22)).side > paint.px(96) ? paint.px(22) : 0;
    const float gap = paint.px(label > 0 ? 12 : heads.size() > 64 ? 3 : 8);
    const Rect edges{inside.x, inside.y, label > 0 ? 0 : paint.px(28), label > 0 ? 0 : paint.px(20)};
    take_left(inside, edges.w);
    take_top(inside, edges.h);
    const float least = paint.px(kLeastTile);
    inside.w = fit_heads(heads, inside, gap, label, least).width();
    const HeadGrid grid = fit_heads(heads, inside, gap, label, least);
    if (label <= 0) paint_edges(paint, grid, edges, in.app.head);
    if (std::exchange(in.memory.atlas_head, in.app.head) != in.app.head) {
      ImGui::SetScrollFromPosY(grid.tile(in.app.head).centre().y - ImGui::GetWindowPos().y, 0.5F);
    }
    if (const float end = grid.corner.y + grid.height(); end > area.bottom()) end_body(end + paint.px(8));
    for (std::size_t i = 0; i < heads.size(); ++i) {
      const HeadPlace place = heads[i].place;
      const Rect tile = grid.tile(place);
      if (!ImGui::IsRectVisible({tile.x, tile.y}, {tile.right(), tile.bottom() + label})) continue;
      if (head_picture(in, paint, i, tile)) {
        actions.emplace_back(Edit(SetHead{place}));
        actions.emplace_back(Command(ShowPanel{Panel::None}));
      }
      if (label <= 0) continue;
      Rect line{tile.x, tile.bottom() + paint.px(3), tile.w, paint.px(18)};
      const std::string number = place_text(place);
      const bool viewed = place == in.app.head;
      paint.text_in(Type::SmallStrong, take_left(line, paint.width(Type::SmallStrong, number) + paint.px(8)),
                    Align::Left, viewed ? c.query : c.text, number);
      if (!hides(in.app.scene)) {
        paint.text_in(Type::Small, line, Align::Left, c.muted, head_name(in.app.card, heads[i]));
      }
    }
  });
}

}  // namespace attnscope
