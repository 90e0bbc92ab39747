#pragma once

#include <memory>
#include <utility>

#include "core/matrix.h"

namespace attnscope {

/// Numbers that nobody changes any more, together with a share in whatever holds them: a Matrix, the bytes of a file.
using SharedNumbers = std::shared_ptr<const float>;

/// A matrix of a model or a trace: a view, so that tensors can be used where they lie and parts of one can be matrices
/// of their own. Copying it copies no numbers.
class SharedMatrix {
 public:
  using View = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;

  SharedMatrix() = default;
  /// numbers: [rows, columns], row by row.
  SharedMatrix(SharedNumbers numbers, Eigen::Index rows, Eigen::Index columns)
      : numbers_(std::move(numbers)), rows_(rows), columns_(columns), stride_(columns) {}
  SharedMatrix(Matrix matrix) : rows_(matrix.rows()), columns_(matrix.cols()), stride_(matrix.cols()) {  // NOLINT
    const auto kept = std::make_shared<const Matrix>(std::move(matrix));
    numbers_ = SharedNumbers(kept, kept->data());
  }

  /// For as long as this, or a copy of it, is there.
  [[nodiscard]] View view() const { return {numbers_.get(), rows_, columns_, Eigen::OuterStride<>(stride_)}; }
  [[nodiscard]] Eigen::Index rows() const { return rows_; }
  [[nodiscard]] Eigen::Index columns() const { return columns_; }
  [[nodiscard]] Eigen::Index cols() const { return columns_; }  ///< as Eigen says it
  float operator()(Eigen::Index row, Eigen::Index column) const { return numbers_.get()[row * stride_ + column]; }
  [[nodiscard]] auto row(Eigen::Index i) const { return view().row(i); }
  [[nodiscard]] bool empty() const { return rows_ * columns_ == 0; }
  operator MatrixView() const { return view(); }  // NOLINT(google-explicit-constructor): it is one

  /// Columns from, from + 1, ... and rows likewise; parts of an empty matrix are empty.
  [[nodiscard]] SharedMatrix columns(Eigen::Index from, Eigen::Index count) const {
    return empty() ? SharedMatrix() : part(from, rows_, count);
  }
  [[nodiscard]] SharedMatrix rows(Eigen::Index from, Eigen::Index count) const {
    return empty() ? SharedMatrix() : part(from * stride_, count, columns_);
  }

 private:
  [[nodiscard]] SharedMatrix part(Eigen::Index from, Eigen::Index rows, Eigen::Index columns) const {
    SharedMatrix part(SharedNumbers(numbers_, numbers_.get() + from), rows, columns);
    part.stride_ = stride_;
    return part;
  }

  SharedNumbers numbers_;
  Eigen::Index rows_ = 0;
  Eigen::Index columns_ = 0;
  Eigen::Index stride_ = 0;  ///< from one row to the next
};

using WeightMatrix = SharedMatrix;

/// The same for a vector.
class WeightVector {
 public:
  WeightVector() = default;
  WeightVector(SharedNumbers numbers, Eigen::Index size) : numbers_(std::move(numbers)), size_(size) {}
  WeightVector(Vector vector) : size_(vector.size()) {  // NOLINT(google-explicit-constructor)
    const auto kept = std::make_shared<const Vector>(std::move(vector));
    numbers_ = SharedNumbers(kept, kept->data());
  }

  [[nodiscard]] Eigen::Map<const Vector> view() const { return {numbers_.get(), size_}; }
  [[nodiscard]] Eigen::Index size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// Elements from, from + 1, ...; parts of an empty vector are empty.
  [[nodiscard]] WeightVector segment(Eigen::Index from, Eigen::Index count) const {
    return empty() ? WeightVector() : WeightVector(SharedNumbers(numbers_, numbers_.get() + from), count);
  }

 private:
  SharedNumbers numbers_;
  Eigen::Index size_ = 0;
};

}  // namespace attnscope
