#include "core/kernels/rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/random.h"
#include "tests/support/targets.h"

namespace attnscope {
namespace {

using test::kEpsilon;

std::vector<float> some_numbers(std::size_t count, float size, std::uint32_t seed) {
  test::Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = size * random.next();
  return numbers;
}

struct EachNumber {
  std::string name;
  void (*function)(float*, std::size_t);
  double (*definition)(double);
};

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

const std::vector<EachNumber> kFunctions{
    {"gelu", &rows::gelu, [](double x) { return x * 0.5 * std::erfc(-x / std::numbers::sqrt2); }},
    {"gelu by tanh", &rows::gelu_tanh,
     [](double x) { return x * logistic(2 * std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)); }},
    {"quick gelu", &rows::quick_gelu, [](double x) { return x * logistic(1.702 * x); }},
    {"relu", &rows::relu, [](double x) { return std::max(x, 0.0); }},
    {"silu", &rows::silu, [](double x) { return x * logistic(x); }},
};

TEST(Rows, ActivationsAgreeWithTheirDefinitionsOnEveryInstructionSet) {
  std::vector<float> in;
  for (int i = -3000; i <= 3000; ++i) in.push_back(static_cast<float>(i) / 250.0F);
  for (const float far : {-1e30F, -300.0F, -100.0F, 100.0F, 300.0F, 1e30F}) in.push_back(far);
  for (const EachNumber& each : kFunctions) {
    SCOPED_TRACE(each.name);
    test::on_each_target([&] {
      std::vector<float> out = in;
      each.function(out.data(), out.size());
      for (std::size_t i = 0; i < in.size(); ++i) {
        const auto x = static_cast<double>(in[i]);
        // Exponents are taken of numbers as large as x^2, rounded; far below 0 nothing is left to be right about.
        const double want = each.definition(x);
        const double tol = (8 + 4 * std::min(x * x, 100.0)) * kEpsilon * std::abs(want) + 1e-30 * std::abs(x) + 1e-33;
        ASSERT_NEAR(static_cast<double>(out[i]), want, tol) << "at " << x;
      }
    });
  }
}

TEST(Rows, ActivationsKeepANaNAndTouchNothingBeyondTheirRow) {
  for (const EachNumber& each : kFunctions) {
    SCOPED_TRACE(each.name);
    test::on_each_target([&] {
      for (std::size_t count = 0; count < 40; ++count) {
        std::vector<float> numbers = some_numbers(count + 1, 3.0F, 1);
        if (count > 0) numbers[count - 1] = test::kNan;
        const float after = numbers[count];
        each.function(numbers.data(), count);
        EXPECT_TRUE(count == 0 || std::isnan(numbers[count - 1])) << count;
        EXPECT_EQ(numbers[count], after) << count;
      }
    });
  }
}

std::vector<double> naive_softmax(const std::vector<float>& scores, const std::vector<float>& bias, double scale) {
  std::vector<double> logits;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    logits.push_back(scale * static_cast<double>(scores[i]) + (bias.empty() ? 0.0 : static_cast<double>(bias[i])));
  }
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (double& logit : logits) sum += logit = std::exp(logit - largest);
  for (double& logit : logits) logit /= sum;
  return logits;
}

TEST(Rows, SoftmaxAgreesWithItsDefinitionOnEveryInstructionSet) {
  for (const float size : {1.0F, 40.0F, 4000.0F}) {
    for (std::size_t count = 1; count < 70; count += 1 + count / 20) {
      for (const bool biased : {false, true}) {
        SCOPED_TRACE(testing::Message() << count << " of size " << size << ", biased " << biased);
        const std::vector<float> scores = some_numbers(count, size, 2);
        const std::vector<float> bias = biased ? some_numbers(count, 5.0F, 3) : std::vector<float>();
        const std::vector<double> want = naive_softmax(scores, bias, 0.5);
        test::on_each_target([&] {
          std::vector<float> weights(count + 1, 7.0F);
          ASSERT_TRUE(rows::softmax(scores.data(), biased ? bias.data() : nullptr, count, 0.5F, weights.data()));
          for (std::size_t i = 0; i < count; ++i) {
            const double tol = (4 + static_cast<double>(size)) * kEpsilon;
            EXPECT_NEAR(static_cast<double>(weights[i]), want[i], tol) << i;
            EXPECT_GT(weights[i], 0.0F) << "only a hidden key weighs nothing";
          }
          EXPECT_EQ(weights[count], 7.0F);
        });
      }
    }
  }
}

TEST(Rows, WhatIsNotFiniteIsFoundWhereverItStands) {
  test::on_each_target([] {
    for (std::size_t count = 1; count < 40; ++count) {
      std::vector<float> row = some_numbers(count, 1.0F, 4);
      EXPECT_TRUE(rows::all_finite(row.data(), count));
      for (std::size_t at = 0; at < count; ++at) {
        for (const float bad : {test::kInfinity, -test::kInfinity, test::kNan}) {
          std::vector<float> spoiled = row;
          spoiled[at] = bad;
          EXPECT_FALSE(rows::all_finite(spoiled.data(), count));
          EXPECT_FALSE(rows::softmax(spoiled.data(), nullptr, count, 1.0F, spoiled.data()));
        }
      }
    }
    float large = 1e30F;
    EXPECT_FALSE(rows::softmax(&large, nullptr, 1, 1e30F, &large));
  });
}

TEST(Rows, NormsAgreeWithTheirDefinitionsOnEveryInstructionSet) {
  for (const std::size_t count : {1U, 5U, 16U, 33U, 100U}) {
    for (const bool centred : {false, true}) {
      const std::vector<float> x = some_numbers(count, 4.0F, 5);
      const std::vector<float> weight = some_numbers(count, 2.0F, 6);
      const std::vector<float> bias = some_numbers(count, 1.0F, 7);
      double mean = 0;
      for (const float number : x) mean += centred ? static_cast<double>(number) / static_cast<double>(count) : 0.0;
      double square = 0.1;
      for (const float number : x) {
        square += std::pow(static_cast<double>(number) - mean, 2) / static_cast<double>(count);
      }
      test::on_each_target([&] {
        std::vector<float> out(count + 1, 7.0F);
        rows::normalise(x.data(), count, centred, 0.1F, weight.data(), bias.data(), out.data());
        for (std::size_t i = 0; i < count; ++i) {
          const double want = (static_cast<double>(x[i]) - mean) / std::sqrt(square) * static_cast<double>(weight[i]) +
                              static_cast<double>(bias[i]);
          EXPECT_NEAR(static_cast<double>(out[i]), want, 100 * kEpsilon);
        }
        EXPECT_EQ(out[count], 7.0F);
      });
    }
  }
}

}  // namespace
}  // namespace attnscope
