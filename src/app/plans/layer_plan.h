#pragma once

#include <string>
#include <vector>

#include "app/layer_answer.h"
#include "app/plans/depth_plan.h"

namespace attnscope {

/// One head of the layer: what it blended, and what that becomes by its part of W_O. Both stand in the LayerStep.
struct LayerRow {
  int head = 0;
  float length = 0;  ///< of what it adds to the row
  // 0 ... 1, how much of it is there yet:
  float blend_reveal = 1;
  float part_reveal = 1;
};

/// What the layer does with the heads' blends of one row, as it stands at a position of the timeline.
struct LayerPlan {
  std::vector<LayerRow> rows;  ///< one a head, in their order
  float blend_extent = 1;      ///< the largest size of a blend's number, for cell colours; likewise of a part's
  float part_extent = 1;
  float longest = 1;         ///< of the rows' lengths
  DepthPlan stream;          ///< the row before, what all heads add, the row after, and what becomes of that
  int dimension = 0;         ///< of the stream, the one that is written out
  std::string sum;           ///< "1.230 + 0.432 = 1.662": that dimension, as far as the timeline has come
  std::string sum_of_heads;  ///< the same with every head's part, "1.230 + (0.121 + 0.302 + bias 0.009) = 1.662"
};

/// step: as layer_step() gave it; has to stay as long as the plan. viewed: the head that is looked at. at: 0 ...
/// kTimelineEnd. dimension: of the stream, whose sum is written out; -1: the one that changes most.
LayerPlan plan_layer(const LayerStep& step, int viewed, float at, int dimension = -1);

/// Why there is nothing of the layer, a thought a line.
DepthPlan plan_no_layer(const Error& why);

/// Where a number of a row comes from. d: of the blend, or of the stream.
std::string blend_origin(const LayerStep& step, HeadPlace place, int d);
std::string part_origin(const LayerStep& step, HeadPlace place, int d);
std::string length_origin(const LayerRow& row, HeadPlace place);

}  // namespace attnscope
