#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/result.h"

namespace attnscope {

/// How far a longer piece of work is, in steps of its own.
struct WorkState {
  std::string what;  ///< "Exporting the lecture"
  int done = 0;
  int total = 0;  ///< 0 while it is not known
  friend bool operator==(const WorkState&, const WorkState&) = default;
};

/// How such work is followed and stopped.
struct WorkControl {
  std::stop_token stop = {};  ///< asked between two steps; the work then fails with Cancelled
  std::function<void(int done, int total)> progress = {};  ///< may be empty

  void tell(int done, int total) const {
    if (progress) progress(done, total);
  }
};

/// What the work says when it is done, for people.
using WorkOutcome = Result<std::string>;

/// One piece of work at a time, on a thread of its own, for what takes longer than a frame and is no reading.
/// Thread  every member on the owner's; the job and `wake` run on the worker's.
class Work {
 public:
  /// wake: called when there is something to see; may be empty.
  explicit Work(std::function<void()> wake) : shared_(std::make_shared<Shared>()), wake_(std::move(wake)) {}

  /// Begins unless something is under way already; whether it did.
  bool begin(std::string what, std::function<WorkOutcome(const WorkControl&)> job);
  [[nodiscard]] bool busy() const { return worker_.joinable(); }
  [[nodiscard]] std::optional<WorkState> state() const;
  void cancel() { worker_.request_stop(); }
  /// What became of it, once.
  std::optional<WorkOutcome> take();
  /// Waits until it is over, for tests.
  void wait();

 private:
  struct Shared {
    std::mutex mutex;
    std::optional<WorkState> state;
    std::optional<WorkOutcome> outcome;
  };

  std::shared_ptr<Shared> shared_;
  std::function<void()> wake_;
  std::jthread worker_;
};

}  // namespace attnscope
