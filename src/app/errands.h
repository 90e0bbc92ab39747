#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>

#include "app/newest_job.h"
#include "app/work.h"

namespace attnscope {

/// Small pieces of work for a thread of its own, one after the other in the order in which they were asked for: what
/// reads or draws for longer than a frame and must not be lost to what is asked for next. Each leaves a rest for the
/// owner's thread, where the screen and the clipboard are.
/// Thread  every member on the owner's; errands and `wake` run on the other.
class Errands {
 public:
  /// What is left to do; its outcome is for people, an empty text for nobody.
  using Rest = std::function<WorkOutcome()>;
  using Errand = std::function<Rest()>;

  /// wake: called when there is something to take; may be empty.
  explicit Errands(std::function<void()> wake);

  void add(Errand errand);
  /// The rest of the next errand, once, when it is back. One that threw leaves an error.
  std::optional<Rest> take();
  /// Whether there is anything that has not been taken yet.
  [[nodiscard]] bool busy() const { return job_.busy(); }
  /// Waits until there is something to take; false when it took longer.
  bool wait(std::chrono::milliseconds at_most) { return job_.wait(at_most); }

 private:
  std::deque<Errand> waiting_;  ///< behind the one that is under way
  NewestJob<Errand, Rest> job_;
};

}  // namespace attnscope
