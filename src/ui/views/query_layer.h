#pragma once

#include "app/plans/layer_plan.h"
#include "ui/views/query_parts.h"

namespace attnscope {

/// The fourth stage in the places of the others: the heads where the keys were, the stream where one key's working was.

/// Whether there is something to show of the layer, or soon will be.
bool has_layer(const AppState& app);

/// How many rows show_layer_rows() has.
std::size_t heads_of_layer(const AppState& app);

/// The names of the columns that show_layer_rows() fills.
void show_heads_of_layer(const ViewInput& in, const QueryColumns& at, const Rect& row);

/// One row a head: its blend, what that adds to the stream, how much that is. A click on cells copies them, on the name
/// or the bar looks at that head.
Actions show_layer_rows(const ViewInput& in, const QueryColumns& at, const LayerPlan& plan, const Rect& area);

/// The chosen dimension's sum, as long as there is room for it.
Actions show_layer_sum(const ViewInput& in, const LayerPlan& plan, Rect place);

}  // namespace attnscope
