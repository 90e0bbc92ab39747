#pragma once

#include "app/scene.h"
#include "app/seconds.h"

namespace attnscope {

/// The picture of the pairs: a square of words by words within a frame. Not whole numbers while it grows.
struct CostSizes {
  float words = 1;
  float frame = 100;  ///< words along a side of it

  friend bool operator==(const CostSizes&, const CostSizes&) = default;
};

/// At rest: the frame is the smallest of 100, 1000, 10000 ... words in which they have room.
CostSizes cost_sizes(int words);

/// The picture on its way from one size to the next; by factors, as doubling is one. A function of the clock it is
/// given.
class CostMotion {
 public:
  /// At once where `ease` is false, and the first time. Nothing where it goes there already.
  void go_to(const CostSizes& to, bool ease, Seconds now);
  [[nodiscard]] CostSizes at(Seconds now) const;
  [[nodiscard]] bool moving(Seconds now) const { return from_ != to_ && now - since_ < kDuration; }
  /// Arrives now.
  void finish() { from_ = to_; }

 private:
  static constexpr Seconds kDuration = 0.7;

  CostSizes from_, to_;
  Seconds since_ = 0;
  bool begun_ = false;
};

}  // namespace attnscope
