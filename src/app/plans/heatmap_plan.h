#pragma once

#include <vector>

#include "app/plans/geometry.h"
#include "core/attention.h"
#include "core/patterns.h"

namespace attnscope {

/// A map's cells: tokens that ask down its left side, tokens that are asked along its top.
struct MapSize {
  int rows = 0;
  int columns = 0;

  MapSize() = default;
  MapSize(int n) : rows(n), columns(n) {}  // NOLINT(google-explicit-constructor): a text that looks at itself
  MapSize(int down, int along) : rows(down), columns(along) {}
  friend bool operator==(const MapSize&, const MapSize&) = default;
};

/// The part of the map that is on view, in cells from the top left. A person's zoom; changes no number.
struct MapRegion {
  float column = 0;
  float row = 0;
  float span = 0;  ///< cells along each side, as far as there are that many; 0: everything
  friend bool operator==(const MapRegion&, const MapRegion&) = default;
};

/// How many cells of the map are on view, along its top and down its left side. region: clamped.
Point cells_on_view(const MapRegion& region, const MapSize& size);

/// A region inside the map: span between 4 cells (or all) and those of the longer side, moved inside the edges.
MapRegion clamp_region(MapRegion region, const MapSize& size);

/// Zooms by `factor` (> 1: closer) so that the cell under `at` (0 ... 1 along each side) stays where it is.
MapRegion zoom_region(const MapRegion& region, const MapSize& size, Point at, float factor);

/// What a colour stands for: values from low to high run through the colour map.
struct ColourRange {
  float low = 0;
  float high = 1;
};

/// Weights run from 0 to the largest weight on view, at least to 10 %, so that a flat head doesn't look sharp; scores
/// from the smallest to the largest. Only cells that the mask shows count; leave_out_first drops the first column.
ColourRange colour_range(const Matrix& values, const Visibility& mask, bool weights, bool leave_out_first);

/// A label beside a row or above a column.
struct AxisLabel {
  int token = 0;
  float at = 0;  ///< the middle of its row or column, from the map's edge; beside a neighbour in focus it makes room
};

/// Whose labels are there however many there are, counted from 0; -1: none.
struct MapFocus {
  int query = -1;           ///< the row that asks, which is marked as well
  int hovered_row = -1;     ///< what the pointer is on
  int strongest = -1;       ///< the column that the query gives most
  int hovered_column = -1;  ///< what the pointer is on
};

/// The key that a row gives most, the earlier of two; -1 where it sees none, as when a lens hides all that it sees.
int strongest_key(const HeadView& view, int row);

struct HeatmapPlan {
  Rect map;        ///< where the cells are
  float cell = 0;  ///< side of one cell
  MapRegion region;
  std::vector<AxisLabel> rows, columns;  ///< thinned so that neighbours never overlap; those in focus are among them
  std::vector<Rect> outlined;            ///< the outlined pattern's cells that are on view
  Rect query_row;                        ///< h = 0 when it is off view
  Rect colour_bar;
};

struct HeatmapMetrics {
  float row_label = 80;     ///< room left of the map
  float column_label = 64;  ///< room above it
  float bar = 62;           ///< room right of it, colour bar and its numbers
  float line = 15;          ///< least distance between two labels
};

HeatmapPlan plan_heatmap(const MapSize& size, const MapFocus& focus, const std::vector<Cell>& outlined,
                         const MapRegion& region, const Rect& area, const HeatmapMetrics& metrics);

/// The cell under a point of the window, if there is one.
std::optional<Cell> cell_at(const HeatmapPlan& plan, const MapSize& size, Point p);

/// Where a cell is drawn; may lie outside the map.
Rect cell_rect(const HeatmapPlan& plan, const Cell& cell);

}  // namespace attnscope
