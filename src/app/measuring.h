#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/scene.h"
#include "app/seconds.h"

namespace attnscope {

/// How many words attention is timed with, fewest first, and the width of the head that is timed.
inline constexpr std::array kTimedWords{16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
inline constexpr int kTimedDims = 64;

/// How long attention of one head took: what a layer's heads do, softmax(q k^T / sqrt(d)) v, on one thread.
struct TimedAttention {
  int words = 0;
  MaskChoice mask;      ///< All or Nearby
  Seconds seconds = 0;  ///< the median of `runs`
  int runs = 0;

  friend bool operator==(const TimedAttention&, const TimedAttention&) = default;
};

/// Times one head of random numbers under this mask, with the code that the forward pass uses. clock: any thread's.
/// None where it was stopped. Runs are repeated while they are short, so that a median means something.
std::optional<TimedAttention> time_attention(int words, const MaskChoice& mask, const std::function<Seconds()>& clock,
                                             const std::stop_token& stop);

/// Times attention, one size after the other, on a thread of its own.
/// Thread  every member on the owner's; the clock and `wake` are called on the other one.
class Measuring {
 public:
  /// wake: called when there is something to take; may be empty. Without a clock nothing is measured.
  Measuring(std::function<Seconds()> clock, std::function<void()> wake);

  /// Begins with the smallest size, each without a mask and then with a window, unless it is under way already.
  void begin(int window);
  void stop() { worker_.request_stop(); }
  /// Until what was begun has ended and all of it was taken.
  [[nodiscard]] bool busy() const { return worker_.joinable(); }
  /// What was measured since the last call, in the order in which it was.
  std::vector<TimedAttention> take();

 private:
  struct Shared {
    std::mutex mutex;
    std::vector<TimedAttention> inbox;
    bool ended = false;
  };

  std::function<Seconds()> clock_;
  std::function<void()> wake_;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::jthread worker_;
};

}  // namespace attnscope
