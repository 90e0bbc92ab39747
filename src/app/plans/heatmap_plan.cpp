#include "app/plans/heatmap_plan.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

constexpr float kClosest = 4;  ///< cells along a side at the deepest zoom
constexpr float kLeastTop = 0.1F;

/// Every k-th token with k the smallest step that keeps labels a line apart; `always` replaces what is too near to it.
std::vector<AxisLabel> thin_labels(int n, float first, float cell, float extent, float line, int always) {
  std::vector<AxisLabel> labels;
  const int step = std::max(1, static_cast<int>(std::ceil(line / cell)));
  const auto at = [&](int i) { return (static_cast<float>(i) + 0.5F - first) * cell; };
  const auto on_view = [&](int i) { return at(i) >= 0 && at(i) <= extent; };
  for (int i = 0; i < n; i += step) {
    const bool crowds = always >= 0 && i != always && std::abs(i - always) < step;
    if (on_view(i) && !crowds) labels.push_back({i, at(i)});
  }
  if (always >= 0 && always < n && always % step != 0 && on_view(always)) labels.push_back({always, at(always)});
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

HeatmapPlan plan_heatmap(const MapSize& size, int query, const std::vector<Cell>& outlined, const MapRegion& region,
                         const Rect& area, const HeatmapMetrics& m) {
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
  plan.rows = thin_labels(size.rows, plan.region.row, plan.cell, height, m.line, query);
  // Column labels lean, which takes a little more room along the axis than a line of text.
  plan.columns = thin_labels(size.columns, plan.region.column, plan.cell, width, m.line * 1.1F, -1);

  const auto clipped = [&](Rect r) {
    const float x0 = std::max(r.x, plan.map.x);
    const float y0 = std::max(r.y, plan.map.y);
    return Rect{x0, y0, std::min(r.right(), plan.map.right()) - x0, std::min(r.bottom(), plan.map.bottom()) - y0};
  };
  for (const Cell& cell : outlined) {
    const Rect r = clipped(cell_rect(plan, cell));
    if (r.w > 1 && r.h > 1) plan.outlined.push_back(r);
  }
  if (query >= 0 && query < size.rows) {
    Rect row = cell_rect(plan, {query, 0});
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
