#include "figure/labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace attnscope::figure {

std::vector<int> thinned(const std::vector<double>& centres, double apart, std::optional<int> always) {
  const int count = static_cast<int>(centres.size());
  if (count < 2) return std::vector<int>(centres.size(), 0);

  double pitch = centres[1] - centres[0];
  for (std::size_t i = 2; i < centres.size(); ++i) pitch = std::min(pitch, centres[i] - centres[i - 1]);
  const double wanted = std::ceil(apart / pitch - 1e-9);
  const int step = wanted < count ? std::max(1, static_cast<int>(wanted)) : count;

  std::vector<int> kept;
  for (int i = 0; i < count; i += step) {
    const bool crowds = always && std::abs(centres[static_cast<std::size_t>(i)] -
                                           centres[static_cast<std::size_t>(*always)]) < apart - 1e-9;
    if (!crowds || i == *always) kept.push_back(i);
  }
  if (always && !std::binary_search(kept.begin(), kept.end(), *always)) {
    kept.insert(std::upper_bound(kept.begin(), kept.end(), *always), *always);
  }
  return kept;
}

std::vector<double> centres(const std::vector<double>& edges) {
  std::vector<double> middles;
  for (std::size_t i = 1; i < edges.size(); ++i) middles.push_back((edges[i - 1] + edges[i]) / 2);
  return middles;
}

std::vector<double> widths(const std::vector<std::string>& labels, Face face, double font, const Measure& measure) {
  std::vector<double> all;
  all.reserve(labels.size());
  for (const std::string& label : labels) all.push_back(measure(label, face, font));
  return all;
}

double Slant::height(double width, double line) const { return width * std::sin(-angle) + line / 2 * std::cos(angle); }

double Slant::width_within(double room, double line) const {
  const double along = std::cos(angle);
  if (along < 1e-6) return std::numeric_limits<double>::infinity();
  return (room - line / 2 * std::sin(-angle)) / along;
}

double Slant::below(double line) const { return line / 2 * std::cos(angle); }

Slant slant_for(double pitch, double line) {
  const double slanting = line * std::numbers::sqrt2;  // two lines at 45 degrees are pitch / sqrt2 apart
  if (pitch >= slanting) return {.angle = -std::numbers::pi / 4, .apart = slanting};
  return {.angle = -std::numbers::pi / 2, .apart = line};
}

}  // namespace attnscope::figure
