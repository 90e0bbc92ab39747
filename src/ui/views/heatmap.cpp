#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/query_plan.h"
#include "ui/layout.h"
#include "ui/views/map_parts.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kZoomStep = 1.15F;

/// The choices above the map, from right to left, so that the title gives way first.
Actions show_choices(const ViewInput& in, Rect header) {
  Actions actions;
  const Paint& paint = in.paint;
  const MaskChoice mask = in.app.scene.mask;
  const bool tight = header.w < paint.px(440);
  const bool narrow = header.w < paint.px(310);  // room for one choice of each kind, which a click turns
  const float gap = paint.px(tight ? 3 : 6);
  const auto place = [&](float width) {
    const Rect cut = take_right(header, width);
    take_right(header, gap);
    return Rect{cut.x, cut.centre().y - paint.px(12), cut.w, paint.px(24)};
  };
  const auto choose = [&](const char* id, std::string_view label, bool on, const Edit& edit) {
    if (pill(paint, id, place(pill_width(paint, label)), label, on)) actions.emplace_back(edit);
  };
  // Between two texts there is no nearby; a mask of the whole model still bends what comes before.
  if (in.app.side != MapSide::Cross || in.app.scene.scope == Scope::Model) {
    if (mask.kind == MaskKind::Nearby && !narrow) {
      const auto step = [&](const char* id, std::string_view sign, int by) {
        if (pill(paint, id, place(paint.px(24)), sign, false)) {
          actions.emplace_back(Edit(SetMask{{MaskKind::Nearby, mask.window + by}}));
        }
      };
      step("wider", "+", 1);
      step("narrower", "−", -1);
    }
    const auto choose_mask = [&](const char* id, std::string_view label, MaskKind kind) {
      const bool on = mask.kind == kind;
      if (on || !narrow) choose(id, label, on, SetMask{{narrow ? next(kind) : kind, mask.window}});
    };
    choose_mask("nearby", (tight ? "near " : "nearby ") + std::to_string(mask.window), MaskKind::Nearby);
    choose_mask("causal", "causal", MaskKind::Causal);
    choose_mask("all", tight ? "all" : "all words", MaskKind::All);
    choose_mask("model", "model's", MaskKind::Model);
  }
  take_right(header, 0.75F * gap);
  const bool scores = in.app.scene.map == MapKind::Scores;
  if (!tight || scores) choose("scores", "scores", scores, SetMap{tight ? MapKind::Weights : MapKind::Scores});
  if (!tight || !scores) choose("weights", "weights", !scores, SetMap{tight ? MapKind::Scores : MapKind::Weights});
  const std::string_view title = in.app.card.takes_two() ? in_words(in.app.side) : "Who looks at whom";
  if (header.w > paint.width(Type::SmallStrong, title)) {
    paint.text_in(Type::SmallStrong, header, Align::Left, paint.colours().muted, title);
  }
  return actions;
}

/// How many pairs of pieces a cell stands for.
int pairs_in(const Reading& reading, const Cell& cell) {
  return reading.shown().words[static_cast<std::size_t>(cell.row)].size() *
         reading.keys().words[static_cast<std::size_t>(cell.column)].size();
}

std::string describe(const ViewInput& in, const Cell& cell) {
  const HeadView& view = *in.app.view;
  const Reading& reading = *in.app.reading;
  const auto& word = [](const ShownTokens& of, int i) { return of.tokens[static_cast<std::size_t>(i)].text; };
  const float score = view.scores(cell.row, cell.column);
  std::string text = word(reading.shown(), cell.row) + "  →  " + word(reading.keys(), cell.column) + "\n";
  const bool seen = visible_keys(view.mask, cell.row, static_cast<int>(view.scores.cols())).contains(cell.column);
  text += seen ? "weight  " + percent_text(view.weights(cell.row, cell.column)) : "hidden by the mask: weight 0";
  if (const int pairs = pairs_in(reading, cell); pairs > 1) {
    return text + "\nmean q·k of " + std::to_string(pairs) + " pairs of pieces  " + fixed_number(score);
  }
  return text + "\nq·k  " + fixed_number(score) + "  × scale" + bias_text(view, cell.row, cell.column) + "  =  " +
         fixed_number(view.logit(cell.row, cell.column));
}

/// Wheel zooms where the pointer is, dragging pans, a click asks from that row, a double click shows everything again.
Actions handle_pointer(const ViewInput& in, const HeatmapPlan& plan, const MapSize& size) {
  Actions actions;
  UiMemory& memory = in.memory;
  const Touch t = touch("map", plan.map);
  const ImGuiIO& io = ImGui::GetIO();
  const Point mouse{io.MousePos.x, io.MousePos.y};
  memory.hovered_cell = t.hovered ? cell_at(plan, size, mouse) : std::nullopt;
  if (memory.hovered_cell) memory.next_hovered_key = memory.hovered_cell->column;
  if (t.hovered && io.MouseWheel != 0) {
    const Point at{(mouse.x - plan.map.x) / plan.map.w, (mouse.y - plan.map.y) / plan.map.h};
    memory.region = zoom_region(memory.region, size, at, std::pow(kZoomStep, io.MouseWheel));
  }
  if (t.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) {
    memory.region = clamp_region({plan.region.column - io.MouseDelta.x / plan.cell,
                                  plan.region.row - io.MouseDelta.y / plan.cell, plan.region.span},
                                 size);
  }
  if (t.double_clicked) memory.region = {};
  if (t.released && memory.hovered_cell &&
      io.MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] < io.MouseDragThreshold * io.MouseDragThreshold) {
    actions.emplace_back(Edit(SetQuery{pin_shown(*in.app.reading, memory.hovered_cell->row)}));
  }
  return actions;
}

}  // namespace

Actions show_heatmap(const ViewInput& in) {
  const Paint& paint = in.paint;
  focus_ring(in, Focus::Map, in.area);
  Rect area = in.area.inset(paint.px(16), paint.px(12));
  Actions actions = show_choices(in, take_top(area, paint.px(26)));
  if (hides(in.app.scene)) {
    paint.fill(area, paint.colours().raised, paint.px(8));
    paint.text_in(Type::Body, area, Align::Centre, paint.colours().muted, "Hidden until you reveal");
  }
  if (!in.app.view || !in.app.shown_weights) return actions;

  const MapSize size = map_size(*in.app.reading);
  if (in.memory.region_size != size) {
    in.memory.region = {};
    in.memory.region_size = size;
  }
  MapLook look{.answer = in.app,
               .query = in.app.query,
               .region = in.memory.region,
               .range = map_range(in.app),
               .outlined = in.app.scene.outlined,
               .hovered = in.memory.hovered_cell,
               .hovered_column = in.memory.hovered_key};
  // Beside a map that is as wide as it has room for, a bar of colours would take from it.
  look.colour_bar = in.area.w >= paint.px(kRoomForBar) || in.app.scene.leave_out_first;
  const HeatmapPlan plan = plan_map(in, look, area);
  append(actions, handle_pointer(in, plan, size));
  look.hovered = in.memory.hovered_cell;
  paint_map(in, look, plan, area);
  if (in.app.scene.leave_out_first) {
    const Palette& c = paint.colours();
    const Rect note{plan.colour_bar.x - paint.px(4), plan.colour_bar.bottom() + paint.px(14), paint.px(66),
                    paint.px(16)};
    paint.text_in(Type::Small, note, Align::Left, c.warn, "without");
    paint.text_in(Type::Small, {note.x, note.y + paint.px(16), note.w, note.h}, Align::Left, c.warn,
                  in.app.reading->keys().tokens[0].text);
  }
  if (in.memory.hovered_cell) tooltip(paint, describe(in, *in.memory.hovered_cell));
  return actions;
}

}  // namespace attnscope
