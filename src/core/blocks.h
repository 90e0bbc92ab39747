#pragma once

#include <vector>

#include "core/matrix.h"
#include "core/model.h"
#include "core/product.h"
#include "core/workers.h"

namespace attnscope {

/// The building blocks of the forward pass besides attention. `out` is resized, which costs nothing when it already has
/// that size; it must not be x. What becomes of a row depends on that row alone, to the last bit.

/// out = x W^T + b, or x W + b, by the order. x: [n, in]; out: [n, out].
void apply(const Linear& linear, const PackedRows& x, Matrix& out, Workers& workers);
void apply(const Linear& linear, const Matrix& x, Matrix& out, Workers& workers);
/// The same into a part of something larger, which must have the right size.
void apply_into(const Linear& linear, const PackedRows& x, const MutableView& out, Workers& workers);

/// Each row normalised as the kind says, then scaled and, where there is a bias, shifted. eps is added to the variance
/// or to the mean square. x, out: [n, hidden]. A norm without a weight copies.
void apply(const Norm& norm, NormKind kind, float eps, const Matrix& x, Matrix& out, Workers& workers);

/// The same for every head on its own, in place. x: [n, heads * size of the norm].
void apply_per_head(const Norm& norm, NormKind kind, float eps, MutableView x, Workers& workers);

/// Every number of x on its own, in place; or of some of its rows.
void apply(Activation activation, Matrix& x, Workers& workers);
void apply(Activation activation, Matrix& x, Eigen::Index begin, Eigen::Index end);

/// x += update, x *= gate, number by number; the second for some rows.
void add(const Matrix& update, Matrix& x, Workers& workers);
void multiply(const Matrix& gate, Matrix& x, Eigen::Index begin, Eigen::Index end);

/// to = x. x, to: [n, hidden].
void copy(const Matrix& x, MutableView to, Workers& workers);

/// Whether no number is an infinity or NaN.
bool all_finite(const MatrixView& x, Workers& workers);

/// Turns each head of row i by position first + i, as LayerConfig::inverse_frequencies says. x: [n, heads * head_dim].
/// The angle is rounded to float before its cosine is taken, as the reference implementation does.
void rotate(const std::vector<float>& inverse_frequencies, int head_dim, Eigen::Index first, MutableView x,
            Workers& workers);

}  // namespace attnscope
