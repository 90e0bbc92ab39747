#include "app/errands.h"

#include <exception>
#include <utility>

namespace attnscope {
namespace {

Errands::Rest run_errand(const Errands::Errand& errand) {
  try {
    return errand();
  } catch (const std::exception& failure) {  // memory running out
    return [error = Error{ErrorCode::OutOfLimits, "", failure.what()}] { return WorkOutcome(error); };
  }
}

}  // namespace

Errands::Errands(std::function<void()> wake)
    : job_([](const Errand& errand, const std::stop_token& /*stop*/) { return run_errand(errand); }, std::move(wake)) {}

void Errands::add(Errand errand) {
  if (job_.busy()) {
    waiting_.push_back(std::move(errand));
  } else {
    job_.request(std::move(errand));
  }
}

std::optional<Errands::Rest> Errands::take() {
  std::optional<Rest> rest = job_.take();
  if (rest && !waiting_.empty()) {
    job_.request(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return rest;
}

}  // namespace attnscope
