#include "ui/imgui_host.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>

#include <cctype>

namespace attnscope {
namespace {

/// A letter key stands for the letter that the person's layout prints there; everything else for itself.
int meant_key(int key, int scancode) {
  if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return key;
  const std::string name = key_name(key, scancode);
  const bool letter = name.size() == 1 && std::isalpha(static_cast<unsigned char>(name[0])) != 0;
  return letter ? std::toupper(static_cast<unsigned char>(name[0])) : key;
}

}  // namespace

ImGuiHost::ImGuiHost(Window& window) : window_(window) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
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
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

void ImGuiHost::hook(WindowEvents& events) {
  const auto happened = [this] {
    if (on_event) on_event();
  };
  events.on_key = [this, happened](int key, int scancode, int action, int mods) {
    ImGui_ImplGlfw_KeyCallback(window_.native(), key, scancode, action, mods);
    constexpr int kKnownMods = kShift | kCtrl | kAlt;
    if (action != GLFW_RELEASE) keys_.push_back({mods & kKnownMods, meant_key(key, scancode)});
    happened();
  };
  events.on_char = [this, happened](char32_t code) {
    std::string text;
    append_utf8(text, code);
    const std::string shown = fonts_.display(text, Type::Body);
    for (std::size_t at = 0; at < shown.size();) ImGui::GetIO().AddInputCharacter(next_utf8(shown, at));
    happened();
  };
  events.on_mouse_button = [this, happened](int button, int action, int mods) {
    ImGui_ImplGlfw_MouseButtonCallback(window_.native(), button, action, mods);
    happened();
  };
  events.on_cursor = [happened](double, double) { happened(); };
  events.on_cursor_enter = [this, happened](bool inside) {
    ImGui_ImplGlfw_CursorEnterCallback(window_.native(), inside ? GLFW_TRUE : GLFW_FALSE);
    happened();
  };
  events.on_scroll = [this, happened](double dx, double dy) {
    ImGui_ImplGlfw_ScrollCallback(window_.native(), dx, dy);
    happened();
  };
  events.on_focus = [this, happened](bool focused) {
    ImGui_ImplGlfw_WindowFocusCallback(window_.native(), focused ? GLFW_TRUE : GLFW_FALSE);
    happened();
  };
  events.on_refresh = happened;
  events.on_drop = [this, happened](std::vector<std::string> paths) {
    if (on_drop) on_drop(std::move(paths));
    happened();
  };
}

void ImGuiHost::begin_frame(Size framebuffer, float density, float unit) {
  if (unit != unit_ || density != density_) {
    fonts_.rebuild(unit, density);
    unit_ = unit;
    density_ = density;
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
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
