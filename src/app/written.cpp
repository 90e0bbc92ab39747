#include "app/written.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace attnscope {

namespace {

/// 10^digits, looked up: a long text has tens of thousands of numbers to try.
double units_of(int digits) {
  static constexpr std::array<double, 13> kPowers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
  return kPowers.at(static_cast<std::size_t>(digits));
}

}  // namespace

double written(double value, int digits) {
  const double units = units_of(digits);
  return std::nearbyint(value * units) / units;  // ties to even, as printf
}

int exact_digits(Eigen::Ref<const Eigen::RowVectorXf> values, int most) {
  constexpr double kFloatError = 4e-7;
  int digits = 0;
  const auto exact = [&](double value) {
    return std::abs(written(value, digits) - value) <= kFloatError * std::max(1.0, std::abs(value));
  };
  for (const float value : values) {
    while (digits < most && !exact(static_cast<double>(value))) ++digits;
  }
  return digits;
}

int exact_digits(float value, int most) { return exact_digits(Eigen::RowVectorXf::Constant(1, value), most); }

bool same_written(double a, double b, int digits) {
  const double units = units_of(digits);
  return std::nearbyint(a * units) == std::nearbyint(b * units);
}

double written_sum(Eigen::Ref<const Eigen::RowVectorXd> terms, int digits) {
  double sum = 0;
  for (const double term : terms) sum += written(term, digits);
  return sum;
}

SumDigits digits_to_add(Eigen::Ref<const Eigen::RowVectorXd> terms, int total_digits, int least) {
  const double total = terms.sum();
  SumDigits digits{.terms = least, .total = total_digits};
  const auto adds_up = [&](int n) { return same_written(written_sum(terms, n), total, digits.total); };
  while (true) {
    digits.terms = least_digits(least, adds_up);
    if (digits.total >= kMostDigits || adds_up(digits.terms)) return digits;
    ++digits.total;
  }
}

int digits_to_multiply(Eigen::Ref<const Eigen::RowVectorXf> a, Eigen::Ref<const Eigen::RowVectorXf> b,
                       int product_digits, int least) {
  return least_digits(least, [&](int digits) {
    return std::equal(a.begin(), a.end(), b.begin(), [&](double one, double other) {
      return same_written(written(one, digits) * written(other, digits), one * other, product_digits);
    });
  });
}

}  // namespace attnscope
