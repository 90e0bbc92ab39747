#include "app/job_runner.h"

#include <utility>

namespace attnscope {

JobRunner::JobRunner(Job job, std::function<void()> wake)
    : job_(std::move(job)), wake_(std::move(wake)), worker_([this](const std::stop_token& quit) { work(quit); }) {}

JobRunner::~JobRunner() {
  cancel();  // the worker itself is told to quit, and joined, by its own destructor
}

void JobRunner::request(ReadingKey key) {
  replace(std::move(key));
  busy_ = true;
  asked_.notify_one();
}

void JobRunner::cancel() {
  replace(std::nullopt);
  busy_ = false;
}

void JobRunner::replace(std::optional<ReadingKey> key) {
  const std::scoped_lock lock(mutex_);
  running_.request_stop();
  ++newest_;
  inbox_.reset();
  waiting_.reset();
  if (key) waiting_.emplace(Request{.key = std::move(*key), .generation = newest_, .stop = {}});
}

std::optional<ReadingOutcome> JobRunner::take() {
  const std::scoped_lock lock(mutex_);
  std::optional<ReadingOutcome> outcome = std::exchange(inbox_, std::nullopt);
  if (outcome) busy_ = false;
  return outcome;
}

bool JobRunner::wait(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  return delivered_.wait_for(lock, at_most, [this] { return inbox_.has_value(); });
}

void JobRunner::work(const std::stop_token& quit) {
  while (!quit.stop_requested()) {
    std::unique_lock lock(mutex_);
    if (!asked_.wait(lock, quit, [this] { return waiting_.has_value(); })) return;
    const Request request = *std::exchange(waiting_, std::nullopt);
    running_ = request.stop;
    lock.unlock();

    ReadingOutcome outcome = job_(request.key, request.stop.get_token());

    lock.lock();
    if (request.generation != newest_) continue;
    inbox_ = std::move(outcome);
    lock.unlock();
    delivered_.notify_all();
    if (wake_) wake_();
  }
}

}  // namespace attnscope
