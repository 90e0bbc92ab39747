#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace attnscope {

/// Runs jobs on one thread of its own. The newest request wins: it stops the one that runs, takes the place of the one
/// that waits, and what an older one still delivers is dropped. There is one inbox, with room for one outcome.
/// Thread  every member on the owner's thread; `job` and `wake` run on the worker's.
template <class Key, class Outcome>
class NewestJob {
 public:
  using Job = std::function<Outcome(const Key&, std::stop_token)>;

  /// wake: called after an outcome has been put into the inbox; may be empty.
  NewestJob(Job job, std::function<void()> wake)
      : job_(std::move(job)), wake_(std::move(wake)), worker_([this](const std::stop_token& quit) { work(quit); }) {}
  /// Stops what runs and waits for it to heed that.
  ~NewestJob() {
    cancel();  // the worker itself is told to quit, and joined, by its own destructor
  }
  NewestJob(const NewestJob&) = delete;
  NewestJob& operator=(const NewestJob&) = delete;

  void request(Key key) {
    replace(std::move(key));
    busy_ = true;
    asked_.notify_one();
  }
  /// Nothing is wanted any more.
  void cancel() {
    replace(std::nullopt);
    busy_ = false;
  }
  /// Whether the newest request's outcome has not been taken yet.
  [[nodiscard]] bool busy() const { return busy_; }
  /// The newest request's outcome, once, when it is there.
  std::optional<Outcome> take() {
    const std::scoped_lock lock(mutex_);
    std::optional<Outcome> outcome = std::exchange(inbox_, std::nullopt);
    if (outcome) busy_ = false;
    return outcome;
  }
  /// Waits until there is something to take; false when it took longer.
  bool wait(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    return delivered_.wait_for(lock, at_most, [this] { return inbox_.has_value(); });
  }

 private:
  struct Request {
    Key key;
    std::uint64_t generation = 0;
    std::stop_source stop;
  };

  void replace(std::optional<Key> key) {
    const std::scoped_lock lock(mutex_);
    running_.request_stop();
    ++newest_;
    inbox_.reset();
    waiting_.reset();
    if (key) waiting_.emplace(Request{.key = std::move(*key), .generation = newest_, .stop = {}});
  }

  void work(const std::stop_token& quit) {
    while (!quit.stop_requested()) {
      std::unique_lock lock(mutex_);
      if (!asked_.wait(lock, quit, [this] { return waiting_.has_value(); })) return;
      const Request request = *std::exchange(waiting_, std::nullopt);
      running_ = request.stop;
      lock.unlock();

      Outcome outcome = job_(request.key, request.stop.get_token());

      lock.lock();
      if (request.generation != newest_) continue;
      inbox_ = std::move(outcome);
      lock.unlock();
      delivered_.notify_all();
      if (wake_) wake_();
    }
  }

  Job job_;
  std::function<void()> wake_;
  bool busy_ = false;  ///< the owner's thread only

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable_any asked_;
  std::condition_variable_any delivered_;
  std::uint64_t newest_ = 0;
  std::optional<Request> waiting_;
  std::stop_source running_;
  std::optional<Outcome> inbox_;

  std::jthread worker_;  ///< last, so that it ends before what it uses
};

}  // namespace attnscope
