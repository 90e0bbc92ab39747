#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/layer_step.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"

namespace attnscope::test {

/// How far the steps of every row of every layer of one map are from the textbook's; infinite where one fails.
inline double worst_step(const Model& model, const Trace& trace, MapSide side, const ForwardOptions& options,
                         const std::vector<NaiveBlock>& want) {
  const Stack& stack = side == MapSide::Encoder ? model : *model.decoder;
  const bool after = stack.config.norm_place == NormPlace::After;
  double difference = trace.stream(side).size() == want.size() ? 0 : std::numeric_limits<double>::infinity();
  for (std::size_t l = 0; l < want.size(); ++l) {
    for (std::size_t row = 0; row < want[l].before.size(); ++row) {
      const Result<LayerStep> step = layer_step(
          model, trace, {.side = side, .layer = static_cast<int>(l), .row = static_cast<int>(row), .options = options});
      if (!step || (step->normed.size() > 0) != after) return std::numeric_limits<double>::infinity();
      Eigen::RowVectorXf parts = step->parts.colwise().sum();
      if (step->bias.size() > 0) parts += step->bias;
      const Eigen::RowVectorXf& left = after ? step->normed : step->after;
      difference = std::max({difference, worst(step->before, {want[l].before[row]}),
                             worst(step->added, {want[l].added[row]}), worst(step->added, Matrix(parts)),
                             worst(step->after, Matrix(step->before + step->added)), worst(left, {want[l].left[row]})});
    }
  }
  return difference;
}

}  // namespace attnscope::test
