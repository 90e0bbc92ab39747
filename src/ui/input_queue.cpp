#include "ui/input_queue.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace attnscope {
namespace {

/// Keys that only type: Dear ImGui gets their characters, and whether they were seen down does not matter.
bool only_types(const KeyEvent& event) {
  return event.key >= GLFW_KEY_SPACE && event.key <= GLFW_KEY_GRAVE_ACCENT &&
         (event.mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) == 0;
}

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

bool comes_up_in(const std::deque<InputEvent>& frame, int key) {
  return std::ranges::any_of(frame, [key](const InputEvent& event) {
    const auto* of = std::get_if<KeyEvent>(&event);
    return of != nullptr && of->key == key && of->action == GLFW_RELEASE;
  });
}

}  // namespace

void InputQueue::push(const InputEvent& event) {
  const auto* typed = std::get_if<CharEvent>(&event);
  auto* key = events_.empty() ? nullptr : std::get_if<KeyEvent>(&events_.back());
  if (typed != nullptr && key != nullptr && key->action != GLFW_RELEASE) key->written = typed->code;
  events_.push_back(event);
}

std::deque<InputEvent> InputQueue::take_frame(bool typing) {
  std::deque<InputEvent> frame;
  bool key_down = false;
  bool typed = false;
  bool button_changed = false;
  bool commanded = false;
  while (!events_.empty()) {
    const InputEvent& next = events_.front();
    if (const auto* key = std::get_if<KeyEvent>(&next)) {
      const bool down = key->action != GLFW_RELEASE;
      // Any release waits: letting go of Ctrl would turn the Ctrl+A of this frame into an A.
      if (!down && key_down) break;
      // A key that comes up and goes down again in one frame has not moved.
      if (down && !only_types(*key) && comes_up_in(frame, key->key)) break;
      if (!typing && key->action == GLFW_PRESS && !is_modifier(key->key) && std::exchange(commanded, true)) break;
      // What was typed goes into the field before a key takes the field away.
      if (down && !only_types(*key)) {
        if (typed) break;
        key_down = true;
      }
    } else if (std::holds_alternative<CharEvent>(next)) {
      if (key_down) break;
      typed = true;
    } else if (std::holds_alternative<ButtonEvent>(next)) {
      if (button_changed || typed) break;
      button_changed = true;
    }
    frame.push_back(next);
    events_.pop_front();
  }
  return frame;
}

}  // namespace attnscope
