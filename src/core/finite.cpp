#include "core/finite.h"

#include <cstddef>

#include "core/kernels/rows.h"

namespace attnscope {

bool all_finite(Eigen::Ref<const Eigen::RowVectorXf> numbers) {
  return rows::all_finite(numbers.data(), static_cast<std::size_t>(numbers.size()));
}

std::optional<int> first_bad_row(const MatrixView& matrix) {
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    if (!all_finite(matrix.row(row))) return static_cast<int>(row);
  }
  return std::nullopt;
}

}  // namespace attnscope
