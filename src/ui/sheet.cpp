#include "ui/sheet.h"

#include <algorithm>
#include <utility>

#include "ui/widgets.h"

namespace attnscope {

Actions sheet(const ViewInput& in, const char* id, std::string_view title, float width, float height,
              const SheetBody& body) {
  Actions actions;
  const Paint& outer = in.paint;
  const Palette& c = outer.colours();
  const float w = std::min(outer.px(width), in.area.w - outer.px(32));
  const float h = std::min(outer.px(height), in.area.h - outer.px(32));
  const Rect rect{in.area.x + (in.area.w - w) / 2, in.area.y + (in.area.h - h) / 2, w, h};

  ImGui::SetNextWindowPos({in.area.x, in.area.y});
  ImGui::SetNextWindowSize({in.area.w, in.area.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, {0, 0, 0, 0.45F});
  ImGui::SetNextWindowFocus();
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav);
  const Paint paint(ImGui::GetWindowDrawList(), outer);
  paint.fill(rect, c.panel, paint.px(10));
  paint.frame(rect, c.line, 1, paint.px(10));
  Rect inside = rect.inset(paint.px(22), paint.px(16));
  Rect head = take_top(inside, paint.px(36));
  if (button(paint, "close", take_right(head, button_width(paint, "Close", "Esc")), "Close", "Esc")) {
    actions.emplace_back(Command(ShowPanel{Panel::None}));
  }
  paint.text_in(Type::Title, head, Align::Left, c.text, title);
  take_top(inside, paint.px(8));
  const bool clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImGui::SetCursorScreenPos({inside.x, inside.y});
  ImGui::BeginChild("body", {inside.w, inside.h}, false, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
  if (const int lines = std::exchange(in.memory.scroll_lines, 0); lines != 0) {
    ImGui::SetScrollY(
        std::clamp(ImGui::GetScrollY() + static_cast<float>(lines) * outer.px(24), 0.0F, ImGui::GetScrollMaxY()));
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Paint within(ImGui::GetWindowDrawList(), paint);
  body(within, Rect{corner.x, corner.y, inside.w - paint.px(12), inside.h}, actions);
  ImGui::EndChild();
  if (clicked && !rect.contains({mouse.x, mouse.y})) actions.emplace_back(Command(ShowPanel{Panel::None}));
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return actions;
}

bool choice(const Paint& paint, int id, const Rect& row, std::string_view title, std::string_view second, bool on) {
  const Palette& c = paint.colours();
  const Touch t = touch(id, row);
  if (t.hovered || on) paint.fill(row, on ? chosen_ground(c) : c.raised, paint.px(6));
  Rect inside = row.inset(paint.px(10), paint.px(4));
  if (second.empty()) {
    paint.text_in(Type::Body, inside, Align::Left, c.text, title);
  } else {
    paint.text_in(Type::Body, take_top(inside, inside.h / 2), Align::Left, c.text, title);
    paint.text_in(Type::Small, inside, Align::Left, c.muted, second);
  }
  return t.clicked;
}

void end_body(float bottom) {
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, bottom});
  ImGui::Dummy({1, 1});
}

}  // namespace attnscope
