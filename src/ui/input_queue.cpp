#include "ui/input_queue.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace attnscope {
namespace {

/// Keys that only type: Dear ImGui gets their characters, and whether they were seen down does not matter.
bool only_types(const KeyEvent& event) {
  return event.key >= GLFW_KEY_SPACE && event.key <= GLFW_KEY_GRAVE_ACCENT &&
         (event.mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) == 0;
}

}  // namespace

std::deque<InputEvent> InputQueue::take_frame() {
  std::deque<InputEvent> frame;
  bool key_down = false;
  bool button_changed = false;
  while (!events_.empty()) {
    const InputEvent& next = events_.front();
    if (const auto* key = std::get_if<KeyEvent>(&next)) {
      // Any release waits: letting go of Ctrl would turn the Ctrl+A of this frame into an A.
      if (key->action == GLFW_RELEASE && key_down) break;
      key_down = key_down || (key->action != GLFW_RELEASE && !only_types(*key));
    } else if (std::holds_alternative<ButtonEvent>(next)) {
      if (button_changed) break;
      button_changed = true;
    }
    frame.push_back(next);
    events_.pop_front();
  }
  return frame;
}

}  // namespace attnscope
