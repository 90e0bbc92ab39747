#include "platform/window_system.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "platform/glfw_error.h"

namespace attnscope {

std::string last_glfw_error() {
  const char* text = nullptr;
  if (glfwGetError(&text) == GLFW_NO_ERROR || text == nullptr) {
    return "no reason given";
  }
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

Result<WindowSystem> WindowSystem::start() {
  if (glfwInit() != GLFW_TRUE) {
    return Error{ErrorCode::NoDisplay, "window",
                 "no display (" + last_glfw_error() +
                     "): set DISPLAY, or use the commands that need none: attend, patterns, tokenize, export"};
  }
  return WindowSystem();
}

WindowSystem::WindowSystem(WindowSystem&& other) noexcept : running_(std::exchange(other.running_, false)) {}

WindowSystem& WindowSystem::operator=(WindowSystem&& other) noexcept {
  std::swap(running_, other.running_);
  return *this;
}

WindowSystem::~WindowSystem() {
  if (running_) {
    glfwTerminate();
  }
}

void WindowSystem::poll() const { glfwPollEvents(); }

void WindowSystem::wait(std::optional<double> seconds) const {
  if (!seconds) {
    glfwWaitEvents();
  } else if (*seconds > 0.0) {
    constexpr double kLongest = 3600.0;  // far inside what the system call can count
    glfwWaitEventsTimeout(std::min(*seconds, kLongest));
  } else {
    glfwPollEvents();
  }
}

void WindowSystem::wake() { glfwPostEmptyEvent(); }

bool WindowSystem::is_x11() const {
#ifdef GLFW_PLATFORM_X11
  return glfwGetPlatform() == GLFW_PLATFORM_X11;
#else
  // GLFW 3.3 is built for one window system and names it here. A newer library names all that it was built for.
  const std::string_view version = glfwGetVersionString();
  return version.find("X11") != std::string_view::npos && version.find("Wayland") == std::string_view::npos;
#endif
}

int WindowSystem::screens() const {
  int count = 0;
  glfwGetMonitors(&count);
  return count;
}

double WindowSystem::now() const { return glfwGetTime(); }

}  // namespace attnscope
