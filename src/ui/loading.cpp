#include "ui/loading.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "ui/widgets.h"

namespace attnscope {

namespace {

/// What takes longer than a moment, and how far it is.
struct Progress {
  std::string title, said;
  float share = 0;
  Command cancel;
};

float share_of(double done, double total) { return total > 0 ? static_cast<float>(done / total) : 0; }

std::optional<Progress> progress_of(const AppState& app) {
  if (app.loading) {
    const LoadingState& loading = *app.loading;
    return Progress{.title = "Opening " + loading.model,
                    .said = loading.total > 0 ? size_text(loading.done) + " of " + size_text(loading.total)
                                              : std::string("looking at its files"),
                    .share = share_of(static_cast<double>(loading.done), static_cast<double>(loading.total)),
                    .cancel = CancelLoading{}};
  }
  if (!app.work) return std::nullopt;
  const WorkState& work = *app.work;
  return Progress{.title = work.what,
                  .said = work.total > 0 ? std::to_string(work.done) + " of " + std::to_string(work.total)
                                         : std::string("beginning"),
                  .share = share_of(work.done, work.total),
                  .cancel = CancelWork{}};
}

}  // namespace

Actions show_loading(const ViewInput& in) {
  const std::optional<Progress> progress = progress_of(in.app);
  if (!progress) return {};
  const Paint& outer = in.paint;
  const Palette& c = outer.colours();
  const float w = std::min(outer.px(460), in.area.w - outer.px(32));
  const Rect rect{std::floor(in.area.x + (in.area.w - w) / 2), std::floor(in.area.y + in.area.h * 0.3F), w,
                  outer.px(108)};

  Actions actions;
  ImGui::SetNextWindowPos({rect.x, rect.y});
  ImGui::SetNextWindowSize({rect.w, rect.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  if (in.app.panel != Panel::None) ImGui::SetNextWindowFocus();  // sheets come to the front; typing must not stop
  ImGui::Begin("loading", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground);
  const Paint paint(ImGui::GetWindowDrawList(), outer);
  paint.fill(rect, c.raised, paint.px(10));
  paint.frame(rect.inset(0.5F, 0.5F), c.line, 1, paint.px(10));
  Rect inside = rect.inset(paint.px(18), paint.px(14));
  Rect head = take_top(inside, paint.px(34));
  const Rect cancel = take_right(head, button_width(paint, "Cancel", "Esc"));
  if (button(paint, "cancel", cancel, "Cancel", "Esc")) actions.emplace_back(progress->cancel);
  take_right(head, paint.px(12));
  paint.text_in(Type::Strong, head, Align::Left, c.text, progress->title);
  take_top(inside, paint.px(8));
  const Rect track = take_top(inside, paint.px(8));
  paint.fill(track, c.track, paint.px(4));
  if (progress->share > 0) {
    paint.fill({track.x, track.y, std::max(track.h, track.w * progress->share), track.h}, c.key, paint.px(4));
  }
  paint.text_in(Type::Small, inside, Align::Left, c.muted, progress->said);
  ImGui::End();
  ImGui::PopStyleVar();
  return actions;
}

}  // namespace attnscope
