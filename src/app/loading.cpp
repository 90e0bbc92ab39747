#include "app/loading.h"

namespace attnscope {

LoadControl Loading::begin(const std::string& model) {
  const std::scoped_lock lock(mutex_);
  state_ = LoadingState{.model = model};
  stop_ = {};
  // Two jobs may follow each other while the second is no longer wanted: it must not outlive the answer to the first.
  if (wanted_ && *wanted_ != model) stop_.request_stop();
  return {.stop = stop_.get_token(), .progress = [this](std::uint64_t done, std::uint64_t total) {
            const std::scoped_lock inner(mutex_);
            if (!state_) return;
            state_->done = done;
            state_->total = total;
          }};
}

void Loading::end() {
  const std::scoped_lock lock(mutex_);
  state_.reset();
}

std::optional<LoadingState> Loading::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

void Loading::want(const std::string& model) {
  const std::scoped_lock lock(mutex_);
  if (wanted_ == model) return;
  wanted_ = model;
  if (state_ && state_->model != model) stop_.request_stop();
}

}  // namespace attnscope
