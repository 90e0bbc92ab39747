#include "core/finite.h"

namespace attnscope {

// x * 0 is 0 for every finite x and NaN for the rest. Unlike Eigen's allFinite() this becomes SIMD code, and it runs on
// every row of every look.
bool all_finite(Eigen::Ref<const Eigen::RowVectorXf> numbers) { return (numbers.array() * 0.0F).sum() == 0.0F; }

std::optional<int> first_bad_row(const Matrix& matrix) {
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    if (!all_finite(matrix.row(row))) return static_cast<int>(row);
  }
  return std::nullopt;
}

}  // namespace attnscope
