#include "ui/learn.h"

#include <algorithm>
#include <utility>

#include "app/plans/learn_plan.h"
#include "ui/sheet.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr int kSections = static_cast<int>(kLearnSections.size());

void show_sections(const ViewInput& in, const Paint& paint, Rect column) {
  UiMemory& memory = in.memory;
  for (int i = 0; i < kSections; ++i) {
    const bool on = memory.learn_section == i;
    const Rect row = take_top(column, paint.px(34));
    if (choice(paint, -1 - i, row, kLearnSections[static_cast<std::size_t>(i)].title, "", on)) {
      memory.learn_section = i;
      memory.learn_row = 0;
    }
    take_top(column, paint.px(2));
  }
}

/// Returns where the rows end.
float show_learn_rows(const ViewInput& in, const Paint& paint, const Rect& area, Actions& actions) {
  const Palette& c = paint.colours();
  const LearnSection& section = kLearnSections[static_cast<std::size_t>(in.memory.learn_section)];
  const float height = paint.px(46);
  float y = area.y;
  paint.text_in(Type::Small, {area.x + paint.px(10), y, area.w, paint.px(28)}, Align::Left, c.muted, section.about);
  y += paint.px(32);
  const std::vector<LearnRow> rows = section.rows(in.app);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LearnRow& row = rows[i];
    const Rect place{area.x, y, area.w, height - paint.px(2)};
    const bool pointed_at = in.memory.learn_row == static_cast<int>(i);
    if (pointed_at && std::exchange(in.memory.learn_moved, false)) {
      ImGui::SetScrollFromPosY(place.centre().y - ImGui::GetWindowPos().y, 0.5F);
    }
    if (choice(paint, static_cast<int>(i), place, row.title, row.about, row.on)) append(actions, row.choose);
    if (pointed_at) paint.frame(place, c.query, 1, paint.px(6));
    paint.text_in(Type::Small, place.inset(paint.px(12), 0), Align::Right, c.muted, row.mark);
    y += height;
  }
  return y;
}

}  // namespace

Actions show_learn(const ViewInput& in, bool examples) {
  return sheet(in, "learn", "Learn", 860, 640, [&](const Paint& paint, Rect area, Actions& actions) {
    if (ImGui::IsWindowAppearing()) {
      in.memory.learn_row = 0;
      if (examples) in.memory.learn_section = static_cast<int>(kExamplesSection);
    }
    // The parts stay where they are while the rows scroll.
    const Rect column = take_left(area, paint.px(150));
    show_sections(in, paint, {column.x, column.y + ImGui::GetScrollY(), column.w, column.h});
    take_left(area, paint.px(14));
    end_body(show_learn_rows(in, paint, area, actions));
  });
}

std::optional<Actions> move_in_learn(const AppState& app, UiMemory& memory, int along, int down, bool enter) {
  if (along == 0 && down == 0 && !enter) return std::nullopt;
  if (along != 0) {
    memory.learn_section = std::clamp(memory.learn_section + along, 0, kSections - 1);
    memory.learn_row = 0;
  }
  const std::vector<LearnRow> rows = kLearnSections[static_cast<std::size_t>(memory.learn_section)].rows(app);
  memory.learn_row = std::clamp(memory.learn_row + down, 0, std::max(0, static_cast<int>(rows.size()) - 1));
  memory.learn_moved = true;
  if (!enter || rows.empty()) return Actions{};
  return rows[static_cast<std::size_t>(memory.learn_row)].choose;
}

}  // namespace attnscope
