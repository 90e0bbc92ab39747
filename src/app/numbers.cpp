#include "app/numbers.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <span>
#include <string_view>

namespace attnscope {

std::string fixed_number(float value, int digits) { return fixed_number(static_cast<double>(value), digits); }

std::string fixed_number(double value, int digits) {
  std::array<char, 64> text{};
  const double half = 0.5 * std::pow(10.0, -digits);
  const double shown = std::abs(value) <= half ? 0.0 : value;
  std::snprintf(text.data(), text.size(), "%.*f", digits, shown);
  return text.data();
}

std::string added_number(float value, int digits) {
  const std::string text = fixed_number(value, digits);
  return text.front() == '-' ? " − " + text.substr(1) : " + " + text;
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

namespace {

/// A number below a thousand, and the unit that it then has.
std::string in_thousands(double number, std::span<const std::string_view> units) {
  std::size_t unit = 0;
  while (number >= 999.5 && unit + 1 < units.size()) {
    number /= 1000;
    ++unit;
  }
  const int digits = unit == 0 || number >= 9.95 ? 0 : 1;
  return fixed_number(static_cast<float>(number), digits) + std::string(units[unit]);
}

}  // namespace

std::string size_text(std::uint64_t bytes) {
  static constexpr std::array<std::string_view, 5> kUnits{" B", " kB", " MB", " GB", " TB"};
  return in_thousands(static_cast<double>(bytes), kUnits);
}

std::string count_text(std::int64_t count) {
  static constexpr std::array<std::string_view, 4> kUnits{"", " k", " M", " G"};
  return in_thousands(static_cast<double>(count), kUnits);
}

std::string whole_number(std::int64_t value) {
  std::string text = std::to_string(value);
  const std::ptrdiff_t sign = value < 0 ? 1 : 0;
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > sign; at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string time_text(double seconds) {
  constexpr double kNextUnit = 0.9995;  // what would be written as 1000 of the unit below
  if (seconds >= kNextUnit) return short_number(static_cast<float>(seconds)) + " s";
  if (seconds >= kNextUnit * 1e-3) return short_number(static_cast<float>(seconds * 1e3)) + " ms";
  return short_number(static_cast<float>(seconds * 1e6)) + " µs";
}

std::string percent_text(float share) { return fixed_number(100 * share, 1) + " %"; }
std::string whole_percent(float share) { return std::to_string(std::lround(100 * share)) + " %"; }

}  // namespace attnscope
