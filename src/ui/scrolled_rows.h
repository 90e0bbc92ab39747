#pragma once

#include <algorithm>
#include <cmath>

#include "ui/view.h"

namespace attnscope {

/// How high a row is, unscaled pixels: what the area has for it, within these. Where not all fit, as many whole ones as
/// do share the area: half a row looks like a mistake.
struct RowHeight {
  float least = 0;
  float most = 0;
};

/// Rows of one height one below the other, scrolled where they do not fit.
/// show(paint, index, rectangle of the row): for those on view; the paint is that of the scrolled part.
/// bring: a row that is to be on view.
template <class Show>
void scrolled_rows(const ViewInput& in, const char* id, const Rect& area, std::size_t count, const RowHeight& range,
                   const Show& show, std::optional<std::size_t> bring = std::nullopt) {
  const float around = in.paint.px(6);  // what marks a row reaches beyond it
  const auto rows = static_cast<float>(count);
  const float on_view = std::max(std::min(std::floor(area.h / in.paint.px(range.least)), rows), 1.0F);
  const float height = std::min(area.h / on_view, in.paint.px(range.most));
  ImGui::SetCursorScreenPos({area.x - around, area.y});
  ImGui::BeginChild(id, {area.w + 2 * around, area.h}, false, ImGuiWindowFlags_NoBackground);
  const Paint paint(ImGui::GetWindowDrawList(), in.paint);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (bring) {
    const float top = corner.y + static_cast<float>(*bring) * height;
    const bool there = top >= area.y && top + height <= area.bottom();
    if (!there) ImGui::SetScrollFromPosY(top + height / 2 - ImGui::GetWindowPos().y, 0.5F);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Rect line{corner.x + around, corner.y + static_cast<float>(i) * height, area.w, height};
    if (ImGui::IsRectVisible({line.x, line.y}, {line.right(), line.bottom()})) show(paint, i, line);
  }
  ImGui::SetCursorScreenPos({corner.x, corner.y + rows * height - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

/// The ground of a row whose key the pointer is on.
inline void mark_row(const Paint& paint, const Rect& line) {
  paint.fill(line.inset(-paint.px(6), 0), with_alpha(paint.colours().key, 0.10F), paint.px(4));
}

}  // namespace attnscope
