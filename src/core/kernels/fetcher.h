#pragma once

#include <hwy/base.h>

#include <algorithm>
#include <cstddef>

#include "core/kernels/tiles.h"

namespace attnscope::tiles {

constexpr std::size_t kLine = 16;  ///< numbers in a line of a cache

enum class For { Reading, Writing, ReadingLater };

template <For purpose = For::Reading>
HWY_INLINE void prefetch([[maybe_unused]] const float* at) {
#if defined(__GNUC__)
  __builtin_prefetch(at, purpose == For::Writing ? 1 : 0, purpose == For::ReadingLater ? 2 : 3);
#endif
}

/// Brings numbers from memory into the second-level cache while something else is done, a line now and then: many at
/// once would keep everything else waiting.
class Fetcher {
 public:
  /// times: how often tick() will be called.
  Fetcher(const Ahead& ahead, std::size_t times)
      : left_(ahead), times_(times), lines_(ahead.rows * ((ahead.columns + kLine - 1) / kLine)) {}

  HWY_INLINE void tick() {
    due_ += lines_;
    if (due_ >= times_) fetch();
  }

 private:
  HWY_INLINE void fetch() {
    for (; due_ >= times_ && left_.rows > 0; due_ -= times_) {
      // The last number of a line's worth: where rows do not begin with a line, their neighbours brought the rest.
      prefetch<For::ReadingLater>(left_.numbers.at + std::min(column_ + kLine, left_.columns) - 1);
      column_ += kLine;
      if (column_ < left_.columns) continue;
      column_ = 0;
      left_.numbers.at += left_.numbers.stride;
      --left_.rows;
    }
  }

  Ahead left_;
  std::size_t times_;
  std::size_t lines_;
  std::size_t due_ = 0;     ///< lines, in parts of times_
  std::size_t column_ = 0;  ///< of the first row that is left
};

}  // namespace attnscope::tiles
