#pragma once

#include <functional>

#include "core/kernels/tiles.h"
#include "core/matrix.h"
#include "core/scratch.h"
#include "core/workers.h"

namespace attnscope {

/// x, laid out as a product reads it; several products of one x share it.
class PackedRows {
 public:
  PackedRows() = default;
  PackedRows(const MatrixView& x, Workers& workers) { pack(x, workers); }

  /// What happens to rows begin ... end - 1 just before they are packed.
  using Prepare = std::function<void(Eigen::Index begin, Eigen::Index end)>;

  /// x: [n, depth]. Keeps its memory where that is large enough. prepare: called for all rows, some at a time, by
  /// whoever then packs them, while they are near its processor; may be nothing.
  void pack(const MatrixView& x, Workers& workers, const Prepare& prepare = nullptr);

  [[nodiscard]] Eigen::Index rows() const { return rows_; }
  [[nodiscard]] Eigen::Index depth() const { return depth_; }

  /// Some rows, packed for themselves.
  struct Block {
    const float* packed;
    Eigen::Index first, rows;
  };
  [[nodiscard]] const tiles::Kernels& kernels() const { return kernels_; }
  [[nodiscard]] std::size_t blocks() const;
  [[nodiscard]] Block block(std::size_t index) const;

 private:
  ScratchNumbers numbers_;
  tiles::Kernels kernels_ = {};
  Eigen::Index rows_ = 0;
  Eigen::Index depth_ = 0;
};

/// out = x w^T + bias, or x w + bias, by the order of w. x: [n, in]; bias: [out] or empty; out: [n, out].
/// A number of out depends on its row of x and its column of w^T alone, to the last bit: not on the workers, and not on
/// n, but that many rows may be multiplied by other means than few (see tiles::kernels_for).
void multiply(const PackedRows& x, const MatrixView& w, MatrixOrder order, const VectorView& bias, MutableView out,
              Workers& workers);

}  // namespace attnscope
