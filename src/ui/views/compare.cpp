#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/compare_plan.h"
#include "ui/scrolled_rows.h"
#include "ui/views/map_parts.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLeastLine = 24;    ///< height of a compared row at least, unscaled pixels
constexpr float kRoomForMap = 620;  ///< from this width on the kept map stands beside the rows
constexpr float kLarge = 0.1F;      ///< changes from this share on are set in strong type

struct CompareColumns {
  float word = 0, bars = 0, kept = 0, shown = 0, change = 0;  ///< left edges, from the view's
  float width = 0;
};

CompareColumns compare_columns(const Paint& paint, float width) {
  const float number = std::min(paint.px(74), width * 0.17F);
  const float word = std::clamp(width * 0.26F, paint.px(60), paint.px(150));
  return {0, word, width - 3 * number, width - 2 * number, width - number, width};
}

/// A bar of what is shown is filled, one of what was kept is hollow: the difference does not hang on colour.
void paint_share(const Paint& paint, const Rect& bar, float share, bool filled) {
  const Palette& c = paint.colours();
  const Rect part{bar.x, bar.y, std::max(paint.px(1), bar.w * share), bar.h};
  paint.fill(part, filled ? c.weight : with_alpha(c.weight, 0.22F), paint.px(2));
  if (!filled && part.w > paint.px(3)) paint.frame(part, c.weight, std::max(1.0F, paint.px(1)), paint.px(2));
}

void show_compare_title(const ViewInput& in, const ComparePlan& plan, Rect header, Actions& actions) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto choice = [&](const char* id, std::string_view label, const Edit& edit) {
    const float wide = pill_width(paint, label);
    const Rect cut = take_right(header, wide);
    take_right(header, paint.px(6));
    if (pill(paint, id, {cut.x, cut.centre().y - paint.px(12), wide, paint.px(24)}, label, false)) {
      actions.emplace_back(edit);
    }
  };
  choice("end", "end  D", SetBeside{});
  choice("exchange", "exchange  X", ExchangeBeside{});
  const auto part = [&](Colour colour, std::string_view text) {
    take_left(header, paint.text_in(Type::Title, header, Align::Left, colour, text));
  };
  if (plan.rows.empty()) return part(c.text, "Compare");
  const auto word = [](const Answer& answer, int token) {
    return std::string(answer.reading->shown().tokens[static_cast<std::size_t>(token)].text);
  };
  const std::string shown = word(in.app, plan.query.shown);
  const std::string kept = word(*in.app.beside, plan.query.kept);
  part(c.text, "How ");
  part(c.query, shown);
  if (shown == kept) return part(c.text, " reads both");
  part(c.text, " and ");
  part(c.query, kept);
  part(c.text, " read");
}

/// What stands for what, and in what the two differ.
void show_sides(const ViewInput& in, const ComparePlan& plan, Rect place) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const bool same = plan.shown_differs.empty() && plan.kept_differs.empty();
  const auto side = [&](bool shown, std::string_view name, std::string_view differs) {
    Rect line = take_top(place, paint.px(22));
    const Rect swatch = take_left(line, paint.px(30));
    paint_share(paint, {swatch.x, swatch.centre().y - paint.px(4), paint.px(22), paint.px(8)}, 1, shown);
    take_left(line, std::max(paint.px(44), paint.text_in(Type::SmallStrong, line, Align::Left, c.text, name)));
    paint.text_in(Type::Small, line, Align::Left, same ? c.muted : c.text, differs);
  };
  side(true, "now",
       same ? "the same so far: change a word, the head, the scale, the mask or the model"
            : std::string_view(plan.shown_differs));
  side(false, "kept", same ? "as it was when Compare was pressed" : std::string_view(plan.kept_differs));
}

void show_heads_of_compare(const ViewInput& in, const CompareColumns& at, const Rect& row, bool by_weight) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Rect key{row.x, row.y, at.kept, row.h};
  take_left(key, paint.text_in(Type::SmallStrong, key, Align::Left, c.key, "key") + paint.px(8));
  const std::string_view order = by_weight ? "by share" : "in order";
  const float wide = pill_width(paint, order);
  if (pill(paint, "order", {key.x, row.centre().y - paint.px(10), wide, paint.px(20)}, order, by_weight)) {
    in.memory.keys_by_weight = !by_weight;
  }
  const auto head = [&](float from, float to, std::string_view text) {
    paint.text_in(Type::SmallStrong, {row.x + from, row.y, to - from, row.h}, Align::Right, c.text, text);
  };
  head(at.kept, at.shown, "kept");
  head(at.shown, at.change, "now");
  head(at.change, at.width, "change");
}

void show_compared(const Paint& paint, const CompareColumns& at, const ComparedRow& row, const Rect& line) {
  const Palette& c = paint.colours();
  const bool strong = std::max(row.shown, row.kept) >= kLarge;
  Rect word{line.x, line.y, at.bars - paint.px(8), line.h};
  const bool gone = row.key.shown < 0;
  take_left(word, paint.text_in(strong ? Type::Strong : Type::Body, word, Align::Left,
                                gone     ? c.faint
                                : strong ? c.text
                                         : c.muted,
                                row.word));
  const std::string before = gone                  ? " gone"
                             : row.key.kept < 0    ? " new"
                             : row.instead.empty() ? ""
                                                   : " ← " + row.instead;
  paint.text_in(Type::Small, word, Align::Left, c.faint, before);

  const float thick = std::clamp(line.h * 0.24F, paint.px(6), paint.px(10));
  const Rect track{line.x + at.bars, line.centre().y - thick - paint.px(1), at.kept - at.bars - paint.px(4),
                   2 * thick + paint.px(2)};
  paint.fill(track, c.track, paint.px(2));
  if (row.key.kept >= 0) paint_share(paint, {track.x, track.y, track.w, thick}, row.kept_bar, false);
  if (!gone) paint_share(paint, {track.x, track.bottom() - thick, track.w, thick}, row.shown_bar, true);

  const auto number = [&](float from, float to, Colour colour, const std::string& text) {
    paint.text_in(Type::Mono, {line.x + from, line.y, to - from, line.h}, Align::Right, colour, text);
  };
  number(at.kept, at.shown, row.kept >= kLarge ? c.text : c.muted, row.key.kept < 0 ? "–" : percent_text(row.kept));
  number(at.shown, at.change, row.shown >= kLarge ? c.text : c.muted, gone ? "–" : percent_text(row.shown));
  number(at.change, at.width, std::abs(row.shown - row.kept) >= kLarge ? c.text : c.faint,
         change_text(row.kept, row.shown));
}

void show_compared_rows(const ViewInput& in, const ComparePlan& plan, const CompareColumns& at, const Rect& area) {
  constexpr RowHeight kHeight{.least = kLeastLine, .most = 40};
  scrolled_rows(in, "compared", area, plan.rows.size(), kHeight,
                [&](const Paint& paint, std::size_t i, const Rect& line) {
                  const ComparedRow& row = plan.rows[i];
                  if (row.key.shown >= 0 && in.memory.hovered_key == row.key.shown) mark_row(paint, line);
                  if (touch(static_cast<int>(i), line).hovered && row.key.shown >= 0)
                    in.memory.next_hovered_key = row.key.shown;
                  show_compared(paint, at, row, line);
                });
}

void show_kept_map(const ViewInput& in, const ComparePlan& plan, Rect area) {
  const Paint& paint = in.paint;
  const Answer& kept = *in.app.beside;
  Rect title = take_top(area, paint.px(26));
  take_left(title, paint.text_in(Type::SmallStrong, title, Align::Left, paint.colours().muted, "kept") + paint.px(8));
  if (!plan.kept_differs.empty())
    paint.text_in(Type::Small, title, Align::Left, paint.colours().faint, plan.kept_differs);
  MapLook look{.answer = kept,
               .query = plan.query.kept,
               .region = in.memory.region_size == map_size(*kept.reading) ? in.memory.region : MapRegion{},
               .range = map_range(in.app),
               .outlined = in.app.scene.outlined,
               .slot = Gpu::Map::Kept,
               .colour_bar = false};
  for (const ComparedRow& row : plan.rows) {
    if (in.memory.hovered_key && row.key.shown == *in.memory.hovered_key) look.hovered_column = row.key.kept;
  }
  const HeatmapPlan map = plan_map(in, look, area);
  paint_map(in, look, map, area);
}

void show_moved(const ViewInput& in, const ComparePlan& plan, Rect line) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto part = [&](Type type, Colour colour, const std::string& text) {
    take_left(line, paint.text_in(type, line, Align::Left, colour, text));
  };
  part(Type::Strong, c.text, whole_percent(plan.moved));
  part(Type::Small, c.muted, "  of its attention moved      listens to  ");
  part(Type::SmallStrong, c.text, fixed_number(plan.shown_listens_to, 1));
  part(Type::Small, c.muted, "  words, kept  ");
  part(Type::SmallStrong, c.text, fixed_number(plan.kept_listens_to, 1));
}

}  // namespace

Actions show_compare(const ViewInput& in) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  Actions actions;
  Rect area = in.area.inset(paint.px(18), paint.px(12));
  const Rect title = take_top(area, paint.px(28));
  const Rect sides = take_top(area, paint.px(48));
  const Rect moved = take_bottom(area, paint.px(34));
  take_bottom(area, paint.px(4));
  Rect map = area;
  const bool with_map = in.area.w >= paint.px(kRoomForMap);
  if (with_map) {
    map = take_right(area, std::min(area.w * 0.47F, area.h + paint.px(40)));
    take_right(area, paint.px(16));
  }
  const Rect heads = take_top(area, paint.px(26));

  const auto count = static_cast<float>(in.app.reading ? in.app.reading->keys().tokens.size() : 1);
  const bool by_weight = in.memory.keys_by_weight.value_or(area.h / count < paint.px(kLeastLine));
  const ComparePlan plan = plan_compare(in.app, by_weight);
  show_compare_title(in, plan, title, actions);
  if (plan.rows.empty()) {
    const bool busy = in.app.busy || (in.app.beside && in.app.beside->busy);
    paint.text_in(Type::Body, take_top(area, paint.px(30)), Align::Left, c.muted,
                  busy ? "" : "Nothing to compare yet.");
    return actions;
  }
  const bool scrolls = paint.px(kLeastLine) * static_cast<float>(plan.rows.size()) > area.h;
  const CompareColumns columns = compare_columns(paint, area.w - (scrolls ? paint.px(14) : 0));
  show_sides(in, plan, sides);
  show_heads_of_compare(in, columns, heads, by_weight);
  show_compared_rows(in, plan, columns, area);
  if (with_map) show_kept_map(in, plan, map);
  paint.line({moved.x, moved.y}, {moved.right(), moved.y}, c.line);
  show_moved(in, plan, moved);
  return actions;
}

}  // namespace attnscope
