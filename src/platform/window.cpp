#include "platform/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

#include "platform/glfw_error.h"
#include "platform/monitors.h"

namespace attnscope {

/// On the heap, so that GLFW's user pointer stays right when the Window is moved.
struct Window::State {
  GLFWwindow* window = nullptr;
  WindowEvents events;
  int left = 0, top = 0, width = 0, height = 0;  ///< before full screen
  bool fills_screen = false;  ///< what was asked for last; a screen that was unplugged may have ended it
};

namespace {

/// Calls one of the window's hooks, if it is set.
template <class... Arguments, class... Given>
void tell(GLFWwindow* window, std::function<void(Arguments...)> WindowEvents::*hook, Given&&... given) {
  const auto* events = static_cast<const WindowEvents*>(glfwGetWindowUserPointer(window));
  if (events != nullptr && events->*hook) {
    (events->*hook)(std::forward<Given>(given)...);
  }
}

void install_callbacks(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    tell(w, &WindowEvents::on_key, key, scancode, action, mods);
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned codepoint) {
    tell(w, &WindowEvents::on_char, static_cast<char32_t>(codepoint));
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
    tell(w, &WindowEvents::on_mouse_button, button, action, mods);
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) { tell(w, &WindowEvents::on_cursor, x, y); });
  glfwSetCursorEnterCallback(
      window, [](GLFWwindow* w, int inside) { tell(w, &WindowEvents::on_cursor_enter, inside == GLFW_TRUE); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double dx, double dy) { tell(w, &WindowEvents::on_scroll, dx, dy); });
  glfwSetWindowFocusCallback(
      window, [](GLFWwindow* w, int focused) { tell(w, &WindowEvents::on_focus, focused == GLFW_TRUE); });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    tell(w, &WindowEvents::on_drop, std::vector<std::string>(paths, paths + count));
  });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { tell(w, &WindowEvents::on_refresh); });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { tell(w, &WindowEvents::on_refresh); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { tell(w, &WindowEvents::on_refresh); });
  glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { tell(w, &WindowEvents::on_refresh); });
}

void set_hints(const WindowOptions& options) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS offers 3.3 in no other way
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUSED, options.takes_focus ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUS_ON_SHOW, options.takes_focus ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // what a room sees stays when the speaker looks elsewhere
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "attnscope");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "attnscope");
}

/// The least size at this display's scale, but never more than the display has.
void limit_size(GLFWwindow* window, const WindowOptions& options) {
  const WorkArea area = work_area(monitor_of(window));
  const float scale = coordinate_scale(window);
  const auto limit = [scale](int least, int room) {
    const int wanted = static_cast<int>(static_cast<float>(least) * scale);
    return room > 0 ? std::min(wanted, room) : wanted;
  };
  glfwSetWindowSizeLimits(window, limit(options.least_width, area.width), limit(options.least_height, area.height),
                          GLFW_DONT_CARE, GLFW_DONT_CARE);
}

}  // namespace

Result<Window> Window::open(const WindowSystem& /*system*/, const WindowOptions& options) {
  if (options.width < 1 || options.height < 1) {
    return Error{ErrorCode::InvalidArgument, "window", "both sides must be at least 1"};
  }
  set_hints(options);
  auto state = std::make_unique<State>();
  state->window = glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
  if (state->window == nullptr) {
    return Error{ErrorCode::NoDisplay, "window",
                 "no OpenGL 3.3 core (" + last_glfw_error() + "): install or update the graphics driver"};
  }
  glfwSetWindowUserPointer(state->window, &state->events);
  install_callbacks(state->window);
  limit_size(state->window, options);
  glfwMakeContextCurrent(state->window);
  glfwSwapInterval(options.vsync ? 1 : 0);
  return Window(std::move(state));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::Window(Window&&) noexcept = default;

Window& Window::operator=(Window&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

Window::~Window() {
  if (state_) {
    glfwDestroyWindow(state_->window);
  }
}

Window::GlFunction Window::gl_function(const char* name) { return glfwGetProcAddress(name); }

GLFWwindow* Window::native() const { return state_->window; }
WindowEvents& Window::events() { return state_->events; }

Size Window::framebuffer_size() const {
  Size size;
  glfwGetFramebufferSize(state_->window, &size.width, &size.height);
  return size;
}

Size Window::window_size() const {
  Size size;
  glfwGetWindowSize(state_->window, &size.width, &size.height);
  return size;
}

float Window::content_scale() const {
  float x = 1.0F;
  float y = 1.0F;
  glfwGetWindowContentScale(state_->window, &x, &y);
  const float scale = std::max(x, y);
  return scale > 0.0F ? scale : 1.0F;  // some displays report nothing
}

bool Window::should_close() const { return glfwWindowShouldClose(state_->window) == GLFW_TRUE; }
bool Window::minimised() const { return glfwGetWindowAttrib(state_->window, GLFW_ICONIFIED) == GLFW_TRUE; }
bool Window::focused() const { return glfwGetWindowAttrib(state_->window, GLFW_FOCUSED) == GLFW_TRUE; }
// Asked every time: when a projector is unplugged, GLFW leaves full screen by itself.
bool Window::full_screen() const { return glfwGetWindowMonitor(state_->window) != nullptr; }

void Window::request_close(bool close) { glfwSetWindowShouldClose(state_->window, close ? GLFW_TRUE : GLFW_FALSE); }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(state_->window, title.c_str()); }

void Window::set_icon(int width, int height, std::span<const std::uint8_t> rgba) {
  if (width < 1 || height < 1 ||
      rgba.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4U) {
    return;
  }
  std::vector<std::uint8_t> pixels(rgba.begin(), rgba.end());  // GLFW asks for bytes that it may write
  const GLFWimage image{width, height, pixels.data()};
  glfwSetWindowIcon(state_->window, 1, &image);
}

void Window::set_full_screen(bool on) {
  State& s = *state_;
  const bool asked_before = std::exchange(s.fills_screen, on);
  if (!on) {
    if (!asked_before) {
      return;
    }
    const WorkArea home = living_area(s.left, s.top, s.width, s.height);
    glfwSetWindowMonitor(s.window, nullptr, home.left, home.top, home.width, home.height, GLFW_DONT_CARE);
    return;
  }
  if (full_screen()) {
    return;
  }
  GLFWmonitor* const monitor = monitor_of(s.window);
  const GLFWvidmode* const mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  if (mode == nullptr) {
    return;
  }
  if (!asked_before) {
    glfwGetWindowPos(s.window, &s.left, &s.top);
    glfwGetWindowSize(s.window, &s.width, &s.height);
  }
  glfwSetWindowMonitor(s.window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

void Window::resize(int width, int height) {
  if (width > 0 && height > 0) {
    glfwSetWindowSize(state_->window, width, height);
  }
}

void Window::cover_other_screen(const Window& other) {
  GLFWmonitor* const taken = monitor_of(other.native());
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    const WorkArea area = work_area(monitors[i]);
    if (monitors[i] == taken || area.width <= 0) {
      continue;
    }
    glfwSetWindowPos(state_->window, area.left, area.top);
    glfwSetWindowSize(state_->window, area.width, area.height);
    return;
  }
}

void Window::make_current() { glfwMakeContextCurrent(state_->window); }
void Window::show() { glfwShowWindow(state_->window); }
void Window::swap() { glfwSwapBuffers(state_->window); }

std::string Window::clipboard() const {
  const char* text = glfwGetClipboardString(state_->window);
  return text == nullptr ? std::string() : std::string(text);
}

void Window::set_clipboard(const std::string& text) { glfwSetClipboardString(state_->window, text.c_str()); }

std::string key_name(int key, int scancode) {
  const char* name = glfwGetKeyName(key, scancode);
  return name == nullptr ? std::string() : std::string(name);
}

}  // namespace attnscope
