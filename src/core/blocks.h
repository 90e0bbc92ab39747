#pragma once

#include "core/matrix.h"
#include "core/model.h"

namespace attnscope {

/// The building blocks of the forward pass besides attention. `out` is resized, which costs nothing when it already has
/// that size; it must not be x.

/// out = x W^T + b. x: [n, in]; out: [n, out].
void apply(const Linear& linear, const Matrix& x, Matrix& out);

/// Each row brought to mean 0 and variance 1 (divided by n), then scaled and shifted (Ba et al. 2016, eq. 4).
/// eps is added to the variance. x, out: [n, hidden].
void apply(const LayerNorm& norm, float eps, const Matrix& x, Matrix& out);

/// x Phi(x) with the exact normal distribution function, not its tanh likeness (Hendrycks and Gimpel 2016, section 2).
void gelu(Matrix& x);

}  // namespace attnscope
