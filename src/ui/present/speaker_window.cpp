#include "ui/present/speaker_window.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/plans/present_plan.h"
#include "ui/present/keys.h"
#include "ui/present/speaker.h"

namespace attnscope {
namespace {

constexpr int kSpeakerFrames = 3;     ///< until a change has reached every part of the picture
constexpr float kSpeakerType = 1.0F;  ///< of the type that a room needs
constexpr ImGuiWindowFlags kSpeakerFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                           ImGuiWindowFlags_NoBackground;

}  // namespace

bool SpeakerWindow::wanted(const AppState& app, int screens) {
  return app.presenting && app.presenting->apart != (screens > 1);
}

std::unique_ptr<SpeakerWindow> SpeakerWindow::open(const WindowSystem& system, const Window& presented) {
  WindowOptions options;
  options.title = "attnscope: notes";
  options.width = 900;
  options.height = 600;
  options.least_width = 400;
  options.least_height = 250;
  options.takes_focus = false;  // the keys stay with what the room sees
  options.vsync = false;        // or the two windows would wait for each other
  Result<Window> window = Window::open(system, options);
  if (!window) return nullptr;
  window->cover_other_screen(presented);
  return std::unique_ptr<SpeakerWindow>(new SpeakerWindow(std::move(window).value()));
}

SpeakerWindow::SpeakerWindow(Window window) : window_(std::move(window)), host_(window_) {
  host_.on_event = [this] { frames_due_ = kSpeakerFrames; };
}

SpeakerWindow::~SpeakerWindow() { window_.make_current(); }

Actions SpeakerWindow::frame(const AppState& app, Seconds now, bool changed) {
  if (changed || now >= due_) frames_due_ = std::max(frames_due_, changed ? kSpeakerFrames : 1);
  if (!app.presenting || frames_due_ == 0) return {};
  --frames_due_;
  due_ = now + 1 - std::fmod(now - app.presenting->began, 1.0);
  if (window_.should_close()) return {Command(Present{PresentMove::Apart})};

  window_.make_current();
  host_.make_current();
  const Size pixels = window_.framebuffer_size();
  const Size units = window_.window_size();
  if (pixels.width < 1 || units.width < 1) return {};
  const float density = static_cast<float>(pixels.width) / static_cast<float>(units.width);
  const auto width = static_cast<float>(units.width);
  const auto height = static_cast<float>(units.height);
  const float unit = present_unit(width, height) * kSpeakerType * app.settings.ui_scale;
  const Palette& colours = palette(app.settings.theme);
  host_.begin_frame(pixels, density, unit);
  apply_to_imgui(colours, unit);
  Actions actions;
  for (const Chord& chord : host_.take_keys()) {
    if (std::optional<Actions> asked = run_present_key(chord, {app, memory_})) append(actions, *std::move(asked));
  }
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::Begin("speaker", nullptr, kSpeakerFlags);
  paint_speaker({ImGui::GetWindowDrawList(), host_.fonts(), colours, unit}, {0, 0, width, height}, app, now);
  ImGui::End();
  host_.end_frame(colours.panel);
  window_.swap();
  if (host_.has_input()) frames_due_ = kSpeakerFrames;
  return actions;
}

}  // namespace attnscope
