#include "core/distance_bias.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>

namespace attnscope {
namespace {

/// Of one direction.
int buckets_a_way(const RelativePositions& positions) {
  return positions.both_ways ? positions.buckets / 2 : positions.buckets;
}

}  // namespace

bool RelativePositions::valid() const {
  const int exact = buckets_a_way(*this) / 2;
  return exact >= 1 && max_distance > exact;
}

int bucket_of(const RelativePositions& positions, int distance) {
  assert(positions.valid());
  const int buckets = buckets_a_way(positions);
  const int first = positions.both_ways && distance > 0 ? buckets : 0;
  const int apart = positions.both_ways ? std::abs(distance) : std::max(0, -distance);
  const int exact = buckets / 2;
  if (apart < exact) return first + apart;
  const float times = static_cast<float>(apart) / static_cast<float>(exact);
  const auto most = static_cast<float>(std::log(positions.max_distance / static_cast<double>(exact)));
  const float beyond = std::log(times) / most * static_cast<float>(buckets - exact);
  return first + std::min(buckets - 1, exact + static_cast<int>(beyond));
}

std::vector<DistanceBias> distance_biases(const RelativePositions& positions, const WeightMatrix& table, int tokens) {
  std::vector<DistanceBias> biases;
  const WeightMatrix::View numbers = table.view();
  for (Eigen::Index head = 0; head < numbers.cols(); ++head) {
    Vector by_distance(2 * tokens - 1);
    for (int distance = 1 - tokens; distance < tokens; ++distance) {
      by_distance[distance + tokens - 1] = numbers(bucket_of(positions, distance), head);
    }
    biases.emplace_back(1 - tokens, std::move(by_distance));
  }
  return biases;
}

}  // namespace attnscope
