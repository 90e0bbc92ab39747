#pragma once

#include <deque>
#include <functional>

#include "app/plans/geometry.h"
#include "platform/window.h"
#include "text/unicode.h"
#include "ui/fonts.h"
#include "ui/shortcuts.h"

namespace attnscope {

/// Dear ImGui on one Window: context, backends, events, fonts. One at a time; main thread.
class ImGuiHost {
 public:
  explicit ImGuiHost(Window& window);
  ~ImGuiHost();
  ImGuiHost(const ImGuiHost&) = delete;
  ImGuiHost& operator=(const ImGuiHost&) = delete;

  /// Starts a frame of `width` x `height` window units at `density` framebuffer pixels each, one unscaled pixel being
  /// `unit` window units. The sizes may differ from the window's, for a picture of another size.
  void begin_frame(Size framebuffer, float density, float unit);
  /// Draws what the frame's views painted into the bound framebuffer.
  void end_frame(const ImVec4& background);

  [[nodiscard]] Fonts& fonts() { return fonts_; }
  /// The keys that were pressed (or repeat) since the last call, oldest first.
  std::deque<Chord> take_keys();

  std::function<void(std::vector<std::string>)> on_drop;
  std::function<void()> on_event;  ///< anything happened that the picture may depend on

 private:
  void hook(WindowEvents& events);

  Window& window_;
  Fonts fonts_;
  std::deque<Chord> keys_;
  std::string clipboard_;  ///< holds the text that Dear ImGui was given a pointer to
  float unit_ = 0;
  float density_ = 0;
};

}  // namespace attnscope
