#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "platform/window_system.h"

struct GLFWwindow;

namespace attnscope {

struct WindowOptions {
  std::string title = "attnscope";
  int width = 1280, height = 800;             ///< at a content scale of 1; larger displays get more pixels
  int least_width = 900, least_height = 600;  ///< nobody can make it smaller
  bool visible = true;
  bool takes_focus = true;  ///< when it appears
  bool vsync = true;
};

struct Size {
  int width = 0, height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

/// What a window tells. Empty functions are skipped. Keys, buttons, actions and modifiers are GLFW's numbers; cursor
/// and scroll are in window coordinates from the top left. Called from poll() and wait() only.
struct WindowEvents {
  std::function<void(int key, int scancode, int action, int mods)> on_key;
  std::function<void(char32_t codepoint)> on_char;
  std::function<void(int button, int action, int mods)> on_mouse_button;
  std::function<void(double x, double y)> on_cursor;
  std::function<void(bool inside)> on_cursor_enter;
  std::function<void(double dx, double dy)> on_scroll;
  std::function<void(bool focused)> on_focus;
  std::function<void(std::vector<std::string> paths)> on_drop;
  std::function<void()> on_refresh;  ///< exposed, resized, or moved to a display of another scale: draw again
};

/// One window with an OpenGL 3.3 core context, current on the opening thread. Main thread only.
class Window {
 public:
  /// Errors  NoDisplay when the driver offers no OpenGL 3.3 core; InvalidArgument for a size below 1.
  static Result<Window> open(const WindowSystem& system, const WindowOptions& options);

  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;
  ~Window();

  /// For OpenGL's loader (see load_gl).
  using GlFunction = void (*)();
  static GlFunction gl_function(const char* name);

  [[nodiscard]] GLFWwindow* native() const;
  /// The hooks stay in place when the Window is moved.
  [[nodiscard]] WindowEvents& events();

  [[nodiscard]] Size framebuffer_size() const;  ///< pixels
  [[nodiscard]] Size window_size() const;       ///< window coordinates: pixels, except on macOS
  [[nodiscard]] float content_scale() const;    ///< 1 on an ordinary display, 2 on a dense one
  [[nodiscard]] bool should_close() const;
  [[nodiscard]] bool minimised() const;
  [[nodiscard]] bool focused() const;
  [[nodiscard]] bool full_screen() const;

  void request_close(bool close = true);  ///< false takes the person's wish back
  void set_title(const std::string& title);
  void set_icon(int width, int height, std::span<const std::uint8_t> rgba);  ///< rows from the top; bad sizes: ignored
  void set_full_screen(bool on);  ///< on the display that shows most of the window
  void resize(int width, int height);
  /// Over a display that does not show the other window; where there is none it stays.
  void cover_other_screen(const Window& other);
  /// Its OpenGL context becomes the one that is drawn with: of several windows, one at a time.
  void make_current();
  void show();
  void swap();

  [[nodiscard]] std::string clipboard() const;  ///< empty where there is no text
  void set_clipboard(const std::string& text);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What a printable key is called on the person's keyboard layout ("z" for the key right of Ctrl on a German one);
/// empty for keys that print nothing.
std::string key_name(int key, int scancode);

}  // namespace attnscope
