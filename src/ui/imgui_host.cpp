#include "ui/imgui_host.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>

#include <algorithm>

namespace attnscope {

ImGuiHost::ImGuiHost(Window& window) : window_(window), context_(ImGui::CreateContext()) {
  IMGUI_CHECKVERSION();
  make_current();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;               // our own session file remembers what is worth remembering
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would keep the window awake
  ImGui_ImplGlfw_InitForOpenGL(window.native(), false);
  ImGui_ImplOpenGL3_Init("#version 330 core");

  // Dear ImGui edits display text (see ClusterMap); the clipboard holds what people wrote.
  io.ClipboardUserData = this;
  io.GetClipboardTextFn = [](void* self) {
    auto* host = static_cast<ImGuiHost*>(self);
    host->clipboard_ = host->fonts_.display(host->window_.clipboard(), Type::Body);
    return static_cast<const char*>(host->clipboard_.c_str());
  };
  io.SetClipboardTextFn = [](void* self, const char* text) {
    auto* host = static_cast<ImGuiHost*>(self);
    host->window_.set_clipboard(host->fonts_.from_display(text));
  };
  hook(window.events());
}

ImGuiHost::~ImGuiHost() {
  window_.events() = {};
  make_current();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext(context_);
}

void ImGuiHost::hook(WindowEvents& events) {
  const auto happened = [this] {
    if (on_event) on_event();
  };
  events.on_key = [this, happened](int key, int scancode, int action, int mods) {
    queue_.push(KeyEvent{key, scancode, action, mods, 0});
    happened();
  };
  events.on_char = [this, happened](char32_t code) {
    queue_.push(CharEvent{code});
    happened();
  };
  events.on_mouse_button = [this, happened](int button, int action, int mods) {
    queue_.push(ButtonEvent{button, action, mods, pointer_.x, pointer_.y, glfwGetTime()});
    happened();
  };
  events.on_cursor = [this, happened](double x, double y) {
    pointer_ = {x, y};
    happened();
  };
  events.on_cursor_enter = [this, happened](bool inside) {
    if (!inside) pointer_ = {};
    make_current();
    ImGui_ImplGlfw_CursorEnterCallback(window_.native(), inside ? GLFW_TRUE : GLFW_FALSE);
    happened();
  };
  events.on_scroll = [this, happened](double dx, double dy) {
    queue_.push(ScrollEvent{dx, dy});
    happened();
  };
  events.on_focus = [this, happened](bool focused) {
    make_current();
    ImGui_ImplGlfw_WindowFocusCallback(window_.native(), focused ? GLFW_TRUE : GLFW_FALSE);
    happened();
  };
  events.on_refresh = happened;
  events.on_drop = [this, happened](std::vector<std::string> paths) {
    if (on_drop) on_drop(std::move(paths));
    happened();
  };
}

void ImGuiHost::feed(const KeyEvent& event) {
  const Chord meant = meant_chord(event, key_name(event.key, event.scancode));
  if (event.action != GLFW_RELEASE) keys_.push_back(meant);
#if IMGUI_VERSION_NUM < 18700
  // Ctrl+A is where the A is printed; later versions look that up themselves.
  const bool letter = meant.key >= GLFW_KEY_A && meant.key <= GLFW_KEY_Z;
  const int key = letter ? meant.key : event.key;
#else
  const int key = event.key;
#endif
  // Dear ImGui would take the Escape key for "forget what was typed"; it is ours, and means "leave the field".
  if (event.key != GLFW_KEY_ESCAPE) {
    ImGui_ImplGlfw_KeyCallback(window_.native(), key, event.scancode, event.action, event.mods);
  }
}

void ImGuiHost::feed(const CharEvent& event) {
  std::string text;
  append_utf8(text, event.code);
  const std::string shown = fonts_.display(text, Type::Body);
  for (std::size_t at = 0; at < shown.size();) ImGui::GetIO().AddInputCharacter(next_utf8(shown, at));
}

void ImGuiHost::feed(const ButtonEvent& event) {
  ImGui_ImplGlfw_MouseButtonCallback(window_.native(), event.button, event.action, event.mods);
  const auto button = static_cast<std::size_t>(event.button);
  if (button < buttons_.size()) buttons_[button] = event.action == GLFW_PRESS;
  clicked_at_ = {event.x, event.y};
  clicked_when_ = event.time;
}

void ImGuiHost::feed(const ScrollEvent& event) { ImGui_ImplGlfw_ScrollCallback(window_.native(), event.dx, event.dy); }

void ImGuiHost::feed_frame() {
  clicked_at_.reset();
  clicked_when_.reset();
  const bool typing = ImGui::GetIO().WantTextInput;
  if (typing) waiting_frames_ = 0;
  if (waiting_frames_ > 0) {
    --waiting_frames_;
    return;
  }
  for (const InputEvent& event : queue_.take_frame(typing)) std::visit([this](const auto& e) { feed(e); }, event);
}

void ImGuiHost::begin_frame(Size framebuffer, float density, float unit) {
  fonts_.begin_frame(unit, density);
  feed_frame();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  // The backend asks where pointer and buttons are by now; the frame wants where they were when it happened.
  const PointerPlace at = clicked_at_.value_or(pointer_);
  io.MousePos = {static_cast<float>(at.x), static_cast<float>(at.y)};
  for (std::size_t i = 0; i < buttons_.size(); ++i) io.MouseDown[i] = buttons_[i];
  // A frame for each press and release would make a double click too slow for Dear ImGui where frames take their time:
  // its clock stands at when things happened, too.
  const double when = clicked_when_.value_or(glfwGetTime());
  io.DeltaTime = static_cast<float>(std::max(when - clock_, 1e-4));
  clock_ = std::max(clock_, when);
  io.DisplaySize = {static_cast<float>(framebuffer.width) / density, static_cast<float>(framebuffer.height) / density};
  io.DisplayFramebufferScale = {density, density};
  ImGui::NewFrame();
}

void ImGuiHost::end_frame(const ImVec4& background) {
  ImGui::Render();
  const ImGuiIO& io = ImGui::GetIO();
  glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x),
             static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y));
  glClearColor(background.x, background.y, background.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

std::deque<Chord> ImGuiHost::take_keys() { return std::exchange(keys_, {}); }

}  // namespace attnscope
