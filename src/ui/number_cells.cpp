#include "ui/number_cells.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr float kThinnestCell = 1.5F;
constexpr float kWidestCell = 92;     ///< unscaled pixels, where a number stands in it
constexpr float kBehindText = 0.34F;  ///< opacity at most, so that the number stays readable

float number_pitch(const Paint& paint, float width, Eigen::Index count) {
  return std::min(width / static_cast<float>(std::max<Eigen::Index>(count, 1)), paint.px(kWidestCell));
}

/// Each block of neighbours by the largest of them, so that a single one stays visible.
Eigen::RowVectorXf grouped(const Eigen::RowVectorXf& values, int most) {
  const Eigen::Index cells = std::min<Eigen::Index>(values.size(), std::max(most, 1));
  if (cells == values.size()) return values;
  Eigen::RowVectorXf groups(cells);
  for (Eigen::Index i = 0; i < cells; ++i) {
    const Eigen::Index begin = i * values.size() / cells;
    const auto block = values.segment(begin, (i + 1) * values.size() / cells - begin);
    Eigen::Index largest = 0;
    block.cwiseAbs().maxCoeff(&largest);
    groups[i] = block[largest];
  }
  return groups;
}

int there_of(const CellLook& look, Eigen::Index count) {
  const auto all = static_cast<int>(count);
  return look.there < 0 ? all : std::min(look.there, all);
}

void mark(const Paint& paint, const Rect& cell) {
  paint.frame(cell.inset(-paint.px(1), -paint.px(1)), paint.colours().text, paint.px(1), paint.px(2));
}

Rect cells_with_numbers(const Paint& paint, const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values,
                        const CellLook& look) {
  const float pitch = number_pitch(paint, rect.w, values.size());
  const int there = there_of(look, values.size());
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    const Rect cell{rect.x + static_cast<float>(i) * pitch, rect.y, pitch - paint.px(2), rect.h};
    paint.fill(cell, with_alpha(look.colour, 0.06F), paint.px(2));
    if (i >= there) continue;
    const float strength = std::min(1.0F, std::abs(values[i]) / look.extent);
    if (values[i] >= 0) {
      paint.fill(cell, with_alpha(look.colour, kBehindText * strength * look.opacity), paint.px(2));
    } else {
      const float edge = std::max(1.0F, paint.px(1.5F));
      paint.frame(cell.inset(edge / 2, edge / 2), with_alpha(look.colour, std::sqrt(strength) * look.opacity), edge,
                  paint.px(2));
    }
    const Colour ink = mix(paint.colours().muted, paint.colours().text, look.opacity);
    paint.text_in(Type::Mono, cell, Align::Centre, ink, fixed_number(values[i], look.digits));
    if (i == look.marked) mark(paint, cell);
  }
  return {rect.x, rect.y, pitch * static_cast<float>(values.size()), rect.h};
}

}  // namespace

bool has_room_for_numbers(const Paint& paint, float width, Eigen::Ref<const Eigen::RowVectorXf> values, int digits) {
  if (values.size() == 0 || values.size() > kMostWritten) return false;
  const float room = number_pitch(paint, width, values.size()) - paint.px(8);
  for (const float value : values) {
    if (paint.width(Type::Mono, fixed_number(value, digits)) > room) return false;
  }
  return true;
}

Rect number_cells(const Paint& paint, const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values,
                  const CellLook& look) {
  if (look.numbers) return cells_with_numbers(paint, rect, values, look);
  Eigen::RowVectorXf there = values;
  const int count = there_of(look, values.size());
  there.tail(values.size() - count).setZero();
  const Eigen::RowVectorXf cells = grouped(there, static_cast<int>(rect.w / paint.px(kThinnestCell)));
  const Rect strip = cell_strip(paint, {rect.x, rect.y}, rect.w, rect.h, cells, look.extent, look.colour, look.opacity);
  if (look.marked >= 0 && look.marked < count) {
    const float pitch = strip.w / static_cast<float>(values.size());
    mark(paint, {strip.x + pitch * static_cast<float>(look.marked), strip.y, pitch - paint.px(1), strip.h});
  }
  return strip;
}

Rect stacked_lengths(const Paint& paint, const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values,
                     const CellLook& look) {
  paint.fill(rect, paint.colours().track, paint.px(2));
  const int there = there_of(look, values.size());
  float x = rect.x;
  for (int i = 0; i < there; ++i) {
    const float w = rect.w * values[i] / look.extent;
    const Rect part{x, rect.y, std::max(w - paint.px(1), std::min(w, paint.px(0.5F))), rect.h};
    paint.fill(part, with_alpha(look.colour, i == look.marked ? 1.0F : 0.45F));
    x += w;
  }
  return rect;
}

int cell_under_pointer(const Rect& cells, int count) {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (count < 1 || !cells.contains({pointer.x, pointer.y})) return -1;
  return std::min(static_cast<int>((pointer.x - cells.x) / cells.w * static_cast<float>(count)), count - 1);
}

int length_under_pointer(const Rect& rect, Eigen::Ref<const Eigen::RowVectorXf> values, float extent) {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!rect.contains({pointer.x, pointer.y})) return -1;
  float left = (pointer.x - rect.x) / rect.w * extent;
  for (int i = 0; i < static_cast<int>(values.size()); ++i) {
    left -= values[i];
    if (left < 0) return i;
  }
  return -1;
}

}  // namespace attnscope
