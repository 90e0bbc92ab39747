#pragma once

#include <optional>

#include "core/result.h"

namespace attnscope {

/// The connection to the window system. One at a time; it outlives every Window. Main thread except wake().
class WindowSystem {
 public:
  /// Errors  NoDisplay when there is no display to connect to.
  static Result<WindowSystem> start();

  WindowSystem(WindowSystem&& other) noexcept;
  WindowSystem& operator=(WindowSystem&& other) noexcept;
  WindowSystem(const WindowSystem&) = delete;
  WindowSystem& operator=(const WindowSystem&) = delete;
  ~WindowSystem();

  /// Handles the events that are there and returns.
  void poll() const;
  /// Sleeps until an event, wake() or `seconds` have passed; none: no limit. Then handles what is there.
  void wait(std::optional<double> seconds) const;
  /// Ends a wait(), or the next one. Any thread, while the WindowSystem lives.
  static void wake();
  /// Whether windows are an X server's: then there is a second way to its clipboard (see PictureClipboard).
  [[nodiscard]] bool is_x11() const;
  /// How many displays there are now.
  [[nodiscard]] int screens() const;
  /// Seconds since the start; never backwards.
  [[nodiscard]] double now() const;

 private:
  WindowSystem() = default;
  bool running_ = true;
};

}  // namespace attnscope
