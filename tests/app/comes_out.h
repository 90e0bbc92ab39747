#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>

namespace attnscope::test {

/// Calculates what is written, as somebody with paper does: "0.4 × 0.2", "e^(5.78 − 5.78)", "1.0000 ÷ 1.0631". Per cent
/// signs divide by a hundred. Its own little reader, so that it shares no mistake with what wrote the numbers.
class OnPaper {
 public:
  explicit OnPaper(std::string_view text) : rest_(text) {}

  double value() {
    const double result = sum();
    skip();
    EXPECT_TRUE(rest_.empty()) << "cannot read \"" << rest_ << "\"";
    return result;
  }

 private:
  double sum() {
    double total = product();
    while (true) {
      if (takes("+")) {
        total += product();
      } else if (takes("−")) {
        total -= product();
      } else {
        return total;
      }
    }
  }
  double product() {
    double total = factor();
    while (true) {
      if (takes("×")) {
        total *= factor();
      } else if (takes("÷")) {
        total /= factor();
      } else {
        return total;
      }
    }
  }
  double factor() {
    if (takes("e^")) return std::exp(factor());
    if (takes("−")) return -factor();
    if (takes("(")) {
      const double inside = sum();
      EXPECT_TRUE(takes(")"));
      return inside;
    }
    skip();
    std::size_t used = 0;
    double number = std::nan("");
    try {
      number = std::stod(std::string(rest_), &used);
    } catch (const std::exception&) {
      ADD_FAILURE() << "no number at \"" << rest_ << "\"";
    }
    rest_.remove_prefix(used);
    return takes("%") ? number / 100 : number;
  }
  void skip() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }
  bool takes(std::string_view sign) {
    skip();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  std::string_view rest_;
};

/// Whether "left = right" is what somebody with paper gets: the left side, rounded to the digits that the right one
/// has.
inline testing::AssertionResult comes_out(const std::string& equation) {
  const std::size_t equals = equation.rfind(" = ");
  if (equals == std::string::npos) return testing::AssertionFailure() << "no equation: " << equation;
  const std::string right = equation.substr(equals + 3);
  const bool percent = right.find('%') != std::string::npos;
  const double got = OnPaper(std::string_view(equation).substr(0, equals)).value() * (percent ? 100 : 1);
  const double wanted = std::stod(right);
  const std::size_t point = right.find('.');
  const std::size_t digits = point == std::string::npos ? 0 : right.find_first_not_of("0123456789", point + 1);
  const std::size_t end = digits == std::string::npos ? right.size() : digits;
  const double unit = std::pow(10.0, -static_cast<double>(point == std::string::npos ? 0 : end - point - 1));
  if (std::abs(got - wanted) <= (0.5 + 1e-6) * unit) return testing::AssertionSuccess();
  return testing::AssertionFailure() << equation << "  but on paper it is " << got;
}

}  // namespace attnscope::test
