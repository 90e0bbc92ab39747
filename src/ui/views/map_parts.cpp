#include "ui/views/map_parts.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"

namespace attnscope {
namespace {

constexpr float kLean = 50;  ///< degrees of the column labels

void paint_map_labels(const ViewInput& in, const MapLook& look, const HeatmapPlan& plan, const Rect& area) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const Reading& reading = *look.answer.reading;
  const auto row = [&](int i) -> const Token& { return reading.shown().tokens[static_cast<std::size_t>(i)]; };
  const auto column = [&](int i) -> const Token& { return reading.keys().tokens[static_cast<std::size_t>(i)]; };
  const float line = paint.line(Type::Small);
  const float room = plan.map.x - area.x - paint.px(4);
  for (const AxisLabel& label : plan.rows) {
    const bool query = label.token == look.query;
    const bool hovered = look.hovered && look.hovered->row == label.token;
    const Rect at{plan.map.x - paint.px(8) - room, plan.map.y + label.at - line / 2, room, line};
    paint.text_in(query ? Type::SmallStrong : Type::Small, at, Align::Right,
                  query                        ? c.query
                  : hovered                    ? c.text
                  : row(label.token).special() ? c.faint
                                               : c.muted,
                  row(label.token).text);
  }
  for (const AxisLabel& label : plan.columns) {
    paint.leaning_text(Type::Small, {plan.map.x + label.at, plan.map.y - paint.px(9)}, kLean,
                       (plan.map.y - area.y - paint.px(10)) / std::sin(kLean * 0.01745F),
                       look.hovered_column == label.token ? c.text
                       : column(label.token).special()    ? c.faint
                                                          : c.muted,
                       column(label.token).text);
  }
}

void paint_colour_bar(const Paint& paint, const Rect& bar, const ColourRange& range, float gamma, ColourMap map,
                      bool weights) {
  constexpr int kSteps = 48;
  const float step = bar.h / kSteps;
  for (int i = 0; i < kSteps; ++i) {
    const Rgb rgb = colour(map, 1 - (static_cast<float>(i) + 0.5F) / kSteps);
    paint.fill({bar.x, bar.y + static_cast<float>(i) * step, bar.w, step + 0.5F}, {rgb[0], rgb[1], rgb[2], 1});
  }
  for (const float t : {1.0F, 0.5F, 0.0F}) {
    if (bar.h < paint.px(t == 0.5F ? 28 : 14) && t < 1) continue;  // no room between
    const float value = range.low + (range.high - range.low) * std::pow(t, 1 / gamma);
    const std::string text = weights ? fixed_number(100 * value, 0) + " %" : fixed_number(value, 1);
    const float y = bar.y + (1 - t) * bar.h;
    paint.text_in(Type::Small, {bar.right() + paint.px(6), y - paint.px(7), paint.px(46), paint.px(14)}, Align::Left,
                  paint.colours().faint, text);
  }
}

void paint_map_marks(const Paint& paint, const MapLook& look, const HeatmapPlan& plan) {
  const float thin = std::max(1.0F, paint.px(1));
  for (const Rect& cell : plan.outlined) {
    // White alone would vanish on a map's bright cells.
    paint.frame(cell.inset(thin, thin), {0, 0, 0, 0.75F}, thin);
    paint.frame(cell, paint.colours().outline, thin);
  }
  if (plan.query_row.h > 0) {
    // A map is dark in either theme.
    paint.frame(plan.query_row.inset(-thin, -thin), palette(Theme::Dark).query, paint.px(1.5F));
  }
  if (look.hovered) paint.frame(cell_rect(plan, *look.hovered), paint.colours().outline, paint.px(1.5F));
}

}  // namespace

std::shared_ptr<const Matrix> map_values(const AppState& app, const Answer& answer) {
  if (app.scene.map == MapKind::Weights) return answer.shown_weights;
  return {answer.view, &answer.view->scores};
}

ColourRange map_range(const AppState& app) {
  const bool weights = app.scene.map == MapKind::Weights;
  const auto range_of = [&](const Answer& answer) {
    const HeadView& view = *answer.view;
    return colour_range(weights ? view.weights : view.scores, view.mask, weights, app.scene.leave_out_first);
  };
  ColourRange range = range_of(app);
  if (app.beside && app.beside->view) {
    const ColourRange other = range_of(*app.beside);
    range = {std::min(range.low, other.low), std::max(range.high, other.high)};
  }
  return range;
}

MapSize map_size(const Reading& reading) {
  return {static_cast<int>(reading.shown().tokens.size()), static_cast<int>(reading.keys().tokens.size())};
}

HeatmapPlan plan_map(const ViewInput& in, const MapLook& look, const Rect& area) {
  const Paint& paint = in.paint;
  const Reading& reading = *look.answer.reading;
  std::vector<Cell> cells;
  if (look.outlined) cells = pattern_cells(*look.outlined, *look.answer.view, look.answer.side);
  const auto longest = [&](const ShownTokens& shown) {
    float most = 0;
    for (const Token& token : shown.tokens) most = std::max(most, paint.width(Type::Small, token.text));
    return most;
  };
  HeatmapMetrics metrics;
  metrics.row_label = std::clamp(longest(reading.shown()) + paint.px(14), paint.px(40), paint.px(110));
  metrics.column_label = std::clamp(longest(reading.keys()) * std::sin(kLean * 0.01745F) + paint.px(18), paint.px(34),
                                    std::clamp(area.h * 0.25F, paint.px(34), paint.px(84)));
  metrics.bar = look.colour_bar ? paint.px(66) : paint.px(4);
  metrics.line = paint.px(14);
  const MapFocus focus{.query = look.query,
                       .hovered_row = look.hovered ? look.hovered->row : -1,
                       .strongest = strongest_key(*look.answer.view, look.query),
                       .hovered_column = look.hovered_column.value_or(-1)};
  return plan_heatmap(map_size(reading), focus, cells, look.region, area, metrics);
}

void paint_map(const ViewInput& in, const MapLook& look, const HeatmapPlan& plan, const Rect& area) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const bool weights = in.app.scene.map == MapKind::Weights;
  HeatmapDraw draw;
  draw.column0 = plan.region.column;
  draw.row0 = plan.region.row;
  const Point seen = cells_on_view(plan.region, map_size(*look.answer.reading));
  draw.columns = seen.x;
  draw.rows = seen.y;
  draw.low = look.range.low;
  draw.high = look.range.high;
  draw.gamma = weights ? kWeightGamma : 1;
  draw.map = in.app.settings.colour_map;
  draw.gap = paint.px(1);
  draw.gap_colour = {c.gap.x, c.gap.y, c.gap.z};
  draw.mask = look.answer.view->mask;
  draw.hidden_colour = {c.hidden.x, c.hidden.y, c.hidden.z};
  draw.hatch_colour = {c.line.x, c.line.y, c.line.z};
  in.gpu.heatmap(paint, look.slot, map_values(in.app, look.answer), plan.map, draw);
  paint_map_labels(in, look, plan, area);
  if (look.colour_bar) paint_colour_bar(paint, plan.colour_bar, look.range, draw.gamma, draw.map, weights);
  paint_map_marks(paint, look, plan);
}

}  // namespace attnscope
