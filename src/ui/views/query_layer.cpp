#include "ui/views/query_layer.h"

#include <algorithm>

#include "app/numbers.h"
#include "app/plans/heads_plan.h"
#include "app/plans/working_text.h"
#include "ui/number_cells.h"
#include "ui/scrolled_rows.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kFaintest = 0.06F;  ///< of cells whose numbers are still to come

/// A head's numbers in their column. Returns what a click on them asks for.
struct HeadCells {
  const char* id;
  Eigen::RowVectorXf values;
  float extent = 1;
  float reveal = 1;
  std::string (*origin)(const LayerStep&, HeadPlace, int);
  std::string name;  ///< "the blend of head 2·1"
};

Actions show_head_cells(const ViewInput& in, const Paint& paint, const Rect& place, HeadPlace head,
                        const HeadCells& cells) {
  constexpr int kDigits = 3;
  const float thick = std::min(place.h - paint.px(6), paint.px(26));
  const Rect strip{place.x, place.centre().y - thick / 2, place.w, thick};
  const Rect painted = number_cells(paint, strip, cells.values,
                                    {.colour = paint.colours().value,
                                     .extent = cells.extent,
                                     .there = cells.reveal > 0.5F ? -1 : 0,
                                     .digits = kDigits,
                                     .numbers = has_room_for_numbers(paint, strip.w, cells.values, kDigits),
                                     .opacity = std::max(kFaintest, cells.reveal)});
  const Touch t = touch(cells.id, {painted.x, place.y, painted.w, place.h});
  if (!t.hovered || cells.reveal <= 0.5F) return {};
  const auto count = static_cast<int>(cells.values.size());
  const int cell = cell_under_pointer({painted.x, place.y, painted.w, place.h}, count);
  if (cell < 0) return {};
  tooltip(paint, cells.origin(*in.app.layer->step, head, cell) + "\na click copies all " + std::to_string(count),
          Type::Mono);
  if (!t.clicked) return {};
  return {Command(CopyText{vector_text(cells.values), cells.name + ", " + std::to_string(count) + " numbers"})};
}

void show_length(const ViewInput& in, const Paint& paint, Rect place, const LayerPlan& plan, const LayerRow& row) {
  const Palette& c = paint.colours();
  const bool viewed = row.head == in.app.head.head;
  const Rect number = take_right(place, paint.px(52));
  const float thick = std::clamp(place.h * 0.5F, std::min(paint.px(14), place.h - paint.px(6)), paint.px(22));
  const Rect bar{place.x, place.centre().y - thick / 2, place.w, thick};
  paint.fill(bar, c.track, paint.px(2));
  const float length = bar.w * row.length / plan.longest * row.part_reveal;
  paint.fill({bar.x, bar.y, length, bar.h}, with_alpha(c.value, viewed ? 1.0F : 0.55F), paint.px(2));
  if (row.part_reveal <= 0.5F) return;
  paint.text_in(Type::Mono, number, Align::Right, viewed ? c.text : c.muted, fixed_number(row.length));
}

}  // namespace

bool has_layer(const AppState& app) { return !app.layer || app.layer->step; }

std::size_t heads_of_layer(const AppState& app) {
  const auto& layers = app.card.layers_of(app.side);
  const auto layer = static_cast<std::size_t>(app.head.layer);
  return layer < layers.size() ? static_cast<std::size_t>(layers[layer].heads) : 0;
}

void show_heads_of_layer(const ViewInput& in, const QueryColumns& at, const Rect& row) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const auto head = [&](const ColumnSpan& column, Colour ink, std::string_view strong, std::string_view plain) {
    show_column_head(paint, {row.x + column.x, row.y, column.w, row.h}, ink, strong, plain);
  };
  head(at.key, c.value, "head", "");
  head(at.score, c.text, "4 Layer", "blends side by side");
  head(at.softmax, c.text, "× W_O", "what each adds");
  head(at.blend, c.text, "length", "of what it adds");
}

Actions show_layer_rows(const ViewInput& in, const QueryColumns& at, const LayerPlan& plan, const Rect& area) {
  if (!in.app.layer || !in.app.layer->step) return {};
  const LayerStep& step = *in.app.layer->step;
  Actions actions;
  const auto show_row = [&](const Paint& paint, std::size_t i, const Rect& line) {
    const LayerRow& row = plan.rows[i];
    const HeadPlace head{.layer = in.app.head.layer, .head = row.head};
    const std::string name = place_text(head);
    const bool viewed = row.head == in.app.head.head;
    const auto place = [&](const ColumnSpan& column) { return Rect{line.x + column.x, line.y, column.w, line.h}; };
    ImGui::PushID(row.head);
    const Touch named = touch("name", place(at.key));
    const Touch bar = touch("length", place(at.blend));
    if (viewed) paint.fill(line.inset(-paint.px(6), paint.px(1)), paint.colours().raised, paint.px(4));
    if (named.hovered || bar.hovered) mark_row(paint, line);
    paint.text_in(viewed ? Type::Strong : Type::Body, place(at.key), Align::Left,
                  viewed ? paint.colours().text : paint.colours().muted, name);
    append(actions, show_head_cells(in, paint, place(at.score), head,
                                    {.id = "blend",
                                     .values = step.blends.row(row.head),
                                     .extent = plan.blend_extent,
                                     .reveal = row.blend_reveal,
                                     .origin = &blend_origin,
                                     .name = "the blend of head " + name}));
    append(actions, show_head_cells(in, paint, place(at.softmax), head,
                                    {.id = "part",
                                     .values = step.parts.row(row.head),
                                     .extent = plan.part_extent,
                                     .reveal = row.part_reveal,
                                     .origin = &part_origin,
                                     .name = "what head " + name + " adds"}));
    show_length(in, paint, place(at.blend), plan, row);
    ImGui::PopID();
    if (bar.hovered && row.part_reveal > 0.5F) tooltip(paint, length_origin(row, head), Type::Mono);
    if (!viewed && (named.clicked || bar.clicked)) actions.emplace_back(Edit(SetHead{head}));
  };
  scrolled_rows(in, "heads of the layer", area, plan.rows.size(), {.least = kLeastRow, .most = 60}, show_row);
  return actions;
}

Actions show_layer_sum(const ViewInput& in, const LayerPlan& plan, Rect place) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  if (plan.rows.empty()) return {};
  Actions actions = show_copy_working(paint, place);
  const std::string dimension = "dim " + std::to_string(plan.dimension + 1);
  take_left(place, paint.text_in(Type::SmallStrong, place, Align::Left, c.text, dimension) + paint.px(12));
  const bool whole = paint.width(Type::Mono, plan.sum_of_heads) <= place.w;
  paint.text_in(Type::Mono, place, Align::Left, c.muted, whole ? plan.sum_of_heads : plan.sum);
  return actions;
}

}  // namespace attnscope
