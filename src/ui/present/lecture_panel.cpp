#include "ui/present/lecture_panel.h"

#include <algorithm>
#include <utility>

#include "app/plans/present_plan.h"
#include "app/words.h"
#include "ui/present/keys.h"
#include "ui/present/scene_picture.h"
#include "ui/sheet.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kRow = 78;
constexpr float kEdge = 24;  ///< of the list, where what is carried scrolls it

/// Buttons one after the other, from the left.
class ButtonRow {
 public:
  ButtonRow(const Paint& paint, Rect place) : paint_(paint), place_(place) {}

  bool add(const char* id, std::string_view label, std::string_view keys = {}) {
    const Rect cut = take_left(place_, button_width(paint_, label, keys));
    take_left(place_, paint_.px(8));
    return button(paint_, id, cut, label, keys);
  }

 private:
  const Paint& paint_;
  Rect place_;
};

/// Number, picture, name and what is said of a scene.
void paint_scene_row(const ViewInput& in, const Paint& paint, std::size_t at, Rect inside) {
  const Palette& c = paint.colours();
  const LectureScene& scene = in.app.lecture.scenes[at];
  paint.text_in(Type::Strong, take_left(inside, paint.px(26)), Align::Left, c.muted, std::to_string(at + 1));
  const Rect picture = take_left(inside, inside.h);
  paint_scene_picture(paint, picture, in.app, at);
  take_left(inside, paint.px(12));
  const std::string second = scene.title.empty() ? scene.notes : scene.scene.text;
  paint.text_in(Type::Strong, take_top(inside, inside.h / 2), Align::Left, c.text, name_of(scene));
  paint.text_in(Type::Small, inside, Align::Left, c.muted, second.substr(0, second.find('\n')));
}

void show_scene_row(const ViewInput& in, const Paint& paint, std::size_t at, const Rect& row, Actions& actions) {
  const Palette& c = paint.colours();
  LectureMemory& memory = in.memory.lecture;
  const auto number = static_cast<int>(at);
  const Touch t = touch(number, row);
  if (t.clicked) memory.row = number;
  if (t.double_clicked) {
    actions.emplace_back(Edit(SetScene{in.app.lecture.scenes[at].scene}));
    actions.emplace_back(Command(ShowPanel{Panel::None}));
  }
  if (t.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) memory.dragged = number;
  const bool chosen = number == memory.row;
  if (chosen || t.hovered) paint.fill(row, chosen ? chosen_ground(c) : c.raised, paint.px(6));
  if (chosen) paint.fill({row.x, row.y, paint.px(3), row.h}, c.query, paint.px(1.5F));
  paint_scene_row(in, paint, at, row.inset(paint.px(10), paint.px(7)));
}

/// The scene that is carried, under the pointer, and a line where it would come to lie; there it goes once it is let
/// go.
void carry_scene(const ViewInput& in, const Paint& paint, const Rect& list, float pitch, Actions& actions) {
  LectureMemory& memory = in.memory.lecture;
  const auto count = static_cast<int>(in.app.lecture.scenes.size());
  if (!memory.dragged || *memory.dragged >= count) return memory.dragged.reset();
  const float pointer = ImGui::GetIO().MousePos.y;
  const int gap = gap_in_list((pointer - list.y) / pitch, count);
  const int to = landing_row(*memory.dragged, gap);
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    const auto from = static_cast<std::size_t>(*std::exchange(memory.dragged, std::nullopt));
    if (static_cast<std::size_t>(to) == from) return;
    memory.row = to;
    actions.emplace_back(Command(ChangeLecture{MoveScene{from, static_cast<std::size_t>(to)}}));
    return;
  }
  const Palette& c = paint.colours();
  if (to != *memory.dragged) {
    const float y = list.y + static_cast<float>(gap) * pitch - paint.px(3.5F);
    paint.fill({list.x, y, list.w, paint.px(3)}, c.query, paint.px(1.5F));
  }
  const Rect carried{list.x + paint.px(10), pointer - pitch / 2, list.w, pitch - paint.px(4)};
  paint.fill(carried, c.raised, paint.px(6));
  paint.frame(carried, c.query, 1, paint.px(6));
  paint_scene_row(in, paint, static_cast<std::size_t>(*memory.dragged), carried.inset(paint.px(10), paint.px(7)));
}

void show_rows(const ViewInput& in, const Paint& outer, const Rect& area, Actions& actions) {
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::BeginChild("scenes", {area.w, area.h}, false, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
  const Paint paint(ImGui::GetWindowDrawList(), outer);
  LectureMemory& memory = in.memory.lecture;
  if (memory.dragged) {  // what is carried to an edge scrolls the list
    const float pointer = ImGui::GetIO().MousePos.y;
    const float beyond =
        std::min(0.0F, pointer - area.y - paint.px(kEdge)) + std::max(0.0F, pointer - area.bottom() + paint.px(kEdge));
    ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() + beyond / 2, 0.0F, ImGui::GetScrollMaxY()));
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = paint.px(kRow);
  const std::size_t count = in.app.lecture.scenes.size();
  const float width = area.w - paint.px(14);
  for (std::size_t i = 0; i < count; ++i) {
    const Rect row{corner.x, corner.y + static_cast<float>(i) * height, width, height - paint.px(4)};
    if (static_cast<int>(i) == memory.row && std::exchange(memory.row_moved, false)) {
      ImGui::SetScrollFromPosY(row.centre().y - ImGui::GetWindowPos().y, 0.5F);
    }
    const bool held = memory.dragged == static_cast<int>(i);  // a row that is not there cannot be held
    if (held || ImGui::IsRectVisible({row.x, row.y}, {row.right(), row.bottom()})) {
      show_scene_row(in, paint, i, row, actions);
    }
  }
  carry_scene(in, paint, {corner.x, corner.y, width, static_cast<float>(count) * height}, height, actions);
  ImGui::SetCursorScreenPos({corner.x, corner.y + static_cast<float>(count) * height - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void show_chosen(const ViewInput& in, const Paint& paint, Rect area, Actions& actions) {
  const Palette& c = paint.colours();
  LectureMemory& memory = in.memory.lecture;
  const auto at = static_cast<std::size_t>(memory.row);
  const LectureScene& scene = in.app.lecture.scenes[at];
  const auto change = [&](LectureEdit edit) { actions.emplace_back(Command(ChangeLecture{std::move(edit)})); };
  paint.text_in(Type::Small, take_top(area, paint.px(20)), Align::Left, c.muted, "Title, for the room");
  if (auto typed =
          edit_text(paint, "title", take_top(area, paint.px(36)), memory.title, scene.title, FieldLines::One)) {
    change(RenameScene{at, *std::move(typed)});
  }
  take_top(area, paint.px(10));
  paint.text_in(Type::Small, take_top(area, paint.px(20)), Align::Left, c.muted, "Notes, for the speaker");
  ButtonRow buttons(paint, take_bottom(area, paint.px(34)));
  take_bottom(area, paint.px(10));
  if (auto typed = edit_text(paint, "notes", area, memory.notes, scene.notes, FieldLines::Many)) {
    change(SetNotes{at, *std::move(typed)});
  }
  if (buttons.add("show", "Show", "Enter")) {
    actions.emplace_back(Edit(SetScene{scene.scene}));
    actions.emplace_back(Command(ShowPanel{Panel::None}));
  }
  if (buttons.add("retake", "Replace by this view")) change(RetakeScene{at, in.app.scene});
  if (buttons.add("remove", "Remove", "Del")) change(RemoveScene{at});
}

}  // namespace

Actions show_lecture(const ViewInput& in) {
  return sheet(in, "lecture", "Lecture", 1120, 720, [&in](const Paint& paint, Rect area, Actions& actions) {
    const Palette& c = paint.colours();
    LectureMemory& memory = in.memory.lecture;
    const std::size_t count = in.app.lecture.scenes.size();
    ButtonRow buttons(paint, take_top(area, paint.px(34)));
    if (const Rect hint = take_bottom(area, paint.px(26)); count > 0) {
      paint.text_in(
          Type::Small, hint, Align::Left, c.muted,
          "Drag a scene to its place, or Ctrl+↑↓.  Arrows choose, Tab goes from field to field, Ctrl+Z undoes.");
    }
    if (buttons.add("present", "Present", "F5")) actions.emplace_back(Command(StartPresenting{}));
    if (buttons.add("add", "Add this view", "V")) actions = add_view({in.app, in.memory});
    if (buttons.add("save", "Save", "Ctrl+S")) actions.emplace_back(Command(ShowPanel{Panel::SaveLecture}));
    if (buttons.add("export", "As PDF", "Ctrl+E")) actions.emplace_back(Command(ShowPanel{Panel::ExportLecture}));
    take_top(area, paint.px(10));
    Rect name = take_top(area, paint.px(36));
    const std::string_view of_lecture = "Title of the lecture";
    const Rect label = take_left(name, paint.width(Type::Small, of_lecture) + paint.px(12));
    paint.text_in(Type::Small, label, Align::Left, c.muted, of_lecture);
    take_right(name, paint.px(2));
    if (auto typed = edit_text(paint, "name", name, memory.name, in.app.lecture.title, FieldLines::One)) {
      actions.emplace_back(Command(ChangeLecture{RenameLecture{*std::move(typed)}}));
    }
    take_top(area, paint.px(12));
    memory.row = std::clamp(memory.row, 0, count == 0 ? 0 : static_cast<int>(count) - 1);
    if (count == 0) {
      memory.title.active = memory.notes.active = false;
      memory.dragged.reset();
      paint.text_in(Type::Body, take_top(area, paint.px(30)), Align::Left, c.text,
                    "No scene yet. Make a view that you want to show, and press V: it becomes a scene here.");
      paint.text_in(Type::Body, take_top(area, paint.px(26)), Align::Left, c.muted,
                    "A lecture file opens with Ctrl+O, or drop it on the window.");
      return;
    }
    show_rows(in, paint, take_left(area, area.w * 0.46F), actions);
    take_left(area, paint.px(12));
    take_bottom(area, paint.px(6));
    show_chosen(in, paint, area, actions);
  });
}

}  // namespace attnscope
