#include "core/blocks.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace attnscope {
namespace {

using ConstRow = Eigen::Ref<const Eigen::RowVectorXf>;
using Row = Eigen::Ref<Eigen::RowVectorXf>;

/// One row; in and out may be the same.
void normalise(const Norm& norm, NormKind kind, float eps, ConstRow in, Row out) {
  // The variance is taken from the centred row: mean(x^2) - mean(x)^2 would cancel for rows far from 0.
  if (kind == NormKind::Layer) {
    out = in.array() - in.mean();
  } else {
    out = in;
  }
  const float mean_square = out.squaredNorm() / static_cast<float>(out.size());
  out *= 1.0F / std::sqrt(mean_square + eps);
  out.array() *= norm.weight.view().transpose().array();
  if (!norm.bias.empty()) out += norm.bias.view().transpose();
}

float gelu(float x) { return x * 0.5F * (1.0F + std::erf(x * (1.0F / std::numbers::sqrt2_v<float>))); }

float gelu_tanh(float x) {
  constexpr float kRoot2OverPi = std::numbers::sqrt2_v<float> * std::numbers::inv_sqrtpi_v<float>;
  return 0.5F * x * (1.0F + std::tanh(kRoot2OverPi * (x + 0.044715F * x * x * x)));
}

float quick_gelu(float x) { return x / (1.0F + std::exp(-1.702F * x)); }

float relu(float x) { return x < 0.0F ? 0.0F : x; }  // a NaN stays one

float silu(float x) { return x / (1.0F + std::exp(-x)); }

template <class Function>
void each(Matrix& x, const Function& function) {
  for (float& value : std::span(x.data(), static_cast<std::size_t>(x.size()))) value = function(value);
}

}  // namespace

void apply(const Linear& linear, const Matrix& x, Matrix& out) {
  const WeightMatrix::View weight = linear.weight.view();
  if (linear.order == MatrixOrder::OutIn) {
    out.resize(x.rows(), weight.rows());
    out.noalias() = x * weight.transpose();
  } else {
    out.resize(x.rows(), weight.cols());
    out.noalias() = x * weight;
  }
  if (!linear.bias.empty()) out.rowwise() += linear.bias.view().transpose();
}

void apply(const Norm& norm, NormKind kind, float eps, const Matrix& x, Matrix& out) {
  if (norm.weight.empty()) {
    out = x;
    return;
  }
  out.resize(x.rows(), x.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) normalise(norm, kind, eps, x.row(i), out.row(i));
}

void apply_per_head(const Norm& norm, NormKind kind, float eps, Matrix& x) {
  const Eigen::Index head_dim = norm.weight.size();
  if (head_dim == 0) return;
  assert(x.cols() % head_dim == 0);
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    for (Eigen::Index from = 0; from < x.cols(); from += head_dim) {
      normalise(norm, kind, eps, x.row(i).segment(from, head_dim), x.row(i).segment(from, head_dim));
    }
  }
}

void apply(Activation activation, Matrix& x) {
  switch (activation) {
    case Activation::Gelu:
      return each(x, gelu);
    case Activation::GeluTanh:
      return each(x, gelu_tanh);
    case Activation::QuickGelu:
      return each(x, quick_gelu);
    case Activation::Relu:
      return each(x, relu);
    case Activation::Silu:
      return each(x, silu);
  }
}

void rotate(const std::vector<float>& inverse_frequencies, int head_dim, Matrix& x) {
  const auto half = static_cast<Eigen::Index>(inverse_frequencies.size());
  if (half == 0) return;
  const Eigen::Map<const Eigen::RowVectorXf> frequencies(inverse_frequencies.data(), half);
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const Eigen::RowVectorXf angles = static_cast<float>(i) * frequencies;
    const Eigen::RowVectorXf cosines = angles.unaryExpr([](float angle) { return std::cos(angle); });
    const Eigen::RowVectorXf sines = angles.unaryExpr([](float angle) { return std::sin(angle); });
    for (Eigen::Index from = 0; from < x.cols(); from += head_dim) {
      auto first = x.row(i).segment(from, half);
      auto second = x.row(i).segment(from + half, half);
      const Eigen::RowVectorXf before = first;
      first = before.cwiseProduct(cosines) - second.cwiseProduct(sines);
      second = second.cwiseProduct(cosines) + before.cwiseProduct(sines);
    }
  }
}

}  // namespace attnscope
