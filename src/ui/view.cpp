#include "ui/view.h"

#include <algorithm>

namespace attnscope {
namespace {

Touch answer() {
  Touch t;
  t.hovered = ImGui::IsItemHovered();
  t.clicked = ImGui::IsItemClicked(ImGuiMouseButton_Left);
  t.double_clicked = t.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  t.held = ImGui::IsItemActive();
  t.released = ImGui::IsItemDeactivated();
  return t;
}

bool place(const Rect& rect) {
  if (rect.w <= 0 || rect.h <= 0) return false;
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  return true;
}

}  // namespace

bool is_shown(Focus part, const AppState& app) {
  const bool by_hand = app.scene.worked.has_value();
  if (app.presenting && (part == Focus::Sentence || part == Focus::SecondText)) return false;
  if (part == Focus::Numbers) return by_hand;
  if (part == Focus::Lesson) return app.teach.lesson != nullptr || app.scene.audit.has_value();
  if (part == Focus::SecondText) return app.card.takes_two();
  return !by_hand || (part != Focus::Patterns && part != Focus::Heads);
}

Actions show_part(const ViewInput& whole, const char* key, Actions (*show)(const ViewInput&), const Rect& area) {
  if (area.h <= 0) return {};
  ImGui::PushID(key);
  whole.paint.list()->PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
  Actions asked = show({whole.app, area, whole.paint, whole.gpu, whole.memory, whole.now});
  whole.paint.list()->PopClipRect();
  ImGui::PopID();
  return asked;
}

Touch touch(const char* id, const Rect& rect) {
  if (!place(rect)) return {};
  ImGui::InvisibleButton(id, {rect.w, rect.h});
  return answer();
}

Touch touch(int id, const Rect& rect) {
  ImGui::PushID(id);
  const Touch t = touch("item", rect);
  ImGui::PopID();
  return t;
}

void tooltip(const Paint& paint, std::string_view text, Type type) {
  if (paint.quiet()) return;
  const std::string shown = paint.shown_lines(type, text);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {paint.px(10), paint.px(7)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleColor(ImGuiCol_Text, paint.colours().text);
  paint.push_font(type);
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(shown.data(), shown.data() + shown.size());
  ImGui::EndTooltip();
  ImGui::PopFont();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

void focus_ring(const ViewInput& in, Focus part, const Rect& rect) {
  if (!in.memory.focus_visible || in.memory.focus != part) return;
  in.paint.frame(rect.inset(in.paint.px(2), in.paint.px(2)), in.paint.colours().query, in.paint.px(1.5F),
                 in.paint.px(6));
}

}  // namespace attnscope
