#pragma once

#include "ui/imgui_host.h"
#include "ui/view.h"

namespace attnscope {

/// The main screen: lays out the views, lets them paint, and gathers what they ask for.
class MainWindow {
 public:
  /// Needs the window's OpenGL context, loaded.
  static Result<std::unique_ptr<MainWindow>> create(Window& window);

  /// Draws one frame of the state into the bound framebuffer, of the given size, and returns what the person asked for
  /// since the last one. display_scale: of the display, 2 on a dense one.
  Actions frame(const AppState& app, Size framebuffer, float density, float display_scale, Seconds now);

  /// True while another frame is needed although nothing happened: Dear ImGui takes a few frames to settle.
  [[nodiscard]] bool unsettled() const { return frames_due_ > 0; }
  void need_frames(int count) { frames_due_ = std::max(frames_due_, count); }

  /// When another frame is needed although nothing happens; none: never.
  [[nodiscard]] std::optional<Seconds> due() const { return due_; }

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] UiMemory& memory() { return memory_; }

 private:
  MainWindow(Window& window, Gpu gpu);

  ImGuiHost host_;
  Gpu gpu_;
  UiMemory memory_;
  Layout layout_;
  Actions pending_;  ///< from drops, which come between frames
  int frames_due_ = 0;
  std::optional<Seconds> due_;
  std::optional<Theme> styled_theme_;
  float styled_unit_ = 0;
};

/// How many frames Dear ImGui may take until a change has reached every part of the picture.
inline constexpr int kFramesToSettle = 3;

}  // namespace attnscope
