#include "ui/main_window.h"

#include <algorithm>

#include "app/plans/present_plan.h"
#include "ui/audit_strip.h"
#include "ui/lesson_strip.h"
#include "ui/loading.h"
#include "ui/notice.h"
#include "ui/panels.h"
#include "ui/present/keys.h"
#include "ui/present/screen.h"
#include "ui/views/pages.h"
#include "ui/views/views.h"

namespace attnscope {
namespace {

constexpr ImGuiWindowFlags kScreenFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                                          ImGuiWindowFlags_NoScrollWithMouse;

/// Whether an action opens a sheet with a text field in it.
bool opens_field(const Action& action) {
  const auto* command = std::get_if<Command>(&action);
  const auto* shown = command == nullptr ? nullptr : std::get_if<ShowPanel>(command);
  return shown != nullptr && has_field(shown->panel);
}

}  // namespace

Result<std::unique_ptr<MainWindow>> MainWindow::create(Window& window) {
  Result<Gpu> gpu = Gpu::create();
  if (!gpu) return gpu.error();
  return std::unique_ptr<MainWindow>(new MainWindow(window, std::move(*gpu)));
}

MainWindow::MainWindow(Window& window, Gpu gpu) : host_(window), gpu_(std::move(gpu)) {
  host_.on_event = [this] { need_frames(kFramesToSettle); };
  host_.on_drop = [this](const std::vector<std::string>& paths) {
    if (!paths.empty()) pending_.emplace_back(Command(OpenPath{paths.front()}));
  };
}

Actions MainWindow::frame(const AppState& app, Size framebuffer, float density, float display_scale, Seconds now) {
  const float width = static_cast<float>(framebuffer.width) / density;
  const float height = static_cast<float>(framebuffer.height) / density;
  const float chosen = display_scale / density * app.settings.ui_scale;
  // However large a person wants it, the screen has to fit the window.
  const float wanted = app.presenting ? present_unit(width, height) * app.settings.ui_scale
                                      : chosen * growth(width / chosen, height / chosen);
  const ScreenLoad load{.strip = !app.presenting && (app.teach.lesson || app.scene.audit),
                        .page = !app.presenting && app.scene.page != Page::Explore,
                        .by_hand = app.scene.worked.has_value()};
  const float unit = std::min(wanted, largest_unit(width, height, load));
  host_.make_current();
  host_.begin_frame(framebuffer, density, unit);
  gpu_.begin_frame(framebuffer.width, framebuffer.height, density);
  const Palette& colours = palette(app.settings.theme);
  if (styled_theme_ != app.settings.theme || styled_unit_ != unit) {
    apply_to_imgui(colours, unit);
    styled_theme_ = app.settings.theme;
    styled_unit_ = unit;
  }
  memory_.hovered_key = std::exchange(memory_.next_hovered_key, std::nullopt);
  memory_.shows_layer = false;  // until a view does
  if (!is_shown(memory_.focus, app)) memory_.focus = Focus::Words;

  Actions actions = std::exchange(pending_, {});
  for (const Chord& chord : host_.take_keys()) {
    const KeyInput in{app, memory_};
    std::optional<Actions> asked = app.presenting ? run_present_key(chord, in) : run_focused(chord, in);
    if (!asked && !app.presenting) asked = run_shortcut(chord, in);
    if (!asked) continue;
    const bool takes_caret = memory_.sentence.take_focus || memory_.second_text.take_focus ||
                             memory_.lecture.awaits_field() || memory_.record.awaits_field();
    if (takes_caret || std::ranges::any_of(*asked, &opens_field)) host_.await_field();
    append(actions, std::move(*asked));
  }
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) memory_.focus_visible = false;

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("attnscope", nullptr, kScreenFlags);
  const Paint paint(ImGui::GetWindowDrawList(), host_.fonts(), colours, unit, app.presenting.has_value());
  const PageRow* page = find_page(app.scene.page);
  layout_ =
      plan_layout(width, height, unit, memory_.chips_height,
                  {.texts = app.card.takes_two() ? 2 : 1,
                   .by_hand = app.scene.worked.has_value(),
                   .page = page != nullptr,
                   .strip_height = std::max(lesson_height(paint, app, memory_, width), audit_height(paint, app, width)),
                   .numbers_height = memory_.numbers_height});
  const ViewInput whole{app, {0, 0, width, height}, paint, gpu_, memory_, now};
  if (app.presenting) {
    append(actions, show_presentation(whole));
  } else {
    for (const ViewRow& view : kViews)
      append(actions, show_part(whole, view.key.data(), view.show, layout_.*view.area));
    append(actions, show_part(whole, "strip", app.scene.audit ? &show_audit : &show_lesson, layout_.strip));
    if (page != nullptr) {
      const ViewInput place{app, layout_.page, paint, gpu_, memory_, now};
      append(actions, show_page(place, *page));
    }
  }
  ImGui::End();
  ImGui::PopStyleVar(3);
  if (!app.presenting) {  // nothing pops up in front of a room
    append(actions, show_notice(whole, layout_));
    append(actions, show_panel(whole));
    append(actions, show_loading(whole));
  }
  if (memory_.shows_layer != app.looks_at_layer) actions.emplace_back(Command(LookAtLayer{memory_.shows_layer}));
  due_ = presentation_due(app, memory_, now);

  host_.end_frame(colours.background);
  if (frames_due_ > 0) --frames_due_;
  if (host_.has_input()) need_frames(kFramesToSettle);
  if (memory_.next_hovered_key != memory_.hovered_key || !actions.empty()) need_frames(kFramesToSettle - 1);
  return actions;
}

}  // namespace attnscope
