#pragma once

#include <Eigen/Core>

namespace attnscope {

/// Dense float matrix, row-major: row i of a [n, d] matrix is the d numbers of token i, side by side in memory.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf;

}  // namespace attnscope
