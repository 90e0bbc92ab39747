#pragma once

#include "app/plans/depth_plan.h"
#include "ui/views/query_parts.h"

namespace attnscope {

/// How the query view shares its height between the keys and the working of one of them.
struct DepthHeights {
  float line = 0;     ///< of a line of the working
  bool deep = false;  ///< the stage in depth; else the chain of numbers alone
  [[nodiscard]] float whole() const { return line * static_cast<float>(deep ? kDepthLines + 1 : 1); }
};

/// height: what keys and working have together.
DepthHeights depth_heights(const Paint& paint, float height, std::size_t keys);

/// The stage that is shown in depth: the one that the timeline is in, or the one that was chosen since it is there.
Stage stage_in_depth(const UiMemory& memory, float step);

/// The choice of a stage while the timeline stands there.
DepthChoice choose_depth(Stage stage, float step);

/// The key whose working is shown: the one that the pointer is on, that is being added, that was chosen, or the
/// heaviest.
const QueryRow& key_in_depth(const UiMemory& memory, const QueryPlan& plan, float step);

/// A choice of a stage ends when the timeline moves on. Where it has come through the last stage to its end, that one
/// stays in depth, so that what it led to is seen.
void follow_timeline(UiMemory& memory, float step);

/// A stage in depth, with the names of all to choose from. A click on cells copies their numbers.
Actions show_depth(const ViewInput& in, const QueryColumns& at, Stage stage, const DepthPlan& plan, Rect block);

}  // namespace attnscope
