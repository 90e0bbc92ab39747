#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace attnscope {

/// Holds back the signals by which a system ends a program (a logout, kill, Ctrl+C in its terminal) from this thread
/// and from those that it makes later, until an EndRequests hears them. So it comes before any other thread is made.
/// Ctrl+C or a logout that whoever started the program has it ignore, as nohup does, stays ignored.
void hold_end_signals();

/// Hears those signals, so that the program can leave as if its window had been closed, with everything saved. A second
/// one ends it at once, should it hang; when this is gone, the first one does.
class EndRequests {
 public:
  /// asked: called on a thread of its own when the first signal comes.
  explicit EndRequests(std::function<void()> asked);
  ~EndRequests();
  EndRequests(const EndRequests&) = delete;
  EndRequests& operator=(const EndRequests&) = delete;

  [[nodiscard]] bool came() const { return came_; }

 private:
  void listen();

  std::function<void()> asked_;
  std::atomic<bool> came_ = false;
  std::atomic<bool> leaving_ = false;
  std::thread listener_;
};

}  // namespace attnscope
