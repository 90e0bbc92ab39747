#include "core/random_scores.h"

#include <cmath>

#include "core/normals.h"
#include "core/softmax.h"

namespace attnscope {

RandomScores::RandomScores(std::uint32_t seed) : seed_(seed) {
  constexpr std::size_t kPairs = std::size_t{kQueries} * kKeys;
  sums_.assign(kPairs * kMostDimensions, 0);
  Normals normals(seed);
  for (std::size_t d = 0; d < kMostDimensions; ++d) {
    for (std::size_t query = 0; query < kQueries; ++query) {
      const float q = normals.next();
      for (std::size_t key = 0; key < kKeys; ++key) {
        const std::size_t at = d * kPairs + query * kKeys + key;
        sums_[at] = (d > 0 ? sums_[at - kPairs] : 0) + q * normals.next();
      }
    }
  }
}

Eigen::Map<const Matrix> RandomScores::at(int d) const {
  const std::size_t from = static_cast<std::size_t>(d - 1) * kQueries * kKeys;
  return {sums_.data() + from, kQueries, kKeys};
}

double spread(Eigen::Ref<const Matrix> scores) {
  const Eigen::ArrayXXd all = scores.cast<double>().array();
  return std::sqrt((all - all.mean()).square().sum() / static_cast<double>(all.size() - 1));
}

Saturation saturation(Eigen::Ref<const Matrix> scores, float scale) {
  Saturation sum;
  Eigen::RowVectorXf weights(scores.cols());
  const Eigen::RowVectorXf no_bias;
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    if (!softmax_row(scores.row(row), no_bias, {0, static_cast<int>(scores.cols())}, scale, weights)) continue;
    const auto largest = static_cast<double>(weights.maxCoeff());
    const auto squares = static_cast<double>(weights.squaredNorm());
    const double others = std::max(0.0, squares - largest * largest);
    sum.largest += largest;
    sum.gradient += largest * std::sqrt((1 - largest) * (1 - largest) + others);
  }
  const auto rows = static_cast<double>(scores.rows());
  return {.largest = sum.largest / rows, .gradient = sum.gradient / rows};
}

}  // namespace attnscope
