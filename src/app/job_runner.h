#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "app/reader.h"

namespace attnscope {

/// Runs readings on one thread of its own. The newest request wins: it stops the one that runs, takes the place of the
/// one that waits, and what an older one still delivers is dropped. There is one inbox, with room for one outcome.
/// Thread  every member on the owner's thread; `job` and `wake` run on the worker's.
class JobRunner {
 public:
  using Job = std::function<ReadingOutcome(const ReadingKey&, std::stop_token)>;

  /// wake: called after an outcome has been put into the inbox; may be empty.
  JobRunner(Job job, std::function<void()> wake);
  /// Stops what runs and waits for it to heed that.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void request(ReadingKey key);
  /// Nothing is wanted any more.
  void cancel();
  /// Whether the newest request's outcome has not been taken yet.
  [[nodiscard]] bool busy() const { return busy_; }
  /// The newest request's outcome, once, when it is there.
  std::optional<ReadingOutcome> take();
  /// Waits until there is something to take; false when it took longer.
  bool wait(std::chrono::milliseconds at_most);

 private:
  struct Request {
    ReadingKey key;
    std::uint64_t generation = 0;
    std::stop_source stop;
  };

  void replace(std::optional<ReadingKey> key);
  void work(const std::stop_token& quit);

  Job job_;
  std::function<void()> wake_;
  bool busy_ = false;  ///< the owner's thread only

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable_any asked_;
  std::condition_variable_any delivered_;
  std::uint64_t newest_ = 0;
  std::optional<Request> waiting_;
  std::stop_source running_;
  std::optional<ReadingOutcome> inbox_;

  std::jthread worker_;  ///< last, so that it ends before what it uses
};

}  // namespace attnscope
