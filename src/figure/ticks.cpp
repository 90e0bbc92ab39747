#include "figure/ticks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace attnscope::figure {
namespace {

/// The smallest round step that is at least `least`.
double round_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

/// Digits after the point with which multiples of this step are written exactly.
int decimals_for(double step) { return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 50); }

}  // namespace

std::string brief(double value, int decimals) {
  std::array<char, 400> digits{};  // a float's largest value has 39 digits before the point, a double's 309
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
  std::string text(digits.data(), end);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::vector<Tick> ticks(float low, float high, int most) {
  const auto from = static_cast<double>(low);
  const auto to = static_cast<double>(high);
  const double step = round_step((to - from) / std::max(1, most - 1));
  const int decimals = decimals_for(step);
  const int finer = decimals_for((to - from) / 50);

  std::vector<Tick> all{{low, brief(from, finer)}};
  const double first = std::ceil(from / step);
  for (int i = 0; i < most; ++i) {
    const double value = (first + i) * step;
    if (value - from < 0.7 * step || to - value < 0.7 * step) continue;
    all.push_back({static_cast<float>(value), brief(value, decimals)});
  }
  all.push_back({high, brief(to, finer)});
  return all;
}

}  // namespace attnscope::figure
