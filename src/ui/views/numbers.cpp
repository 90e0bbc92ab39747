#include <algorithm>
#include <array>
#include <cmath>

#include "app/plans/numbers_plan.h"
#include "ui/lines.h"
#include "ui/number_keys.h"
#include "ui/views/views.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kLabelWidth = 84;
constexpr CellLimits kCells{.least = {48, 20}, .most = {92, 34}, .bar = 0};
constexpr float kColumnNumbers = 18;  ///< height of the line above the cells
constexpr float kPillHeight = 22;
constexpr float kPixelsPerNudge = 6;  ///< of a drag
constexpr float kNudgeByHand = 0.1F;

constexpr std::string_view kHint =
    "Type a number, drag it or turn the wheel on it. Shift+↑↓ ±0.1, Ctrl+←→ another table, Tab the next cell.";

Colour role_colour(const Palette& c, NumberRole role) {
  switch (role) {
    case NumberRole::Query:
      return c.query;
    case NumberRole::Key:
      return c.key;
    case NumberRole::Value:
      return c.value;
    case NumberRole::Words:
      return c.text;
  }
  return c.text;
}

/// Places things from left to right, and in a new line where the width ends.
class Flow {
 public:
  Flow(const Paint& paint, const Rect& room) : paint_(paint), room_(room), x_(room.x), y_(room.y) {}

  Rect place(float width) {
    if (x_ > room_.x && x_ + width > room_.right()) new_line();
    const Rect cut{x_, y_, width, paint_.px(kPillHeight)};
    x_ += width + paint_.px(5);
    return cut;
  }
  void new_line() {
    x_ = room_.x;
    y_ += paint_.px(kPillHeight + 4);
  }
  [[nodiscard]] float bottom() const { return y_ + paint_.px(kPillHeight); }

 private:
  const Paint& paint_;
  Rect room_;
  float x_, y_;
};

/// The tables to turn to, each in the colour of its role, and what holds for all of them.
Actions show_tabs(const ViewInput& in, const KeyInput& keys, const NumbersPlan& plan, Flow& flow) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  for (std::size_t i = 0; i < plan.tabs.size(); ++i) {
    const NumbersTab& tab = plan.tabs[i];
    const Rect rect = flow.place(paint.width(Type::SmallStrong, tab.title) + paint.px(20));
    const Touch t = touch(static_cast<int>(i), rect);
    const Colour ink = role_colour(c, tab.role);
    const bool on = i == plan.tab;
    if (on || t.hovered) paint.fill(rect, on ? mix(c.raised, ink, 0.18F) : c.raised, paint.px(5));
    if (on) paint.fill({rect.x, rect.bottom() - paint.px(2), rect.w, paint.px(2)}, ink);
    paint.text_in(Type::SmallStrong, rect, Align::Centre, ink, tab.title);
    if (t.clicked) append(actions, turn_to_table(keys, static_cast<int>(i)));
  }
  const Worked& worked = *in.app.scene.worked;
  const auto offer = [&](const char* id, const std::string& label, bool on, Actions (*run)(const KeyInput&),
                         std::string_view explained) {
    const Rect rect = flow.place(pill_width(paint, label));
    if (pill(paint, id, rect, label, on)) append(actions, run(keys));
    if (ImGui::IsItemHovered()) tooltip(paint, explained);
  };
  if (!worked.projected && !worked.two_texts) {
    offer("tied", "one table", worked.tied, &toggle_tied, "Q = K = V: one table for all three, or each its own");
  }
  offer("scale", "q·k × 1/√" + std::to_string(worked.dims()), worked.root_scale, &toggle_root_scale,
        "multiply q·k by 1/√d, as transformers do, or leave it as it is");
  return actions;
}

/// What can be done at a click; every one is in Ctrl+K too.
Actions show_commands_row(const ViewInput& in, const KeyInput& keys, Flow& flow) {
  Actions actions;
  const Paint& paint = in.paint;
  const std::vector<Token>* tokens = in.app.reading ? &in.app.reading->keys().tokens : nullptr;
  const auto key = static_cast<std::size_t>(in.memory.numbers.key);
  const std::string towards = tokens != nullptr && key < tokens->size() ? (*tokens)[key].text : "key";
  struct Row {
    const char* id;
    std::string label;
    Actions (*run)(const KeyInput&);
    std::string_view explained;
  };
  const std::array rows{
      Row{"even", "All equal", &even_out, "Takes from the asking word what it asks for: all its weights become equal"},
      Row{"nudge", "q → " + paint.elided(Type::Small, towards, paint.px(70)), &nudge_query,
          "Turns the query of the asking word a little to this key (K; Shift+K: away). Point to another row to choose"},
      Row{"more words", "+ word", &add_word, "A word more, with zeros"},
      Row{"fewer words", "− word", &remove_word, "The cursor's word leaves the text"},
      Row{"wider", "+ dim", &add_dimension, "A dimension more, with zeros"},
      Row{"narrower", "− dim", &remove_dimension, "The cursor's column goes"},
      Row{"again", "Start again", &start_again, "The example as it was at first"},
  };
  for (const Row& row : rows) {
    if (pill(paint, row.id, flow.place(pill_width(paint, row.label)), row.label, false)) {
      append(actions, row.run(keys));
    }
    if (ImGui::IsItemHovered()) tooltip(paint, row.explained);
  }
  return actions;
}

/// The cells' place, and how much of them has been scrolled away.
struct CellGrid {
  Rect area;   ///< of what is on view
  float cell;  ///< width of a cell
  float line;  ///< height of one
  float scroll_x = 0, scroll_y = 0;

  [[nodiscard]] Rect at(int row, int column) const {
    return {area.x + static_cast<float>(column) * cell - scroll_x, area.y + static_cast<float>(row) * line - scroll_y,
            cell, line};
  }
};

Actions handle_cell(const ViewInput& in, const KeyInput& keys, const NumbersPlan& plan, const WorkedCell& place,
                    const Rect& rect) {
  Actions actions;
  NumberCursor& cursor = in.memory.numbers;
  const ImGuiIO& io = ImGui::GetIO();
  const int id = place.row * kMaxWorkedDims + place.column;
  const Touch t = touch(id, rect);
  if (t.clicked) {
    append(actions, go_to_cell(keys, plan, place.row, place.column));
    cursor.moved = false;
    in.memory.focus = Focus::Numbers;
    cursor.before = plan.numbers(place.row, place.column);
    cursor.dragged_from = io.MousePos.x - io.MousePos.y;
  }
  const bool here = cursor.row == place.row && cursor.column == place.column;
  if (!here) return actions;
  if (t.double_clicked) {
    begin_typing(keys, plan, plan.texts[static_cast<std::size_t>(place.row)][static_cast<std::size_t>(place.column)]);
  } else if (t.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left) && !cursor.typed) {
    const float steps =
        std::round((io.MousePos.x - io.MousePos.y - cursor.dragged_from) / in.paint.px(kPixelsPerNudge));
    const float value = nudged(cursor.before, kNudgeByHand * steps);
    if (value != plan.numbers(place.row, place.column)) append(actions, put_number(keys, plan, value, true));
  }
  if (t.released && !cursor.typed) actions.emplace_back(Command(EndGesture{}));
  cursor.wheel_nudges = t.hovered;
  if (t.hovered && io.MouseWheel != 0 && !cursor.typed) {
    append(actions, nudge_number(keys, plan, kNudgeByHand * (io.MouseWheel > 0 ? 1.0F : -1.0F)));
  }
  return actions;
}

void paint_cell(const ViewInput& in, const Paint& paint, const NumbersPlan& plan, const WorkedCell& place, Rect rect) {
  const Palette& c = paint.colours();
  const NumberCursor& cursor = in.memory.numbers;
  const auto row = static_cast<std::size_t>(place.row);
  const auto column = static_cast<std::size_t>(place.column);
  const Colour ink = role_colour(c, plan.shown().role);
  const bool here = cursor.row == place.row && cursor.column == place.column;
  const bool acting = here && in.memory.focus == Focus::Numbers;
  const bool typing = acting && cursor.typed.has_value();
  rect = rect.inset(paint.px(1), paint.px(1));
  const float strength = std::min(1.0F, std::abs(plan.numbers(place.row, place.column)) / plan.extent);
  paint.fill(rect, typing ? c.raised : with_alpha(ink, 0.05F + 0.2F * strength), paint.px(3));
  if (here) paint.frame(rect, acting ? c.query : c.line, paint.px(acting ? 2 : 1), paint.px(3));
  const std::string text = typing ? *cursor.typed + "|" : plan.texts[row][column];
  const Colour written = plan.shown().computed ? c.muted : c.text;
  paint.text_in(Type::Mono, rect.inset(paint.px(4), 0), Align::Right, written, text);
}

/// The cells in a part of their own, which scrolls both ways.
Actions show_number_cells(const ViewInput& in, const KeyInput& keys, const NumbersPlan& plan, CellGrid& grid) {
  Actions actions;
  NumberCursor& cursor = in.memory.numbers;
  const float width = grid.cell * static_cast<float>(plan.column_count());
  const float height = grid.line * static_cast<float>(plan.row_count());
  const ImGuiWindowFlags wheel = cursor.wheel_nudges ? ImGuiWindowFlags_NoScrollWithMouse : ImGuiWindowFlags_None;
  ImGui::SetCursorScreenPos({grid.area.x, grid.area.y});
  ImGui::BeginChild(
      "cells", {grid.area.w, grid.area.h}, false,
      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav | wheel);
  if (std::exchange(cursor.moved, false)) {
    const auto shown = [](float at, float size, float scroll, float room) {
      return std::clamp(scroll, std::max(0.0F, at + size - room), at);
    };
    const float x = grid.cell * static_cast<float>(cursor.column);
    const float y = grid.line * static_cast<float>(cursor.row);
    ImGui::SetScrollX(shown(x, grid.cell, ImGui::GetScrollX(), ImGui::GetContentRegionAvail().x));
    ImGui::SetScrollY(shown(y, grid.line, ImGui::GetScrollY(), ImGui::GetContentRegionAvail().y));
  }
  grid.scroll_x = ImGui::GetScrollX();
  grid.scroll_y = ImGui::GetScrollY();
  cursor.wheel_nudges = false;
  const Paint paint(ImGui::GetWindowDrawList(), in.paint);
  for (int row = 0; row < plan.row_count(); ++row) {
    for (int column = 0; column < plan.column_count(); ++column) {
      const Rect rect = grid.at(row, column);
      const WorkedCell place{.table = plan.shown().table, .row = row, .column = column};
      append(actions, handle_cell(in, keys, plan, place, rect));
      paint_cell(in, paint, plan, place, rect);
    }
  }
  ImGui::SetCursorScreenPos({grid.area.x - grid.scroll_x + width - 1, grid.area.y - grid.scroll_y + height - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  return actions;
}

/// Words beside the rows and numbers above the columns, which scroll along.
Actions show_labels(const ViewInput& in, const NumbersPlan& plan, const CellGrid& grid, const Rect& table) {
  Actions actions;
  const Paint& paint = in.paint;
  const Palette& c = paint.colours();
  ImDrawList* const list = paint.list();
  list->PushClipRect({grid.area.x, table.y}, {grid.area.right(), grid.area.y}, true);
  for (int column = 0; column < plan.column_count(); ++column) {
    const Rect at = grid.at(0, column);
    paint.text_in(Type::Small, {at.x, table.y, at.w - paint.px(5), grid.area.y - table.y}, Align::Right, c.faint,
                  std::to_string(column + 1));
  }
  list->PopClipRect();
  list->PushClipRect({table.x, grid.area.y}, {grid.area.x, grid.area.bottom()}, true);
  for (int row = 0; row < plan.row_count(); ++row) {
    const Rect at = grid.at(row, 0);
    if (at.bottom() < grid.area.y || at.y > grid.area.bottom()) continue;
    const Rect label{table.x, at.y, grid.area.x - table.x - paint.px(6), at.h};
    const bool asks = plan.rows_ask && row == in.app.query;
    const std::string& text = plan.rows[static_cast<std::size_t>(row)];
    paint.text_in(asks ? Type::SmallStrong : Type::Small, label, Align::Right, asks ? c.query : c.muted, text);
    if (!plan.rows_ask || !in.app.reading) continue;
    ImGui::PushID("label");
    const Touch t = touch(row, label);
    ImGui::PopID();
    if (t.clicked) actions.emplace_back(Edit(SetQuery{pin_shown(*in.app.reading, row)}));
    if (t.hovered) tooltip(paint, asks ? text + " asks" : "click: " + text + " asks");
  }
  list->PopClipRect();
  return actions;
}

/// What the example is about, as long as it is what it was: what is said of its numbers holds for those.
std::string_view note_of(const AppState& app) {
  const auto named = std::ranges::find(app.worked, app.scene.model, &WorkedExample::name);
  const bool as_it_was = named != app.worked.end() && named->worked == *app.scene.worked;
  return as_it_was ? std::string_view(app.scene.worked->note) : kHint;
}

/// What the last command did, or why not; else how to go on; else what the example is about.
void show_said(const ViewInput& in, const Rect& room) {
  const NumberCursor& cursor = in.memory.numbers;
  const Palette& c = in.paint.colours();
  const bool acting = in.memory.focus == Focus::Numbers;
  const bool said = !cursor.said.empty() && cursor.said_of == in.app.scene.worked;
  const std::string_view line = said ? std::string_view(cursor.said) : acting ? kHint : note_of(in.app);
  const Colour ink = !said ? c.faint : cursor.refused ? c.warn : c.text;
  const float height = in.paint.line(Type::Small) * 1.2F;
  const std::vector<std::string> parts = broken_lines(in.paint, Type::Small, line, room.w);
  const auto fit = static_cast<std::size_t>(std::max(1.0F, std::floor((room.h + in.paint.px(2)) / height)));
  for (std::size_t i = 0; i < std::min(fit, parts.size()); ++i) {
    const bool more = i + 1 == fit && parts.size() > fit;
    const Rect at{room.x, room.y + static_cast<float>(i) * height, room.w, height};
    in.paint.text_in(Type::Small, at, Align::Left, ink, more ? parts[i] + " …" : parts[i]);
  }
  if (touch("said", room).hovered && !said) {
    std::string whole;
    for (const std::string& part : broken_lines(in.paint, Type::Small, note_of(in.app), in.paint.px(420))) {
      whole += (whole.empty() ? "" : "\n") + part;
    }
    if (!whole.empty()) tooltip(in.paint, whole);
  }
}

}  // namespace

Actions show_numbers(const ViewInput& in) {
  if (!in.app.scene.worked) return {};
  const Paint& paint = in.paint;
  const KeyInput keys{in.app, in.memory};
  NumberCursor& cursor = in.memory.numbers;
  Actions actions;
  // A click anywhere else ends what is typed, and digits choose words again.
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && in.memory.focus == Focus::Numbers &&
      !in.area.contains({ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y})) {
    append(actions, finish_typing(keys));
    in.memory.focus = Focus::Words;
  }
  focus_ring(in, Focus::Numbers, in.area);
  paint.line({in.area.x + paint.px(16), in.area.y}, {in.area.right() - paint.px(16), in.area.y}, paint.colours().line);
  Rect area = in.area.inset(paint.px(16), paint.px(9));

  if (cursor.model != in.app.scene.model) {
    cursor = {};
    cursor.model = in.app.scene.model;
  }
  const NumbersPlan plan = plan_numbers(in.app.scene, cursor.tab);
  cursor.tab = static_cast<int>(plan.tab);
  cursor.row = std::clamp(cursor.row, 0, std::max(0, plan.row_count() - 1));
  cursor.column = std::clamp(cursor.column, 0, std::max(0, plan.column_count() - 1));
  const std::size_t keys_there = in.app.reading ? in.app.reading->keys().tokens.size() : 1;
  cursor.key = std::clamp(cursor.key, 0, std::max(0, static_cast<int>(keys_there) - 1));

  Flow flow(paint, area);
  append(actions, show_tabs(in, keys, plan, flow));
  if (area.w > paint.px(500)) flow.new_line();
  append(actions, show_commands_row(in, keys, flow));
  take_top(area, flow.bottom() - area.y + paint.px(4));
  const CellLimits limits{.least = {paint.px(kCells.least.x), paint.px(kCells.least.y)},
                          .most = {paint.px(kCells.most.x), paint.px(kCells.most.y)},
                          .bar = ImGui::GetStyle().ScrollbarSize};
  const int columns = std::max(1, plan.column_count());
  const int rows = std::max(1, plan.row_count());
  // The table comes first; what is said has up to three lines of the rest.
  const float line = paint.line(Type::Small) * 1.2F;
  const float needed = paint.px(kColumnNumbers + 6) + limits.bar + static_cast<float>(rows) * limits.least.y;
  const float said = std::clamp(std::floor((area.h - needed) / line), 1.0F, 3.0F) * line;
  const float tabs = area.y - in.area.y;
  in.memory.numbers_height = tabs + paint.px(kColumnNumbers + 6 + 9) + limits.bar +
                             static_cast<float>(rows) * limits.most.y + 3 * line + paint.px(6);
  const Rect beside = take_bottom(area, said + paint.px(6));

  const Rect table = area;
  take_top(area, paint.px(kColumnNumbers));
  take_left(area, paint.px(kLabelWidth));
  const CellFit fit = fit_cells({area.w, area.h}, columns, rows, limits);
  CellGrid grid{.area = {area.x, area.y, fit.room.x, fit.room.y}, .cell = fit.cell.x, .line = fit.cell.y};
  show_said(in, {beside.x, grid.area.bottom() + paint.px(6), beside.w, said});
  append(actions, show_number_cells(in, keys, plan, grid));
  append(actions, show_labels(in, plan, grid, table));
  return actions;
}

}  // namespace attnscope
