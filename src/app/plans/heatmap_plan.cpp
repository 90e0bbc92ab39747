#include "app/plans/heatmap_plan.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace attnscope {
namespace {

constexpr float kClosest = 4;  ///< cells along a side at the deepest zoom
constexpr float kLeastTop = 0.1F;

/// The tokens along one side of the map, as far as they are on view.
struct Axis {
  int count = 0;
  float first = 0;   ///< what the view begins at, in cells
  float cell = 0;    ///< side of one
  float extent = 0;  ///< of the view

  [[nodiscard]] float at(int i) const { return (static_cast<float>(i) + 0.5F - first) * cell; }
  [[nodiscard]] bool shows(int i) const { return i >= 0 && i < count && at(i) >= 0 && at(i) <= extent; }
};

/// Labels that are at least a line apart: those that have to be there, the first of them in its place, and of the
/// others each k-th that has room.
std::vector<AxisLabel> thin_labels(const Axis& axis, float line, std::array<int, 2> always) {
  std::vector<AxisLabel> labels;
  for (const int token : always) {
    if (!axis.shows(token)) continue;
    AxisLabel label{token, axis.at(token)};
    if (!labels.empty()) {
      const AxisLabel& first = labels.front();
      if (first.token == token) continue;
      label.at = token > first.token ? std::max(label.at, first.at + line) : std::min(label.at, first.at - line);
    }
    labels.push_back(label);
  }
  const std::vector<AxisLabel> fixed = labels;
  const auto crowds = [&](int i) {
    return std::ranges::any_of(fixed, [&](const AxisLabel& label) { return std::abs(axis.at(i) - label.at) < line; });
  };
  const int step = std::max(1, static_cast<int>(std::ceil(line / axis.cell)));
  for (int i = 0; i < axis.count; i += step) {
    if (axis.shows(i) && !crowds(i)) labels.push_back({i, axis.at(i)});
  }
  return labels;
}

}  // namespace

Point cells_on_view(const MapRegion& region, const MapSize& size) {
  return {std::min(region.span, static_cast<float>(std::max(size.columns, 1))),
          std::min(region.span, static_cast<float>(std::max(size.rows, 1)))};
}

MapRegion clamp_region(MapRegion region, const MapSize& size) {
  const auto whole = static_cast<float>(std::max({size.rows, size.columns, 1}));
  region.span = region.span <= 0 ? whole : std::clamp(region.span, std::min(kClosest, whole), whole);
  const Point seen = cells_on_view(region, size);
  region.column = std::clamp(region.column, 0.0F, static_cast<float>(std::max(size.columns, 1)) - seen.x);
  region.row = std::clamp(region.row, 0.0F, static_cast<float>(std::max(size.rows, 1)) - seen.y);
  return region;
}

MapRegion zoom_region(const MapRegion& from, const MapSize& size, Point at, float factor) {
  const MapRegion before = clamp_region(from, size);
  MapRegion after = before;
  after.span = clamp_region({0, 0, before.span / factor}, size).span;
  const Point seen = cells_on_view(before, size);
  const Point left = cells_on_view(after, size);
  after.column += at.x * (seen.x - left.x);
  after.row += at.y * (seen.y - left.y);
  return clamp_region(after, size);
}

ColourRange colour_range(const Matrix& values, const Visibility& mask, bool weights, bool leave_out_first) {
  float low = std::numeric_limits<float>::max();
  float high = std::numeric_limits<float>::lowest();
  for (int i = 0; i < values.rows(); ++i) {
    KeyRange keys = visible_keys(mask, i, static_cast<int>(values.cols()));
    if (leave_out_first && values.cols() > 1) keys.begin = std::max(keys.begin, 1);
    if (keys.size() <= 0) continue;
    const auto seen = values.row(i).segment(keys.begin, keys.size());
    low = std::min(low, seen.minCoeff());
    high = std::max(high, seen.maxCoeff());
  }
  if (high < low) return {};
  if (weights) return {0, std::max(high, kLeastTop)};
  // Equal scores still need a range; 1 is nothing to a huge float.
  return {low, high > low ? high : low + std::max(1.0F, 1e-6F * std::abs(low))};
}

int strongest_key(const HeadView& view, int row) {
  if (row < 0 || row >= view.weights.rows() || view.weights.cols() == 0) return -1;
  Eigen::Index key = 0;
  return view.weights.row(row).maxCoeff(&key) > 0 ? static_cast<int>(key) : -1;
}

HeatmapPlan plan_heatmap(const MapSize& size, const MapFocus& focus, const std::vector<Cell>& outlined,
                         const MapRegion& region, const Rect& area, const HeatmapMetrics& m) {
  HeatmapPlan plan;
  plan.region = clamp_region(region, size);
  const Point room{area.w - m.row_label - m.bar, area.h - m.column_label};
  const Point seen = cells_on_view(plan.region, size);
  // The longer side is whole pixels; of a square, both are.
  const float longest = std::max(seen.x, seen.y);
  const Point part{seen.x / longest, seen.y / longest};
  const float side = std::max(1.0F, std::floor(std::min(room.x / part.x, room.y / part.y)));
  const float width = std::max(1.0F, side * part.x);
  const float height = std::max(1.0F, side * part.y);
  plan.map = {std::round(area.x + m.row_label + std::max(0.0F, (room.x - width) / 2)),
              std::round(area.y + m.column_label), width, height};
  constexpr float kLeastBar = 60;  // for its three numbers
  plan.colour_bar = {plan.map.right() + m.bar * 0.28F, plan.map.y, m.bar * 0.16F,
                     std::max(height * 0.5F, std::min(kLeastBar, room.y))};
  if (size.rows <= 0 || size.columns <= 0) return plan;
  plan.cell = side / longest;
  const Axis down{size.rows, plan.region.row, plan.cell, height};
  const Axis along{size.columns, plan.region.column, plan.cell, width};
  plan.rows = thin_labels(down, m.line, {focus.query, focus.hovered_row});
  // Column labels lean, which takes a little more room along the axis than a line of text.
  plan.columns = thin_labels(along, m.line * 1.1F, {focus.strongest, focus.hovered_column});

  const auto clipped = [&](Rect r) {
    const float x0 = std::max(r.x, plan.map.x);
    const float y0 = std::max(r.y, plan.map.y);
    return Rect{x0, y0, std::min(r.right(), plan.map.right()) - x0, std::min(r.bottom(), plan.map.bottom()) - y0};
  };
  for (const Cell& cell : outlined) {
    const Rect r = clipped(cell_rect(plan, cell));
    if (r.w > 1 && r.h > 1) plan.outlined.push_back(r);
  }
  if (focus.query >= 0 && focus.query < size.rows) {
    Rect row = cell_rect(plan, {focus.query, 0});
    row.x = plan.map.x;
    row.w = plan.map.w;
    row = clipped(row);
    if (row.h > 0) plan.query_row = row;
  }
  return plan;
}

std::optional<Cell> cell_at(const HeatmapPlan& plan, const MapSize& size, Point p) {
  if (size.rows <= 0 || size.columns <= 0 || !plan.map.contains(p)) return std::nullopt;
  const Cell cell{static_cast<int>(plan.region.row + (p.y - plan.map.y) / plan.cell),
                  static_cast<int>(plan.region.column + (p.x - plan.map.x) / plan.cell)};
  if (cell.row >= size.rows || cell.column >= size.columns) return std::nullopt;
  return cell;
}

Rect cell_rect(const HeatmapPlan& plan, const Cell& cell) {
  return {plan.map.x + (static_cast<float>(cell.column) - plan.region.column) * plan.cell,
          plan.map.y + (static_cast<float>(cell.row) - plan.region.row) * plan.cell, plan.cell, plan.cell};
}

}  // namespace attnscope
