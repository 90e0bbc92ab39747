#include "app/written.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "app/numbers.h"
#include "tests/app/comes_out.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

TEST(Written, IsWhatStandsThere) {
  Random random(4);
  const Matrix values = random_matrix(1, 300, 20, random);
  for (const float value : values.row(0)) {
    for (int digits = 0; digits <= 4; ++digits) {
      EXPECT_NEAR(written(static_cast<double>(value), digits), std::atof(fixed_number(value, digits).c_str()), 1e-9);
    }
  }
}

TEST(Written, ExactDigitsAreThoseOfANumberThatSomebodyTyped) {
  EXPECT_EQ(exact_digits(3.0F, 5), 0);
  EXPECT_EQ(exact_digits(0.2F, 5), 1);
  EXPECT_EQ(exact_digits(0.25F, 5), 2);
  EXPECT_EQ(exact_digits(Eigen::RowVector3f(0.2F, 1, -0.125F), 5), 3);
  EXPECT_EQ(exact_digits(1.0F / 3, 5), 5) << "never more than asked for";
}

TEST(Written, AddsUpWithTheDigitsThatItTakes) {
  EXPECT_EQ(digits_to_add(Eigen::RowVector3d(0.104, 0.104, 0.104), 2, 2).terms, 3) << ".10 three times is .30";
  EXPECT_EQ(digits_to_multiply(Eigen::RowVector2f(0.104F, 1), Eigen::RowVector2f(3, 1), 2, 2), 3);
  Random random(5);
  for (int i = 0; i < 200; ++i) {
    const Eigen::RowVectorXd terms = random_matrix(1, 1 + i % 40, 2, random).row(0).cast<double>();
    const SumDigits digits = digits_to_add(terms, 3, 3);
    std::string sum = "0";
    for (const double term : terms) sum += " + " + fixed_number(term, digits.terms);
    EXPECT_TRUE(comes_out(sum + " = " + fixed_number(terms.sum(), digits.total)));
  }
}

TEST(Written, ASumBetweenTwoNumbersIsWrittenWithOneDigitMore) {
  const Eigen::RowVector4d terms(0.2504, 0.00003333333334, 0.00003333333334, 0.00003333333334);
  const SumDigits digits = digits_to_add(terms, 3, 3);
  EXPECT_EQ(digits.total, 4);
  EXPECT_EQ(digits.terms, 5);
}

}  // namespace
}  // namespace attnscope::test
