#pragma once

#include <cstddef>
#include <deque>
#include <variant>

namespace attnscope {

struct KeyEvent {
  int key = 0, scancode = 0, action = 0, mods = 0;
  char32_t written = 0;  ///< the character that this press wrote, 0 for none
};
struct CharEvent {
  char32_t code = 0;
};
struct ButtonEvent {
  int button = 0, action = 0, mods = 0;
  double x = 0, y = 0;  ///< where the pointer was
  double time = 0;      ///< when, in seconds
};
struct ScrollEvent {
  double dx = 0, dy = 0;
};
using InputEvent = std::variant<KeyEvent, CharEvent, ButtonEvent, ScrollEvent>;

/// Deals events out to frames. Dear ImGui before 1.87 looks at keys and buttons once a frame, so a chord or a click
/// that is over before the frame begins would be lost, and a click would land where the pointer went afterwards. A
/// frame gets no more events than it can tell apart: what went down in it comes up in the next one.
class InputQueue {
 public:
  void push(const InputEvent& event);
  [[nodiscard]] bool empty() const { return events_.empty(); }

  /// The next frame's events, oldest first. typing: a text field takes what is typed; without one each press is a
  /// command, which may open the field that the next press is meant for, and so has a frame to itself.
  std::deque<InputEvent> take_frame(bool typing);

 private:
  std::deque<InputEvent> events_;
};

}  // namespace attnscope
