#pragma once

#include <cstdint>
#include <vector>

#include "core/matrix.h"

namespace attnscope {

/// Scores of random queries and keys whose numbers are independent, normal, of mean 0 and variance 1, for every
/// dimension at once: at(d) uses the first d numbers of each. Such a score is a sum of d products of variance 1, so its
/// variance is d. Every query has keys of its own. The same seed gives the same numbers.
class RandomScores {
 public:
  static constexpr int kQueries = 32;
  static constexpr int kKeys = 16;
  static constexpr int kMostDimensions = 1024;

  explicit RandomScores(std::uint32_t seed);

  [[nodiscard]] std::uint32_t seed() const { return seed_; }
  /// q.k  [kQueries, kKeys]. d: 1 ... kMostDimensions.
  [[nodiscard]] Eigen::Map<const Matrix> at(int d) const;

 private:
  std::uint32_t seed_;
  std::vector<float> sums_;  ///< [kMostDimensions, kQueries * kKeys] of the first d + 1 products
};

/// Sample standard deviation of all scores, with n - 1. At least two of them.
double spread(Eigen::Ref<const Matrix> scores);

/// What softmax makes of rows of scores, as means over the rows.
struct Saturation {
  double largest = 0;   ///< a row's largest weight
  double gradient = 0;  ///< the length of its gradient by the row's logits: dw_m / dl_j = w_m (delta_mj - w_j)
};

/// scale: what the scores are multiplied by; such that every logit is finite.
Saturation saturation(Eigen::Ref<const Matrix> scores, float scale);

}  // namespace attnscope
