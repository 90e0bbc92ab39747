#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/workers.h"

namespace attnscope {

/// Workers that are threads, which start when they are first needed. Between two calls that follow each other closely
/// they stay awake for some microseconds; then they sleep and cost nothing.
/// Thread  each() from any thread; while one caller has the threads, another works alone.
class ThreadPool final : public Workers {
 public:
  /// threads: the caller's own included; 1 or more.
  explicit ThreadPool(std::size_t threads) : count_(threads) {}
  ~ThreadPool() override;
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  [[nodiscard]] std::size_t count() const override { return count_; }
  void each(std::size_t parts, const std::function<void(std::size_t)>& work) override;

 private:
  using Work = std::function<void(std::size_t)>;

  void start();
  void serve();
  /// Takes parts until there are none left.
  void take_parts(const Work& work, std::size_t parts);
  void sleep_until_called(std::size_t seen);

  std::size_t count_;
  std::mutex one_caller_;              ///< held by who has the threads
  std::atomic<std::size_t> calls_{0};  ///< how many there were, and one more at the end
  std::atomic<std::size_t> next_part_{0};
  std::atomic<std::size_t> inside_{0};  ///< threads that may still be at work for the present call

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable called_;
  std::condition_variable left_;
  const Work* work_ = nullptr;  ///< null: there is nothing to join any more
  std::size_t parts_ = 0;
  bool quit_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace attnscope
