// What config.json calls an activation, against the function that the name stands for.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "core/blocks.h"
#include "io/families/config_parts.h"

namespace attnscope::test {
namespace {

double gelu(double x) { return x / 2 * (1 + std::erf(x / std::numbers::sqrt2)); }
double gelu_tanh(double x) {
  return x / 2 * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
}
double quick_gelu(double x) { return x / (1 + std::exp(-1.702 * x)); }
double relu(double x) { return x < 0 ? 0 : x; }
double silu(double x) { return x / (1 + std::exp(-x)); }

struct NamedFunction {
  std::string_view name;
  double (*function)(double);
};

TEST(ActivationNames, EachIsTheFunctionThatItNames) {
  constexpr std::array kNamed{
      NamedFunction{"gelu", gelu},
      NamedFunction{"gelu_accurate", gelu_tanh},
      NamedFunction{"gelu_fast", gelu_tanh},
      NamedFunction{"gelu_new", gelu_tanh},
      NamedFunction{"gelu_python", gelu},
      NamedFunction{"gelu_python_tanh", gelu_tanh},
      NamedFunction{"gelu_pytorch_tanh", gelu_tanh},
      NamedFunction{"quick_gelu", quick_gelu},
      NamedFunction{"relu", relu},
      NamedFunction{"silu", silu},
      NamedFunction{"swish", silu},
  };
  Workers alone;
  for (const NamedFunction& named : kNamed) {
    SCOPED_TRACE(named.name);
    const auto activation = find_activation(named.name);
    ASSERT_TRUE(activation.has_value());
    Matrix x(1, 4);
    x << -2.0F, -0.5F, 0.75F, 2.0F;
    const Matrix before = x;
    apply(*activation, x, alone);
    // At 2 the nearest two of them are 9e-5 apart.
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      EXPECT_NEAR(x(0, i), named.function(static_cast<double>(before(0, i))), 4e-6) << i;
    }
  }
}

}  // namespace
}  // namespace attnscope::test
