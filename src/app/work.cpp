#include "app/work.h"

#include <exception>
#include <utility>

namespace attnscope {

bool Work::begin(std::string what, std::function<WorkOutcome(const WorkControl&)> job) {
  if (busy()) return false;
  shared_->state = WorkState{.what = std::move(what)};
  shared_->outcome.reset();
  worker_ = std::jthread([shared = shared_, wake = wake_, job = std::move(job)](const std::stop_token& stop) {
    const auto tell = [&](int done, int total) {
      {
        const std::scoped_lock lock(shared->mutex);
        shared->state->done = done;
        shared->state->total = total;
      }
      if (wake) wake();
    };
    std::optional<WorkOutcome> outcome;
    try {
      outcome = job({.stop = stop, .progress = tell});
    } catch (const std::exception& error) {  // memory running out, which a large export may bring about
      outcome = Error{ErrorCode::OutOfLimits, "", error.what()};
    }
    {
      const std::scoped_lock lock(shared->mutex);
      shared->outcome = std::move(outcome);
    }
    if (wake) wake();
  });
  return true;
}

std::optional<WorkState> Work::state() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->state;
}

std::optional<WorkOutcome> Work::take() {
  std::optional<WorkOutcome> outcome;
  {
    const std::scoped_lock lock(shared_->mutex);
    if (!shared_->outcome) return std::nullopt;
    outcome = std::exchange(shared_->outcome, std::nullopt);
    shared_->state.reset();
  }
  wait();
  return outcome;
}

void Work::wait() {
  if (worker_.joinable()) worker_.join();
}

}  // namespace attnscope
