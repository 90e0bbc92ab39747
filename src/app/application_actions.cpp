#include <algorithm>
#include <cmath>

#include "app/application_impl.h"
#include "app/overloaded.h"
#include "app/present/lecture_json.h"
#include "app/scene_json.h"

namespace attnscope {
namespace {

float in_range(float value, float least, float most) {
  return std::isnan(value) ? 1.0F : std::clamp(value, least, most);
}

}  // namespace

void Application::Impl::dispatch(const Actions& actions, Seconds at) {
  now = at;
  if (actions.empty()) return;
  changed = true;
  for (const Action& action : actions) {
    std::visit(Overloaded{[&](const Edit& one) { edit(one); }, [&](const Command& one) { command(one); }}, action);
  }
  follow();
  moving = move();
  run_postponed();
  publish();
}

Edit Application::Impl::with_numbers(Edit edit) const {
  if (const auto* set = std::get_if<SetModel>(&edit)) {
    const auto named = std::ranges::find(state.worked, set->model, &WorkedExample::name);
    if (named != state.worked.end()) return SetScene{open_worked(*named, history.current())};
  } else if (auto* opened = std::get_if<SetScene>(&edit)) {
    take_numbers(state.worked, opened->scene);
  }
  return edit;
}

void Application::Impl::edit(const Edit& asked) {
  const Edit edit = with_numbers(asked);
  // What apply() would pass over in silence is said here.
  const auto refusal =
      std::visit(Overloaded{[](const SetText& set) { return check_text(set.text); },
                            [](const SetTextB& set) { return check_text(set.text); },
                            [](const SetModel& set) { return check_model_name(set.model); },
                            [](const SetScene& set) { return check(set.scene); },
                            [](const SetBeside& set) { return set.question ? check(*set.question) : Status(); },
                            [](const auto&) { return Status(); }},
                 edit);
  if (!refusal) {
    if (std::holds_alternative<SetText>(edit) || std::holds_alternative<SetTextB>(edit)) {
      notices.about_sentence(Notice::Kind::Error, to_line(refusal.error()));
    } else {
      notices.complain(refusal.error());
    }
    return;
  }
  const float step = history.current().step;
  const bool hidden = hides(history.current());
  history.edit(edit, now);
  if (hidden && history.current().prediction && !hides(history.current())) judging = true;
  if (history.current().step != step) player.seek(history.current().step, now);
  session.touch(now);
}

void Application::Impl::command(const Command& command) {
  const auto prefer = [&](auto& setting, auto value) {
    setting = value;
    settings.touch(now);
  };
  std::visit(Overloaded{
                 [&](const Undo&) { undo(true); },
                 [&](const Redo&) { undo(false); },
                 [&](const EndGesture&) { history.end_gesture(); },
                 [&](const Play&) { player.play(history.current().step, state.settings.speed, now); },
                 [&](const Pause&) { player.pause(); },
                 [&](const SetSpeed& set) {
                   prefer(state.settings.speed, in_range(set.factor, kMinSpeed, kMaxSpeed));
                   player.set_speed(state.settings.speed, now);
                 },
                 [&](const SetTheme& set) { prefer(state.settings.theme, set.theme); },
                 [&](const SetColourMap& set) { prefer(state.settings.colour_map, set.map); },
                 [&](const SetUiScale& set) {
                   prefer(state.settings.ui_scale, in_range(set.scale, kMinUiScale, kMaxUiScale));
                 },
                 [&](const SetReducedMotion& set) {
                   prefer(state.settings.reduced_motion, set.on);
                   if (set.on) finish_moving();
                 },
                 [&](const SetWindowSize& set) {
                   prefer(state.settings.window_width, std::clamp(set.width, 1, kMaxWindowSide));
                   prefer(state.settings.window_height, std::clamp(set.height, 1, kMaxWindowSide));
                 },
                 [&](const ShowPanel& show) {
                   if (state.presenting) return;  // nothing pops up in front of a room
                   state.panel = show.panel;
                   if (show.panel == Panel::Learn || show.panel == Panel::Examples)
                     tell_once(teacher.list(), lesson_error);
                   if (show.panel == Panel::Models || show.panel == Panel::Open) search_models();
                 },
                 [&](const CancelLoading&) { cancel_loading(); },
                 [&](const OpenPath& which) { open(which.path); },
                 [&](const SaveTo& to) {
                   save_as(to.path, [to, scene = history.current()] { return save_scene(to.path, scene); });
                 },
                 [&](const DismissNotice&) { notices.dismiss(); },
                 [&](const LookAtLayer& look) { state.looks_at_layer = look.on; },
                 [&](const MeasureCost&) {
                   if (measuring.busy()) return;
                   state.timed.clear();
                   measuring.begin(history.current().cost.mask.window);
                   state.measuring = measuring.busy();
                 },
                 [&](const StopMeasuring&) { measuring.stop(); },
                 [&](const Teach& lesson) { teach(lesson.what); },
                 [&](const ChangeLecture& change) { change_lecture(change.edit); },
                 [&](const SaveLectureTo& to) {
                   save_as(to.path, [to, saved = lecture.current()] { return save_lecture(to.path, saved); });
                 },
                 [&](const ExportLectureTo& where) { export_lecture_to(where.path); },
                 [&](const FilmTo& where) { film_to(where.path); },
                 [&](const CancelWork&) { work.cancel(); },
                 [&](const StartPresenting& start) { start_presenting(start.scene); },
                 [&](const StopPresenting&) { stop_presenting(); },
                 [&](const Present& step) {
                   if (state.presenting) walk(step.move);
                 },
                 [&](const PresentScene& go) {
                   if (state.presenting) present(at_scene(*state.presenting, go.scene));
                 },
                 [&](const KeepScene&) { keep_scene(); },
                 [&](const Quit&) { finished = true; },
                 [&](const CopyText& copy) {
                   if (!options.copy_text) return;
                   options.copy_text(copy.text);
                   notices.tell("Copied " + copy.what, now);
                 },
                 // ExportTo, CopyFigure, CopyWorking, CopyDescription
                 [&](const auto& figure) { postponed.emplace_back(figure); },
             },
             command);
}

}  // namespace attnscope
