#include "core/blocks.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace attnscope {

void apply(const Linear& linear, const Matrix& x, Matrix& out) {
  out.resize(x.rows(), linear.weight.rows());
  out.noalias() = x * linear.weight.transpose();
  out.rowwise() += linear.bias.transpose();
}

void apply(const LayerNorm& norm, float eps, const Matrix& x, Matrix& out) {
  out.resize(x.rows(), x.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    // The variance is taken from the centred row: mean(x^2) - mean(x)^2 would cancel for rows far from 0.
    auto row = out.row(i);
    row = x.row(i).array() - x.row(i).mean();
    const float variance = row.squaredNorm() / static_cast<float>(row.size());
    row *= 1.0F / std::sqrt(variance + eps);
    row.array() = row.array() * norm.weight.transpose().array() + norm.bias.transpose().array();
  }
}

void gelu(Matrix& x) {
  constexpr float kInverseRoot2 = 1.0F / std::numbers::sqrt2_v<float>;
  for (float& value : std::span(x.data(), static_cast<std::size_t>(x.size())))
    value *= 0.5F * (1.0F + std::erf(value * kInverseRoot2));
}

}  // namespace attnscope
