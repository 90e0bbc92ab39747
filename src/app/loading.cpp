#include "app/loading.h"

namespace attnscope {

LoadControl Loading::begin(const std::string& model) {
  const std::scoped_lock lock(mutex_);
  state_ = LoadingState{.model = model};
  stop_ = {};
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

void Loading::stop_others(const std::string& model) {
  const std::scoped_lock lock(mutex_);
  if (state_ && state_->model != model) stop_.request_stop();
}

void Loading::stop() {
  const std::scoped_lock lock(mutex_);
  stop_.request_stop();
}

}  // namespace attnscope
