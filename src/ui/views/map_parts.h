#pragma once

#include <optional>

#include "app/plans/heatmap_plan.h"
#include "ui/view.h"

namespace attnscope {

/// One map of those on the screen, and what is marked in it.
struct MapLook {
  const Answer& answer;  ///< with a view
  int query = -1;
  MapRegion region;
  ColourRange range;
  std::optional<PatternId> outlined = std::nullopt;
  std::optional<Cell> hovered = std::nullopt;
  std::optional<int> hovered_column = std::nullopt;
  Gpu::Map slot = Gpu::Map::Shown;
  bool colour_bar = true;
};

/// The values that stand for the colours, as the scene asks: the weights on their way, or the scores.
std::shared_ptr<const Matrix> map_values(const AppState& app, const Answer& answer);
/// What the colours stand for. Both maps of a comparison have one range, so that equal colours are equal numbers.
ColourRange map_range(const AppState& app);

MapSize map_size(const Reading& reading);
/// look.hovered may be from the frame before: what the pointer is on is known only once the map has its place.
HeatmapPlan plan_map(const ViewInput& in, const MapLook& look, const Rect& area);
void paint_map(const ViewInput& in, const MapLook& look, const HeatmapPlan& plan, const Rect& area);

}  // namespace attnscope
