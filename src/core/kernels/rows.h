#pragma once

#include <cstddef>

// What is done to rows of numbers besides multiplying them, once for each instruction set, as in tiles.h. A row's
// result depends on the row alone, to the last bit. Raw pointers, no checks: core/softmax.h and core/blocks.h are what
// others call. x and out may be the same.
namespace attnscope::rows {

/// exp(l - max l) / sum, with l = scale * scores + bias; bias may be null. False when an l is not finite; out is then
/// unspecified. No share is smaller than exp(-80).
bool softmax(const float* scores, const float* bias, std::size_t count, float scale, float* out);

/// Whether no number is an infinity or NaN.
bool all_finite(const float* x, std::size_t count);

/// x less its mean where `centred`, over its root mean square with eps under the root, times weight, plus bias, which
/// may be null.
void normalise(const float* x, std::size_t count, bool centred, float eps, const float* weight, const float* bias,
               float* out);

// Each number on its own, in place (see Activation).
void gelu(float* x, std::size_t count);
void gelu_tanh(float* x, std::size_t count);
void quick_gelu(float* x, std::size_t count);
void relu(float* x, std::size_t count);
void silu(float* x, std::size_t count);

/// x += y, x *= y.
void add(const float* y, std::size_t count, float* x);
void multiply(const float* y, std::size_t count, float* x);

}  // namespace attnscope::rows
