#include "ui/views/query_depth.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/plans/working_text.h"
#include "ui/number_cells.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLeastWorkingLine = 19;  ///< unscaled pixels
constexpr float kMostWorkingLine = 44;
constexpr float kUsualRow = 25;
constexpr std::size_t kRowsAtLeast = 8;  ///< keys that stay on view, else there is no working in depth

/// Where the timeline stands, as far as a choice of a stage lasts: within a stage, or at the end.
int moment_of(float step) { return step >= kTimelineEnd ? kStageCount : static_cast<int>(stage_of(step)); }

Colour colour_of(const Palette& c, CellRole role) {
  switch (role) {
    case CellRole::Query:
      return c.query;
    case CellRole::Key:
      return c.key;
    case CellRole::Value:
      return c.value;
    case CellRole::Weight:
      return c.weight;
    case CellRole::Product:
      break;
  }
  return c.muted;
}

void show_stage_names(const ViewInput& in, Rect names, Stage chosen, float line) {
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  const float step = in.app.scene.step;
  for (int i = 0; i < kStageCount; ++i) {
    const Rect row = take_top(names, line);
    const auto stage = static_cast<Stage>(i);
    const Touch t = touch(kStageNames[static_cast<std::size_t>(i)].data(), row);
    if (t.clicked) in.memory.depth = choose_depth(stage, step);
    const bool on = stage == chosen;
    if (on || t.hovered) paint.fill(row.inset(-paint.px(6), paint.px(1)), c.raised, paint.px(4));
    Rect text = row;
    take_left(text, paint.text_in(on ? Type::SmallStrong : Type::Small, text, Align::Left, on ? c.text : c.muted,
                                  kStageNames[static_cast<std::size_t>(i)]) +
                        paint.px(8));
    const bool under_way = step < kTimelineEnd && stage_of(step) == stage;
    const std::string_view part = part_at(step).title;
    if (under_way && paint.width(Type::Small, part) <= text.w) {
      paint.text_in(Type::Small, text, Align::Left, c.weight, part);
    }
  }
}

/// What stands in the place of cells, and what it comes to right after it.
void show_text_line(const ViewInput& in, const DepthLine& line, const Rect& cells, float said_width) {
  const Paint& paint = in.paint;
  const float said = line.said.empty() ? 0 : paint.width(Type::Mono, line.said) + paint.px(8);
  const Rect text{cells.x, cells.y, cells.w + said_width - std::min(said, said_width), cells.h};
  const float painted = paint.text_in(Type::Mono, text, Align::Left, paint.colours().text, line.text);
  const float x = cells.x + painted + paint.px(8);
  paint.text_in(Type::Mono, {x, cells.y, said_width + cells.right() - x, cells.h}, Align::Left, paint.colours().text,
                line.said);
}

Actions show_cells(const ViewInput& in, const DepthLine& line, const Rect& cells, float said_width, bool numbers) {
  const Paint& paint = in.paint;
  const CellLook look{.colour = colour_of(paint.colours(), line.role),
                      .extent = std::max(line.extent, 1e-6F),
                      .there = line.there,
                      .digits = line.digits,
                      .numbers = numbers,
                      .marked = line.marked};
  const Rect inner = cells.inset(0, std::max(paint.px(2), (cells.h - paint.px(30)) / 2));
  const Rect painted =
      line.stacked ? stacked_lengths(paint, inner, line.values, look) : number_cells(paint, inner, line.values, look);
  paint.text_in(Type::Mono,
                {painted.right() + paint.px(10), cells.y, said_width + cells.right() - painted.right(), cells.h},
                Align::Left, paint.colours().text, line.said);
  const Rect target{painted.x, cells.y, painted.w, cells.h};
  const Touch t = touch("cells", target);
  const int cell = line.stacked ? length_under_pointer(target, line.values, look.extent)
                                : cell_under_pointer(target, static_cast<int>(line.values.size()));
  if (!t.hovered || cell < 0 || cell >= line.there) return {};
  const std::string count = std::to_string(line.values.size());
  if (line.of_stream) {
    in.memory.stream_dimension = cell;
  } else if (line.role == CellRole::Value) {
    in.memory.dimension = cell;
  }
  if (line.origin) tooltip(paint, line.origin(cell) + "\na click copies all " + count, Type::Mono);
  if (!t.clicked) return {};
  return {Command(CopyText{vector_text(line.values), line.label + ", " + count + " numbers"})};
}

bool numbers_fit(const Paint& paint, const DepthPlan& plan, float width) {
  return std::all_of(plan.lines.begin(), plan.lines.end(), [&](const DepthLine& line) {
    return line.values.size() == 0 || line.stacked || has_room_for_numbers(paint, width, line.values, line.digits);
  });
}

}  // namespace

DepthHeights depth_heights(const Paint& paint, float height, std::size_t keys) {
  constexpr auto kLines = static_cast<float>(kDepthLines + 1);
  const float for_keys = paint.px(kLeastRow) * static_cast<float>(std::min(keys, kRowsAtLeast));
  if (height - for_keys < kLines * paint.px(kLeastWorkingLine)) return {.line = paint.px(26), .deep = false};
  const float spare = height - paint.px(kUsualRow) * static_cast<float>(keys);
  return {.line = std::clamp(spare / kLines, paint.px(kLeastWorkingLine), paint.px(kMostWorkingLine)), .deep = true};
}

Stage stage_in_depth(const UiMemory& memory, float step) {
  if (memory.depth.stage >= 0 && memory.depth.moment == moment_of(step)) {
    return static_cast<Stage>(memory.depth.stage);
  }
  return step >= kTimelineEnd ? Stage::Score : stage_of(step);
}

DepthChoice choose_depth(Stage stage, float step) {
  return {.stage = static_cast<int>(stage), .moment = moment_of(step)};
}

void follow_timeline(UiMemory& memory, float step) {
  const float before = std::exchange(memory.timeline_before, step);
  if (moment_of(before) != moment_of(step)) memory.depth = {};
  if (before < kTimelineEnd && step >= kTimelineEnd && stage_of(before) == Stage::Layer) {
    memory.depth = choose_depth(Stage::Layer, step);
  }
}

const QueryRow& key_in_depth(const UiMemory& memory, const QueryPlan& plan, float step) {
  const auto row_of = [&](std::optional<int> key) -> const QueryRow* {
    const auto found =
        std::find_if(plan.rows.begin(), plan.rows.end(), [&](const QueryRow& row) { return row.key == key; });
    return found == plan.rows.end() ? nullptr : &*found;
  };
  if (const QueryRow* hovered = row_of(memory.hovered_key)) return *hovered;
  const bool adding = stage_of(step) == Stage::Blend && progress(step, WorkPart::Blend) < 1;
  const QueryRow* chosen = adding ? nullptr : row_of(memory.chosen_key);
  return chosen ? *chosen : row_in_depth(plan, step);
}

Actions show_depth(const ViewInput& in, const QueryColumns& at, Stage stage, const DepthPlan& plan, Rect block) {
  const Paint& paint = in.paint;
  const float height = block.h / static_cast<float>(kDepthLines);
  const Rect names = take_left(block, at.score.x - paint.px(14));
  show_stage_names(in, names, stage, height);
  // What stands to the right belongs to the chosen stage, not each line to the stage beside it.
  const float edge = names.right() + paint.px(6);
  paint.line({edge, block.y + paint.px(3)}, {edge, block.bottom() - paint.px(3)}, paint.colours().line);
  take_left(block, paint.px(14));
  float label_width = paint.px(66);
  for (const DepthLine& line : plan.lines) {
    label_width = std::max(label_width, paint.width(Type::Small, line.label) + paint.px(10));
  }
  const float said_width = std::min(block.w * 0.26F, paint.px(170));
  const bool numbers = numbers_fit(paint, plan, block.w - label_width - said_width);
  Actions actions;
  int id = 0;
  for (const DepthLine& line : plan.lines) {
    Rect row = take_top(block, height);
    if (!line.label.empty()) {
      const Colour ink = line.values.size() > 0 && !line.stacked && line.role != CellRole::Product
                             ? colour_of(paint.colours(), line.role)
                             : paint.colours().muted;
      paint.text_in(Type::Small, take_left(row, label_width), Align::Left, ink, line.label);
    }
    const Rect cells{row.x, row.y, row.w - said_width, row.h};
    ImGui::PushID(id++);
    if (line.values.size() > 0) {
      append(actions, show_cells(in, line, cells, said_width, numbers));
    } else {
      show_text_line(in, line, cells, said_width);
    }
    ImGui::PopID();
  }
  return actions;
}

}  // namespace attnscope
