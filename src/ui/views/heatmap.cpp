#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/chips_plan.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLean = 50;  ///< degrees of the column labels
constexpr float kZoomStep = 1.15F;

/// The choices above the map, from right to left, so that the title gives way first.
Actions show_choices(const ViewInput& in, Rect header) {
  Actions actions;
  const Paint& paint = in.paint;
  const MaskChoice mask = in.app.scene.mask;
  const bool tight = header.w < paint.px(440);
  const float gap = paint.px(tight ? 3 : 6);
  const auto place = [&](float width) {
    const Rect cut = take_right(header, width);
    take_right(header, gap);
    return Rect{cut.x, cut.centre().y - paint.px(12), cut.w, paint.px(24)};
  };
  const auto choose = [&](const char* id, std::string_view label, bool on, const Edit& edit) {
    if (pill(paint, id, place(pill_width(paint, label)), label, on)) actions.emplace_back(edit);
  };
  const bool nearby = mask.kind == MaskKind::Nearby;
  if (nearby) {
    const auto step = [&](const char* id, std::string_view sign, int by) {
      if (pill(paint, id, place(paint.px(24)), sign, false)) {
        actions.emplace_back(Edit(SetMask{{MaskKind::Nearby, mask.window + by}}));
      }
    };
    step("wider", "+", 1);
    step("narrower", "−", -1);
  }
  choose("nearby", (tight ? "near " : "nearby ") + std::to_string(mask.window), nearby,
         SetMask{{MaskKind::Nearby, mask.window}});
  choose("causal", "causal", mask.kind == MaskKind::Causal, SetMask{{MaskKind::Causal, mask.window}});
  choose("all", tight ? "all" : "all words", mask.kind == MaskKind::All, SetMask{{MaskKind::All, mask.window}});
  choose("model", "model's", mask.kind == MaskKind::Model, SetMask{{MaskKind::Model, mask.window}});
  take_right(header, 0.75F * gap);
  const bool scores = in.app.scene.map == MapKind::Scores;
  if (!tight || scores) choose("scores", "scores", scores, SetMap{tight ? MapKind::Weights : MapKind::Scores});
  if (!tight || !scores) choose("weights", "weights", !scores, SetMap{tight ? MapKind::Scores : MapKind::Weights});
  const std::string_view title = "Who looks at whom";
  if (header.w > paint.width(Type::SmallStrong, title)) {
    paint.text_in(Type::SmallStrong, header, Align::Left, paint.colours().muted, title);
  }
  return actions;
}

void paint_labels(const ViewInput& in, const HeatmapPlan& plan, const std::vector<Token>& tokens) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto token = [&](int i) -> const std::string& { return tokens[static_cast<std::size_t>(i)].text; };
  const float line = paint.line(Type::Small);
  const float room = plan.map.x - in.area.x - paint.px(20);
  for (const AxisLabel& label : plan.rows) {
    const bool query = label.token == in.app.query;
    const bool hovered = in.memory.hovered_cell && in.memory.hovered_cell->row == label.token;
    const Rect at{plan.map.x - paint.px(8) - room, plan.map.y + label.at - line / 2, room, line};
    paint.text_in(query ? Type::SmallStrong : Type::Small, at, Align::Right,
                  query     ? c.query
                  : hovered ? c.text
                            : c.muted,
                  token(label.token));
  }
  for (const AxisLabel& label : plan.columns) {
    const bool hovered = in.memory.hovered_key == label.token;
    paint.leaning_text(Type::Small, {plan.map.x + label.at, plan.map.y - paint.px(9)}, kLean,
                       (plan.map.y - in.area.y - paint.px(48)) / std::sin(kLean * 0.01745F), hovered ? c.text : c.muted,
                       token(label.token));
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
    const float value = range.low + (range.high - range.low) * std::pow(t, 1 / gamma);
    const std::string text = weights ? fixed_number(100 * value, 0) + " %" : fixed_number(value, 1);
    const float y = bar.y + (1 - t) * bar.h;
    paint.text_in(Type::Small, {bar.right() + paint.px(6), y - paint.px(7), paint.px(46), paint.px(14)}, Align::Left,
                  paint.colours().faint, text);
  }
}

void paint_marks(const ViewInput& in, const HeatmapPlan& plan) {
  const Paint& paint = in.paint;
  const float thin = std::max(1.0F, paint.px(1));
  for (const Rect& cell : plan.outlined) {
    // White alone would vanish on a map's bright cells.
    paint.frame(cell.inset(thin, thin), {0, 0, 0, 0.75F}, thin);
    paint.frame(cell, paint.colours().outline, thin);
  }
  if (plan.query_row.h > 0) {
    paint.frame(plan.query_row.inset(-thin, -thin), paint.colours().query, paint.px(1.5F));
  }
  if (in.memory.hovered_cell) {
    const Rect cell = cell_rect(plan, *in.memory.hovered_cell);
    paint.frame(cell, paint.colours().outline, paint.px(1.5F));
  }
}

std::string describe(const ViewInput& in, const std::vector<Token>& tokens, const Cell& cell) {
  const HeadView& view = *in.app.view;
  const auto& word = [&](int i) { return tokens[static_cast<std::size_t>(i)].text; };
  const float score = view.scores(cell.row, cell.column);
  std::string text = word(cell.row) + "  →  " + word(cell.column) + "\n";
  const bool seen = visible_keys(view.mask, cell.row, static_cast<int>(view.scores.cols())).contains(cell.column);
  text += seen ? "weight  " + percent_text(view.weights(cell.row, cell.column)) : "hidden by the mask: weight 0";
  text += "\nq·k  " + fixed_number(score) + "  × scale  =  " + fixed_number(score * view.scale);
  return text;
}

/// Wheel zooms where the pointer is, dragging pans, a click asks from that row, a double click shows everything again.
Actions handle_pointer(const ViewInput& in, const HeatmapPlan& plan, const std::vector<Token>& tokens) {
  Actions actions;
  UiMemory& memory = in.memory;
  const int n = static_cast<int>(tokens.size());
  const Touch t = touch("map", plan.map);
  const ImGuiIO& io = ImGui::GetIO();
  const Point mouse{io.MousePos.x, io.MousePos.y};
  memory.hovered_cell = t.hovered ? cell_at(plan, n, mouse) : std::nullopt;
  if (memory.hovered_cell) memory.next_hovered_key = memory.hovered_cell->column;
  if (t.hovered && io.MouseWheel != 0) {
    const Point at{(mouse.x - plan.map.x) / plan.map.w, (mouse.y - plan.map.y) / plan.map.h};
    memory.region = zoom_region(memory.region, n, at, std::pow(kZoomStep, io.MouseWheel));
  }
  if (t.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    memory.region = clamp_region({plan.region.column - io.MouseDelta.x / plan.cell,
                                  plan.region.row - io.MouseDelta.y / plan.cell, plan.region.span},
                                 n);
  }
  if (t.double_clicked) memory.region = {};
  if (t.released && memory.hovered_cell &&
      io.MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] < io.MouseDragThreshold * io.MouseDragThreshold) {
    actions.emplace_back(Edit(SetQuery{pin(tokens, memory.hovered_cell->row)}));
  }
  return actions;
}

}  // namespace

Actions show_heatmap(const ViewInput& in) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  focus_ring(in, Focus::Map, in.area);
  Rect area = in.area.inset(paint.px(16), paint.px(12));
  Actions actions = show_choices(in, take_top(area, paint.px(26)));
  if (!in.app.view || !in.app.shown_weights) return actions;

  const std::vector<Token>& tokens = in.app.reading->encoding.tokens;
  const int n = static_cast<int>(tokens.size());
  if (in.memory.region_tokens != n) {
    in.memory.region = {};
    in.memory.region_tokens = n;
  }
  const HeadView& view = *in.app.view;
  std::vector<Cell> cells;
  if (in.app.scene.outlined) cells = pattern(*in.app.scene.outlined).cells(view);

  float longest = 0;
  for (const Token& token : tokens) longest = std::max(longest, paint.width(Type::Small, token.text));
  HeatmapMetrics metrics;
  metrics.row_label = std::clamp(longest + paint.px(14), paint.px(40), paint.px(110));
  metrics.column_label = std::clamp(longest * std::sin(kLean * 0.01745F) + paint.px(18), paint.px(34),
                                    std::clamp(area.h * 0.25F, paint.px(34), paint.px(84)));
  metrics.bar = paint.px(66);
  metrics.line = paint.px(14);
  const HeatmapPlan plan = plan_heatmap(n, in.app.query, cells, in.memory.region, area, metrics);

  const bool weights = in.app.scene.map == MapKind::Weights;
  const std::shared_ptr<const Matrix> values =
      weights ? in.app.shown_weights : std::shared_ptr<const Matrix>(in.app.view, &view.scores);
  const ColourRange range =
      colour_range(weights ? view.weights : view.scores, view.mask, weights, in.app.scene.leave_out_first);
  HeatmapDraw draw;
  draw.column0 = plan.region.column;
  draw.row0 = plan.region.row;
  draw.columns = draw.rows = plan.region.span;
  draw.low = range.low;
  draw.high = range.high;
  draw.gamma = weights ? kWeightGamma : 1;
  draw.map = in.app.settings.colour_map;
  draw.gap = paint.px(1);
  draw.gap_colour = {c.gap.x, c.gap.y, c.gap.z};
  draw.mask = view.mask;
  draw.hidden_colour = {c.hidden.x, c.hidden.y, c.hidden.z};
  draw.hatch_colour = {c.line.x, c.line.y, c.line.z};
  in.gpu.heatmap(paint, values, plan.map, draw);

  const Actions pointed = handle_pointer(in, plan, tokens);
  actions.insert(actions.end(), pointed.begin(), pointed.end());
  paint_labels(in, plan, tokens);
  paint_colour_bar(paint, plan.colour_bar, range, draw.gamma, draw.map, weights);
  paint_marks(in, plan);
  if (in.app.scene.leave_out_first) {
    const Rect note{plan.colour_bar.x - paint.px(4), plan.colour_bar.bottom() + paint.px(14), paint.px(66),
                    paint.px(16)};
    paint.text_in(Type::Small, note, Align::Left, c.warn, "without");
    paint.text_in(Type::Small, {note.x, note.y + paint.px(16), note.w, note.h}, Align::Left, c.warn, tokens[0].text);
  }
  if (in.memory.hovered_cell) tooltip(paint, describe(in, tokens, *in.memory.hovered_cell));
  return actions;
}

}  // namespace attnscope
