#pragma once

#include <memory>
#include <optional>

#include "ui/imgui_host.h"
#include "ui/view.h"

namespace attnscope {

/// The speaker's part in a window of its own: on a display that the room does not see, where there is one, else where
/// the window system puts it. Has an OpenGL context and a Dear ImGui of its own; whoever draws elsewhere afterwards has
/// to make the other ones current again. Main thread.
class SpeakerWindow {
 public:
  /// presented: the window that the room sees. Null where no second window can be opened.
  static std::unique_ptr<SpeakerWindow> open(const WindowSystem& system, const Window& presented);
  ~SpeakerWindow();
  SpeakerWindow(const SpeakerWindow&) = delete;
  SpeakerWindow& operator=(const SpeakerWindow&) = delete;

  /// Whether it should be there: with a second display unless it was sent away, with one where it was asked for.
  static bool wanted(const AppState& app, int screens);

  /// Draws it where something happened, or the clock went on. Returns what its keys asked for.
  Actions frame(const AppState& app, Seconds now, bool changed);
  /// True while another frame is needed although nothing happened.
  [[nodiscard]] bool unsettled() const { return frames_due_ > 0; }
  /// When its clock goes on.
  [[nodiscard]] Seconds due() const { return due_; }

 private:
  explicit SpeakerWindow(Window window);

  Window window_;
  ImGuiHost host_;
  UiMemory memory_;
  int frames_due_ = 3;
  Seconds due_ = 0;
};

}  // namespace attnscope
