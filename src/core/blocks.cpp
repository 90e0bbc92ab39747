#include "core/blocks.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "core/finite.h"
#include "core/kernels/rows.h"

namespace attnscope {
namespace {

/// work(begin, end) for rows of `width` numbers each, some at a time; fewer numbers than kWorthSharing in one go.
template <class Work>
void each_rows(Eigen::Index rows, Eigen::Index width, Workers& workers, const Work& work) {
  constexpr Eigen::Index kWorthSharing = Eigen::Index{1} << 15U;
  const Eigen::Index at_once = std::max<Eigen::Index>(1, kWorthSharing / 2 / std::max<Eigen::Index>(1, width));
  if (workers.count() == 1 || rows * width < kWorthSharing) return work(Eigen::Index{0}, rows);
  workers.each(static_cast<std::size_t>((rows + at_once - 1) / at_once), [&](std::size_t part) {
    const Eigen::Index begin = static_cast<Eigen::Index>(part) * at_once;
    work(begin, std::min(rows, begin + at_once));
  });
}

/// One row; in and out may be the same.
void normalise(const Norm& norm, NormKind kind, float eps, const float* in, float* out) {
  rows::normalise(in, static_cast<std::size_t>(norm.weight.size()), kind == NormKind::Layer, eps,
                  norm.weight.view().data(), norm.bias.empty() ? nullptr : norm.bias.view().data(), out);
}

using EachNumber = void (*)(float*, std::size_t);

EachNumber function_of(Activation activation) {
  switch (activation) {
    case Activation::Gelu:
      return &rows::gelu;
    case Activation::GeluTanh:
      return &rows::gelu_tanh;
    case Activation::QuickGelu:
      return &rows::quick_gelu;
    case Activation::Relu:
      return &rows::relu;
    case Activation::Silu:
      return &rows::silu;
  }
  return nullptr;
}

}  // namespace

void apply(const Linear& linear, const PackedRows& x, Matrix& out, Workers& workers) {
  out.resize(x.rows(), linear.order == MatrixOrder::OutIn ? linear.weight.rows() : linear.weight.columns());
  apply_into(linear, x, out, workers);
}

void apply_into(const Linear& linear, const PackedRows& x, const MutableView& out, Workers& workers) {
  multiply(x, linear.weight, linear.order, linear.bias.view(), out, workers);
}

void apply(const Linear& linear, const Matrix& x, Matrix& out, Workers& workers) {
  apply(linear, PackedRows(x, workers), out, workers);
}

void apply(const Norm& norm, NormKind kind, float eps, const Matrix& x, Matrix& out, Workers& workers) {
  if (norm.weight.empty()) {
    out = x;
    return;
  }
  out.resize(x.rows(), x.cols());
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    for (Eigen::Index i = begin; i < end; ++i) normalise(norm, kind, eps, x.row(i).data(), out.row(i).data());
  });
}

void apply_per_head(const Norm& norm, NormKind kind, float eps, MutableView x, Workers& workers) {
  const Eigen::Index head_dim = norm.weight.size();
  if (head_dim == 0) return;
  assert(x.cols() % head_dim == 0);
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    for (Eigen::Index i = begin; i < end; ++i) {
      float* const row = x.row(i).data();
      for (Eigen::Index from = 0; from < x.cols(); from += head_dim) {
        normalise(norm, kind, eps, row + from, row + from);
      }
    }
  });
}

void apply(Activation activation, Matrix& x, Workers& workers) {
  each_rows(x.rows(), x.cols(), workers,
            [&](Eigen::Index begin, Eigen::Index end) { apply(activation, x, begin, end); });
}

void apply(Activation activation, Matrix& x, Eigen::Index begin, Eigen::Index end) {
  function_of(activation)(x.data() + begin * x.cols(), static_cast<std::size_t>((end - begin) * x.cols()));
}

void add(const Matrix& update, Matrix& x, Workers& workers) {
  assert(update.rows() == x.rows() && update.cols() == x.cols());
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    const Eigen::Index from = begin * x.cols();
    rows::add(update.data() + from, static_cast<std::size_t>((end - begin) * x.cols()), x.data() + from);
  });
}

void multiply(const Matrix& gate, Matrix& x, Eigen::Index begin, Eigen::Index end) {
  assert(gate.rows() == x.rows() && gate.cols() == x.cols());
  const Eigen::Index from = begin * x.cols();
  rows::multiply(gate.data() + from, static_cast<std::size_t>((end - begin) * x.cols()), x.data() + from);
}

void copy(const Matrix& x, MutableView to, Workers& workers) {
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    to.middleRows(begin, end - begin) = x.middleRows(begin, end - begin);
  });
}

bool all_finite(const MatrixView& x, Workers& workers) {
  std::atomic<bool> finite = true;
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    if (first_bad_row(x.middleRows(begin, end - begin))) finite = false;
  });
  return finite;
}

void rotate(const std::vector<float>& inverse_frequencies, int head_dim, Eigen::Index first, MutableView x,
            Workers& workers) {
  const auto half = static_cast<Eigen::Index>(inverse_frequencies.size());
  if (half == 0) return;
  const Eigen::Map<const Eigen::RowVectorXf> frequencies(inverse_frequencies.data(), half);
  const auto rotate_row = [&](Eigen::Index i) {
    const Eigen::RowVectorXf angles = static_cast<float>(first + i) * frequencies;
    const Eigen::RowVectorXf cosines = angles.unaryExpr([](float angle) { return std::cos(angle); });
    const Eigen::RowVectorXf sines = angles.unaryExpr([](float angle) { return std::sin(angle); });
    for (Eigen::Index from = 0; from < x.cols(); from += head_dim) {
      auto left = x.row(i).segment(from, half);
      auto right = x.row(i).segment(from + half, half);
      const Eigen::RowVectorXf before = left;
      left = before.cwiseProduct(cosines) - right.cwiseProduct(sines);
      right = right.cwiseProduct(cosines) + before.cwiseProduct(sines);
    }
  };
  each_rows(x.rows(), x.cols(), workers, [&](Eigen::Index begin, Eigen::Index end) {
    for (Eigen::Index i = begin; i < end; ++i) rotate_row(i);
  });
}

}  // namespace attnscope
