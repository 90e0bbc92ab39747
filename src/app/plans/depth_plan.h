#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/plans/query_plan.h"
#include "app/timeline.h"

namespace attnscope {

/// What a line's cells stand for, which decides their colour.
enum class CellRole : std::uint8_t { Query, Key, Product, Value, Weight };

/// One line of a stage in depth: cells, one a number, or lengths side by side; or text in their place.
struct DepthLine {
  std::string label;  ///< "q", "q × k"
  std::string text;   ///< in place of cells
  std::string said;   ///< beside them: what they come to
  CellRole role = CellRole::Product;
  Eigen::RowVectorXf values = {};
  float extent = 1;        ///< the largest size among comparable lines
  int there = 0;           ///< of the values, how many are there yet; the others follow with the timeline
  int digits = 3;          ///< with which each is written
  bool stacked = false;    ///< as lengths side by side, whose whole is the sum
  int marked = -1;         ///< the value that this is about
  bool of_stream = false;  ///< whether its cells are dimensions of the stream rather than of a head
  /// Where the number of a cell comes from, "dimension 7: 1.235 × -0.346 = -0.427".
  std::function<std::string(int)> origin = {};
};

/// One stage of one key, as it stands at the timeline's position: at most kDepthLines lines.
struct DepthPlan {
  std::vector<DepthLine> lines;
};
inline constexpr std::size_t kDepthLines = 4;
inline constexpr int kMostWritten = 16;  ///< so many numbers at most are written into their cells

/// What is looked at in depth.
struct DepthInput {
  const QueryInput& in;
  const QueryPlan& plan;
  const QueryRow& row;  ///< the key
  int query = 0;
  float step = kTimelineEnd;
  int dimension = -1;  ///< of the output, whose sum is written out; -1: the largest
};

/// q and k, their products, and the products' running sum.
DepthPlan plan_score_depth(const DepthInput& at);
/// The largest subtracted, the exponential, the sum over all keys, the share.
DepthPlan plan_softmax_depth(const DepthInput& at);
/// The key's value, its share of it, the sum so far, and that sum written out for one dimension.
DepthPlan plan_blend_depth(const DepthInput& at);
/// One of those; Stage::Layer is about no key (see plan_layer()) and has no lines here.
DepthPlan plan_depth(Stage stage, const DepthInput& at);

/// The key that a stage in depth is about where nobody points at one: while keys are blended the one that is being
/// added, else the heaviest.
const QueryRow& row_in_depth(const QueryPlan& plan, float step);

}  // namespace attnscope
