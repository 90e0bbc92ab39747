#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "platform/x11/clipboard_owner.h"

namespace attnscope::x11 {

/// Ends another thread's sleep.
class Bell {
 public:
  Bell();
  ~Bell();
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  [[nodiscard]] bool works() const { return descriptor_ >= 0; }
  void ring() const;
  /// Sleeps until ring(), or until there is something to read from `other`.
  void sleep_unless(int other) const;

 private:
  int descriptor_;
};

/// Runs a ClipboardOwner on a thread of its own, which sleeps until somebody copies or pastes: a person who pastes does
/// not wait for a frame to be drawn, and the program itself can paste what it copied.
/// Thread  every member on the caller's one thread; the owner is the serving thread's alone.
class ClipboardServer {
 public:
  /// Errors  those of ClipboardOwner::connect(); Unsupported when the system has no descriptor left.
  static Result<std::unique_ptr<ClipboardServer>> start();
  /// Hands over to a clipboard manager, which gets a second for that.
  ~ClipboardServer();
  ClipboardServer(const ClipboardServer&) = delete;
  ClipboardServer& operator=(const ClipboardServer&) = delete;

  /// As ClipboardOwner::take().
  Status offer(Offer offer);
  [[nodiscard]] bool owns() const { return owns_; }

 private:
  struct Order {
    std::shared_ptr<const Offer> offer;
    std::promise<Status> done;
  };

  explicit ClipboardServer(std::unique_ptr<ClipboardOwner> owner) : owner_(std::move(owner)) {}
  void serve(const std::stop_token& quit);
  bool take_order();

  Bell bell_;
  std::unique_ptr<ClipboardOwner> owner_;
  std::atomic<bool> owns_ = false;

  std::mutex mutex_;  ///< guards what follows
  bool serving_ = true;
  std::optional<Order> order_;

  std::jthread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace attnscope::x11
