#include "platform/monitors.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace attnscope {
namespace {

/// How many units of [a, a + a_length) and [b, b + b_length) are shared.
int overlap(int a, int a_length, int b, int b_length) {
  return std::max(0, std::min(a + a_length, b + b_length) - std::max(a, b));
}

}  // namespace

GLFWmonitor* monitor_of(GLFWwindow* window) {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  glfwGetWindowPos(window, &left, &top);
  glfwGetWindowSize(window, &width, &height);
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  GLFWmonitor* best = glfwGetPrimaryMonitor();
  long largest = 0;
  for (int i = 0; i < count; ++i) {
    const GLFWvidmode* const mode = glfwGetVideoMode(monitors[i]);
    if (mode == nullptr) {
      continue;
    }
    int x = 0;
    int y = 0;
    glfwGetMonitorPos(monitors[i], &x, &y);
    const long shared = static_cast<long>(overlap(left, width, x, mode->width)) * overlap(top, height, y, mode->height);
    if (shared > largest) {
      largest = shared;
      best = monitors[i];
    }
  }
  return best;
}

WorkArea work_area(GLFWmonitor* monitor) {
  WorkArea area;
  if (monitor != nullptr) {
    glfwGetMonitorWorkarea(monitor, &area.left, &area.top, &area.width, &area.height);
  }
  return area;
}

WorkArea living_area(int left, int top, int width, int height) {
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    const WorkArea area = work_area(monitors[i]);
    const bool seen =
        overlap(left, width, area.left, area.width) > 0 && overlap(top, height, area.top, area.height) > 0;
    if (seen) {
      return {left, top, width, height};
    }
  }
  const WorkArea home = work_area(glfwGetPrimaryMonitor());
  if (home.width <= 0) {
    return {left, top, width, height};
  }
  return {home.left, home.top, std::min(width, home.width), std::min(height, home.height)};
}

float coordinate_scale(GLFWwindow* window) {
  float content = 1.0F;
  glfwGetWindowContentScale(window, &content, nullptr);
  int pixels = 0;
  glfwGetFramebufferSize(window, &pixels, nullptr);
  int width = 0;
  glfwGetWindowSize(window, &width, nullptr);
  const float scaled_already = width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1.0F;
  return std::max(1.0F, content / scaled_already);
}

}  // namespace attnscope
