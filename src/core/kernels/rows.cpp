#include "core/kernels/rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/kernels/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/rows.cpp"
// In this order.
// clang-format off
#include <hwy/foreach_target.h>  // includes this file again for each instruction set
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace attnscope::rows::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<float>;
using Vector = hn::Vec<Lanes>;
constexpr std::size_t kLanes = hn::MaxLanes(Lanes());

/// exp(-80) = 2e-35 stands for every smaller share: nobody can see the difference, while the float numbers below 1e-38
/// that would follow are several times slower to compute with. A visible key so never weighs 0, as a hidden one does.
constexpr float kLowestExponent = -80.0F;

HWY_INLINE Vector exponential(Vector x) {
  const Lanes d;
  const auto lowest = hn::Set(d, kLowestExponent);
  const auto highest = hn::Set(d, 88.0F);
  return hn::Exp(d, hn::Min(hn::Max(x, lowest), highest));
}

/// The last numbers of a row, fewer than a register holds; `rest` fills it up.
HWY_INLINE Vector load_rest(const float* x, std::size_t count, float rest) {
  std::array<float, kLanes> lanes;  // NOLINT(cppcoreguidelines-pro-type-member-init): written right here
  std::copy_n(x, count, lanes.data());
  std::fill(lanes.begin() + static_cast<std::ptrdiff_t>(count), lanes.end(), rest);
  return hn::LoadU(Lanes(), lanes.data());
}

HWY_INLINE void store_rest(Vector x, std::size_t count, float* out) {
  std::array<float, kLanes> lanes;  // NOLINT(cppcoreguidelines-pro-type-member-init): written right here
  hn::StoreU(x, Lanes(), lanes.data());
  std::copy_n(lanes.data(), count, out);
}

HWY_INLINE float sum_of(Vector x) { return hn::GetLane(hn::SumOfLanes(Lanes(), x)); }
HWY_INLINE float largest_of(Vector x) { return hn::GetLane(hn::MaxOfLanes(Lanes(), x)); }

/// out[i] = function(x[i]); `filler` goes through function too where the last register is not full.
template <class Function>
HWY_INLINE void map(const float* x, std::size_t count, float* out, const Function& function, float filler = 0.0F) {
  const Lanes d;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) hn::StoreU(function(hn::LoadU(d, x + i)), d, out + i);
  if (i < count) store_rest(function(load_rest(x + i, count - i, filler)), count - i, out + i);
}

/// out[i] = function(x[i], y[i]).
template <class Function>
HWY_INLINE void map(const float* x, const float* y, std::size_t count, float* out, const Function& function,
                    float filler_of_x = 0.0F, float filler_of_y = 0.0F) {
  const Lanes d;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    hn::StoreU(function(hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, out + i);
  }
  if (i == count) return;
  const std::size_t rest = count - i;
  store_rest(function(load_rest(x + i, rest, filler_of_x), load_rest(y + i, rest, filler_of_y)), rest, out + i);
}

/// first combined with every x; `neutral` stands for numbers that are not there.
template <class Combine>
HWY_INLINE Vector fold(const float* x, std::size_t count, float neutral, const Combine& combine) {
  const Lanes d;
  Vector result = hn::Set(d, neutral);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) result = combine(result, hn::LoadU(d, x + i));
  return i < count ? combine(result, load_rest(x + i, count - i, neutral)) : result;
}

bool all_finite(const float* x, std::size_t count) {
  // x * 0 is 0 for every finite x and NaN for the rest.
  const Lanes d;
  const auto zero = hn::Zero(d);
  return sum_of(fold(x, count, 0.0F, [&](Vector sum, Vector v) { return hn::MulAdd(v, zero, sum); })) == 0.0F;
}

bool softmax(const float* scores, const float* bias, std::size_t count, float scale, float* out) {
  const Lanes d;
  const auto zero = hn::Zero(d);
  const auto factor = hn::Set(d, scale);
  // Each number of a row is read as seldom as can be: three times. What fills the last register is a logit of the row
  // in the first pass and nothing against the sum, which is 1 at least, in the second.
  auto largest = hn::Set(d, std::numeric_limits<float>::lowest());
  auto not_finite = zero;  // as in all_finite()
  const auto look_at = [&](Vector logit) {
    largest = hn::Max(largest, logit);
    not_finite = hn::MulAdd(logit, zero, not_finite);
    return logit;
  };
  if (bias == nullptr) {
    map(
        scores, count, out, [&](Vector s) { return look_at(hn::Mul(factor, s)); }, scores[0]);
  } else {
    const auto logit = [&](Vector s, Vector b) { return look_at(hn::Add(hn::Mul(factor, s), b)); };
    map(scores, bias, count, out, logit, scores[0], bias[0]);
  }
  if (sum_of(not_finite) != 0.0F) return false;
  const auto shift = hn::Set(d, largest_of(largest));
  auto sum = zero;
  const auto add_up = [&](Vector logit) {
    const auto e = exponential(hn::Sub(logit, shift));
    sum = hn::Add(sum, e);
    return e;
  };
  map(out, count, out, add_up, -std::numeric_limits<float>::infinity());
  const auto share = hn::Set(d, 1.0F / sum_of(sum));
  map(out, count, out, [&](Vector e) { return hn::Mul(e, share); });
  return true;
}

void normalise(const float* x, std::size_t count, bool centred, float eps, const float* weight, const float* bias,
               float* out) {
  const Lanes d;
  const auto size = static_cast<float>(count);
  const auto add = [](Vector a, Vector b) { return hn::Add(a, b); };
  // The variance is taken from the centred row: mean(x^2) - mean(x)^2 would cancel for rows far from 0.
  const auto mean = hn::Set(d, centred ? sum_of(fold(x, count, 0.0F, add)) / size : 0.0F);
  map(x, count, out, [&](Vector v) { return hn::Sub(v, mean); });
  const float squares = sum_of(fold(out, count, 0.0F, [](Vector sum, Vector v) { return hn::MulAdd(v, v, sum); }));
  const auto factor = hn::Set(d, 1.0F / std::sqrt(squares / size + eps));
  map(out, weight, count, out, [&](Vector v, Vector w) { return hn::Mul(hn::Mul(v, factor), w); });
  if (bias != nullptr) map(out, bias, count, out, add);
}

/// erfc(y) = exp(-y^2) t P(t) with t = 1 / (1 + y / 2), for y >= 0: the form of Abramowitz and Stegun 7.1.26. P was
/// fitted to the least relative error, 2e-7 after rounding, so that small tails are right as well.
HWY_INLINE Vector complementary_error_function(Vector y) {
  constexpr std::array kP{0.282088703F, 0.282335838F,  0.243387244F, 0.201577375F,  -0.0240276288F,
                          0.274325636F, -0.483951829F, 0.283015651F, -0.0587510316F};
  const Lanes d;
  const auto one = hn::Set(d, 1.0F);
  const auto t = hn::Div(one, hn::MulAdd(hn::Set(d, 0.5F), y, one));
  auto p = hn::Set(d, kP.back());
  for (std::size_t i = kP.size() - 1; i-- > 0;) p = hn::MulAdd(p, t, hn::Set(d, kP[i]));
  return hn::Mul(exponential(hn::Neg(hn::Mul(y, y))), hn::Mul(t, p));
}

void gelu(float* x, std::size_t count) {
  // x Phi(x) = max(0, x) - |x|/2 erfc(|x| / sqrt 2): no 1 + erf(x), which would lose the digits of a large negative x.
  const Lanes d;
  const auto zero = hn::Zero(d);
  const auto half = hn::Set(d, 0.5F);
  const auto over_root_2 = hn::Set(d, 0.707106781F);
  map(x, count, x, [&](Vector v) {
    const auto size = hn::Abs(v);
    const auto tail = hn::Mul(hn::Mul(half, size), complementary_error_function(hn::Mul(size, over_root_2)));
    return hn::Sub(hn::Max(v, zero), tail);
  });
}

/// x / (1 + exp(-y)).
HWY_INLINE Vector times_logistic(Vector x, Vector y) {
  return hn::Div(x, hn::Add(hn::Set(Lanes(), 1.0F), exponential(hn::Neg(y))));
}

void gelu_tanh(float* x, std::size_t count) {
  // 1/2 (1 + tanh u) = 1 / (1 + exp(-2u))
  const Lanes d;
  const auto twice_root = hn::Set(d, 1.59576912F);  // 2 sqrt(2 / pi)
  const auto cubic = hn::Set(d, 0.044715F);
  map(x, count, x, [&](Vector v) {
    const auto cube = hn::Mul(hn::Mul(hn::Mul(cubic, v), v), v);
    return times_logistic(v, hn::Mul(twice_root, hn::Add(v, cube)));
  });
}

void quick_gelu(float* x, std::size_t count) {
  const auto factor = hn::Set(Lanes(), 1.702F);
  map(x, count, x, [&](Vector v) { return times_logistic(v, hn::Mul(factor, v)); });
}

void relu(float* x, std::size_t count) {
  // Written so that a NaN stays one.
  const auto zero = hn::Zero(Lanes());
  map(x, count, x, [&](Vector v) { return hn::IfThenElse(hn::Lt(v, zero), zero, v); });
}

void silu(float* x, std::size_t count) {
  map(x, count, x, [](Vector v) { return times_logistic(v, v); });
}

void add(const float* y, std::size_t count, float* x) {
  map(x, y, count, x, [](Vector a, Vector b) { return hn::Add(a, b); });
}

void multiply(const float* y, std::size_t count, float* x) {
  map(x, y, count, x, [](Vector a, Vector b) { return hn::Mul(a, b); });
}

}  // namespace attnscope::rows::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace attnscope::rows {

HWY_EXPORT(softmax);
HWY_EXPORT(all_finite);
HWY_EXPORT(normalise);
HWY_EXPORT(gelu);
HWY_EXPORT(gelu_tanh);
HWY_EXPORT(quick_gelu);
HWY_EXPORT(relu);
HWY_EXPORT(silu);
HWY_EXPORT(add);
HWY_EXPORT(multiply);

bool softmax(const float* scores, const float* bias, std::size_t count, float scale, float* out) {
  return HWY_DYNAMIC_DISPATCH(softmax)(scores, bias, count, scale, out);
}

bool all_finite(const float* x, std::size_t count) { return HWY_DYNAMIC_DISPATCH(all_finite)(x, count); }

void normalise(const float* x, std::size_t count, bool centred, float eps, const float* weight, const float* bias,
               float* out) {
  HWY_DYNAMIC_DISPATCH(normalise)(x, count, centred, eps, weight, bias, out);
}

void gelu(float* x, std::size_t count) { HWY_DYNAMIC_DISPATCH(gelu)(x, count); }
void gelu_tanh(float* x, std::size_t count) { HWY_DYNAMIC_DISPATCH(gelu_tanh)(x, count); }
void quick_gelu(float* x, std::size_t count) { HWY_DYNAMIC_DISPATCH(quick_gelu)(x, count); }
void relu(float* x, std::size_t count) { HWY_DYNAMIC_DISPATCH(relu)(x, count); }
void silu(float* x, std::size_t count) { HWY_DYNAMIC_DISPATCH(silu)(x, count); }
void add(const float* y, std::size_t count, float* x) { HWY_DYNAMIC_DISPATCH(add)(y, count, x); }
void multiply(const float* y, std::size_t count, float* x) { HWY_DYNAMIC_DISPATCH(multiply)(y, count, x); }

}  // namespace attnscope::rows
#endif
