#pragma once

#include <Eigen/Core>

namespace attnscope {

// A chain of written numbers must come out on paper: who takes the numbers as they are written and calculates gets the
// result as it is written. So each is written with as many digits as that takes. What is calculated is calculated in
// double from what the model has: some chains would never come out with a float's own error in them.

/// The number that stands there when `value` is written with so many digits after the point.
double written(double value, int digits);

inline constexpr int kMostDigits = 10;  ///< of doubles, well above their own error

/// The least number of digits, `least` ... kMostDigits, for which `comes_out` holds; kMostDigits where none does.
template <class ComesOut>
int least_digits(int least, ComesOut comes_out) {
  int digits = least;
  while (digits < kMostDigits && !comes_out(digits)) ++digits;
  return digits;
}

/// Digits with which all of these are written exactly, at most `most`.
int exact_digits(Eigen::Ref<const Eigen::RowVectorXf> values, int most);
int exact_digits(float value, int most);

/// Whether two numbers are written alike.
bool same_written(double a, double b, int digits);

/// The sum of these as each is written.
double written_sum(Eigen::Ref<const Eigen::RowVectorXd> terms, int digits);

/// Digits for terms and for their sum, such that the written terms add up to the sum as it is written. The sum has
/// total_digits, or more where the number lies too near the middle between two such.
struct SumDigits {
  int terms = 0;
  int total = 0;
};
SumDigits digits_to_add(Eigen::Ref<const Eigen::RowVectorXd> terms, int total_digits, int least);

/// Digits for factors each of whose written products, number by number, is a x b as written with product_digits.
int digits_to_multiply(Eigen::Ref<const Eigen::RowVectorXf> a, Eigen::Ref<const Eigen::RowVectorXf> b,
                       int product_digits, int least);

}  // namespace attnscope
