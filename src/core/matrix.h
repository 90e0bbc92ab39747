#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace attnscope {

/// Dense float matrix, row-major: row i of a [n, d] matrix is the d numbers of token i, side by side in memory.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXf;

/// Somebody else's matrix, or some of its columns: rows lie side by side in memory, or farther apart.
using MatrixView = Eigen::Ref<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using MutableView = Eigen::Ref<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using VectorView = Eigen::Ref<const Vector>;

/// How the matrix that something is multiplied by lies in memory.
enum class MatrixOrder : std::uint8_t {
  OutIn,  ///< [out, in], as PyTorch's Linear
  InOut,  ///< [in, out], as GPT-2's Conv1D
};

}  // namespace attnscope
