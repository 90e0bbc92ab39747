#pragma once

#include <deque>
#include <functional>

#include "app/plans/geometry.h"
#include "platform/window.h"
#include "text/unicode.h"
#include "ui/fonts.h"
#include "ui/input_queue.h"
#include "ui/shortcuts.h"

namespace attnscope {

/// Dear ImGui on one Window: context, backends, events, fonts. Main thread.
class ImGuiHost {
 public:
  explicit ImGuiHost(Window& window);
  ~ImGuiHost();
  ImGuiHost(const ImGuiHost&) = delete;
  ImGuiHost& operator=(const ImGuiHost&) = delete;

  /// Dear ImGui's calls mean this one from here on; so they do after it was made.
  void make_current() const { ImGui::SetCurrentContext(context_); }
  /// Starts a frame of `width` x `height` window units at `density` framebuffer pixels each, one unscaled pixel being
  /// `unit` window units. The sizes may differ from the window's, for a picture of another size.
  void begin_frame(Size framebuffer, float density, float unit);
  /// Draws what the frame's views painted into the bound framebuffer.
  void end_frame(const ImVec4& background);

  [[nodiscard]] Fonts& fonts() { return fonts_; }
  /// True while events wait for a later frame.
  [[nodiscard]] bool has_input() const { return !queue_.empty(); }
  /// Holds back what comes next until a text field is ready for it: one was asked for, and opens a few frames later.
  void await_field() {
    waiting_frames_ = kMostWaiting;
    ImGui::GetIO().WantTextInput = false;  // true still of the field that is left, where the caret moves from one on
  }
  /// The keys that were pressed (or repeat) since the last call, oldest first.
  std::deque<Chord> take_keys();

  std::function<void(std::vector<std::string>)> on_drop;
  std::function<void()> on_event;  ///< anything happened that the picture may depend on

 private:
  struct PointerPlace {
    double x = -1e6, y = -1e6;
  };

  static constexpr int kMostWaiting = 10;  ///< where no field comes after all

  void hook(WindowEvents& events);
  void feed_frame();
  void feed(const KeyEvent& event);
  void feed(const CharEvent& event);
  void feed(const ButtonEvent& event);
  void feed(const ScrollEvent& event);

  Window& window_;
  ImGuiContext* context_;
  Fonts fonts_;
  InputQueue queue_;
  PointerPlace pointer_;                    ///< now
  std::optional<PointerPlace> clicked_at_;  ///< in this frame
  std::optional<double> clicked_when_;      ///< the same click, seconds
  double clock_ = 0;                        ///< of the last frame, seconds
  std::array<bool, 3> buttons_{};
  std::deque<Chord> keys_;
  int waiting_frames_ = 0;
  std::string clipboard_;  ///< holds the text that Dear ImGui was given a pointer to
};

}  // namespace attnscope
