#include "app/numbers.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace attnscope {

std::string fixed_number(float value, int digits) {
  std::array<char, 64> text{};
  const double half = 0.5 * std::pow(10.0, -digits);
  const double shown = std::abs(static_cast<double>(value)) <= half ? 0.0 : static_cast<double>(value);
  std::snprintf(text.data(), text.size(), "%.*f", digits, shown);
  return text.data();
}

std::string short_number(float value) {
  const float magnitude = std::abs(value);
  std::string text = fixed_number(value, magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 0.1F ? 2 : 3);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

std::string percent_text(float share) { return fixed_number(100 * share, 1) + " %"; }
std::string whole_percent(float share) { return std::to_string(std::lround(100 * share)) + " %"; }

}  // namespace attnscope
