#include "ui/notice.h"

#include <algorithm>
#include <cmath>

#include "ui/lines.h"

namespace attnscope {
namespace {

constexpr std::size_t kMostNoticeLines = 6;

std::vector<std::string> notice_lines(const Paint& paint, std::string_view text, float width) {
  std::vector<std::string> lines = broken_lines(paint, Type::Small, text, width);
  if (lines.size() > kMostNoticeLines) {
    lines.resize(kMostNoticeLines);
    lines.back() += "…";
  }
  return lines;
}

}  // namespace

Actions show_notice(const ViewInput& in, const Layout& layout) {
  if (!in.app.notice || in.app.notice->place != Notice::Place::Window) return {};
  const Paint& outer = in.paint;
  const Palette& c = outer.colours();
  const bool error = in.app.notice->kind == Notice::Kind::Error;
  const Rect& place = layout.page.h > 0 ? layout.page : layout.query;
  const Rect room = place.inset(outer.px(10), outer.px(8));
  const float around = outer.px(52);
  const std::vector<std::string> lines = notice_lines(outer, in.app.notice->text, room.w - around);
  float widest = 0;
  for (const std::string& line : lines) widest = std::max(widest, outer.width(Type::Small, line));
  const float w = std::ceil(std::min(widest + around, room.w));
  const float pitch = outer.line(Type::Small) * 1.2F;
  const float h = std::ceil(pitch * static_cast<float>(lines.size()) + outer.px(14));
  const Rect rect{std::floor(room.right() - w), std::floor(room.y), w, h};

  // A window of its own, so that it lies above the scrolled parts of the screen.
  ImGui::SetNextWindowPos({rect.x, rect.y});
  ImGui::SetNextWindowSize({rect.w, rect.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("notice", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground);
  const Paint paint(ImGui::GetWindowDrawList(), outer);
  paint.fill(rect, c.raised, paint.px(8));
  const float edge = error ? paint.px(1.5F) : 1;  // inside the window, which would cut it
  paint.frame(rect.inset(edge / 2, edge / 2), error ? c.warn : c.line, edge, paint.px(8));
  Rect inside = rect.inset(paint.px(12), paint.px(7));
  Rect close = take_right(inside, paint.px(20));
  paint.text_in(Type::Small, take_top(close, pitch), Align::Right, c.muted, "×");
  for (const std::string& line : lines) {
    paint.text_in(Type::Small, take_top(inside, pitch), Align::Left, error ? c.warn : c.text, line);
  }
  const bool clicked = touch("notice", rect).clicked;
  ImGui::End();
  ImGui::PopStyleVar();
  if (clicked) return {Command(DismissNotice{})};
  return {};
}

}  // namespace attnscope
