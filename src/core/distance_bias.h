#pragma once

#include <utility>
#include <vector>

#include "core/matrix.h"
#include "core/weights.h"

namespace attnscope {

/// How a stack tells its heads how far apart two tokens are: distances fall into buckets, and each bucket has one
/// number a head, which is added to the logits (Raffel et al. 2020, section 2.1). Half of a direction's buckets hold
/// one distance each, the others ever longer stretches of them, and the last one everything from max_distance on.
struct RelativePositions {
  int buckets = 0;         ///< 0: there are none
  int max_distance = 128;  ///< in tokens
  bool both_ways = true;   ///< half of the buckets is for keys after the query; else those fall into bucket 0

  /// Whether every distance has a bucket of its own meaning.
  [[nodiscard]] bool valid() const;
  friend bool operator==(const RelativePositions&, const RelativePositions&) = default;
};

/// The bucket of a key that stands `distance` places after the query; negative: before it. Rounded as the reference
/// implementation rounds, in floats. positions: valid.
int bucket_of(const RelativePositions& positions, int distance);

/// What one head adds to its logits by distance alone. Kept as O(n); copies share the numbers.
class DistanceBias {
 public:
  /// Adds nothing.
  DistanceBias() = default;
  /// numbers: one for each distance from `least` on, as far as anybody will ask.
  DistanceBias(int least, WeightVector numbers) : least_(least), numbers_(std::move(numbers)) {}

  [[nodiscard]] bool empty() const { return numbers_.empty(); }
  /// What the first `keys` keys get from this query; empty where nothing is added.
  [[nodiscard]] Eigen::Map<const Eigen::RowVectorXf> row(Eigen::Index query, Eigen::Index keys) const {
    if (empty()) return {nullptr, 0};
    return {numbers_.view().data() - query - least_, keys};
  }

 private:
  int least_ = 0;  ///< the distance key - query of the first
  WeightVector numbers_;
};

/// Each head's bias among `tokens` tokens. table: [buckets, heads].
std::vector<DistanceBias> distance_biases(const RelativePositions& positions, const WeightMatrix& table, int tokens);

}  // namespace attnscope
