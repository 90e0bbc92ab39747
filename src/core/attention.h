#pragma once

#include <vector>

#include "core/distance_bias.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"

namespace attnscope {

struct LookOptions {
  float scale = 1.0F;  ///< the absolute factor: multiplier x native
  Mask mask;
  DistanceBias bias = {};
};

/// One head as somebody looks at it.
struct HeadView {
  Matrix scores;               ///< [n, m] q.k before scaling, unitless; also for masked cells
  Matrix weights;              ///< [n, m] shares of 1; a row sums to 1, a hidden key is exactly 0
  std::vector<float> entropy;  ///< [n] bits, -sum w log2 w
  float scale = 1.0F;          ///< the factor the weights were made with
  Visibility mask;             ///< what the weights were made under
  /// [n, m] what an even head would give, where tokens are joined (see core/lens); empty: 1 / m_i to each key seen.
  Matrix even = {};
  /// [n, m] what the weights were made with beside the scores: logit = scale x score + bias; empty: nothing is added.
  Matrix bias = {};

  [[nodiscard]] float logit(Eigen::Index row, Eigen::Index column) const {
    return scale * scores(row, column) + (bias.size() > 0 ? bias(row, column) : 0.0F);
  }
};

/// How one head spreads its attention: weights = softmax by row of scale * q k^T + bias, under a mask
/// (Vaswani et al. 2017, eq. 1, where scale = 1/sqrt(d) and there is no bias).
/// Shapes  q: [n, d]; k: [m, d]; n, m, d >= 1. Rows are queries, columns keys.
/// Scale   0 <= scale, finite. Scale 0 leaves the bias; without one every row is uniform over the keys it may see.
/// Errors  ShapeMismatch, EmptyRow, NotFinite (also when scale * score overflows on a visible key), InvalidArgument (a
///         negative scale or mask); `where` names the first bad row, counted from 1. Never throws.
/// Thread  pure, any thread; O(n m d). The row maximum is subtracted first: float exp overflows above ~88.
Result<HeadView> look(const MatrixView& q, const MatrixView& k, const LookOptions& options);

/// The same from scores that are already there: what a moving scale slider or a mask switch costs, O(n m).
Result<HeadView> look_again(Matrix scores, const LookOptions& options);

/// Entropy in bits of one row of weights; 0 log 0 = 0.
float entropy_bits(Eigen::Ref<const Eigen::RowVectorXf> weights);

/// What the query takes away: sum over keys of weight x value. weights: [m]; v: [m, d]; result [d].
Eigen::RowVectorXf blend(Eigen::Ref<const Eigen::RowVectorXf> weights, const MatrixView& v);

}  // namespace attnscope
