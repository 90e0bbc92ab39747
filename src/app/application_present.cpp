#include <utility>

#include "app/application_impl.h"
#include "app/teach/prediction.h"

namespace attnscope {

void Application::Impl::open_lecture(Lecture opened) {
  stop_presenting();
  for (LectureScene& scene : opened.scenes) take_numbers(state.worked, scene.scene);  // a person writes the name alone
  change_lecture(SetLecture{std::move(opened)});
  state.panel = Panel::Lecture;
}

void Application::Impl::change_lecture(const LectureEdit& edit) {
  if (const Status done = lecture.edit(edit, now); !done) return notices.complain(done.error());
  state.lecture = lecture.current();
  lecture_file.touch(now);
  if (std::holds_alternative<AddScene>(edit) && state.panel != Panel::Lecture) {
    notices.tell("Added to the lecture: scene " + std::to_string(state.lecture.scenes.size()), now);
  }
}

void Application::Impl::undo(bool back) {
  if (state.panel == Panel::Lecture) {  // what stands in front is what is meant
    if (!(back ? lecture.undo() : lecture.redo())) return;
    state.lecture = lecture.current();
    lecture_file.touch(now);
  } else if (back ? history.undo() : history.redo()) {
    player.seek(history.current().step, now);
    session.touch(now);
  }
}

void Application::Impl::export_lecture_to(const std::filesystem::path& path) {
  if (lecture.current().scenes.empty()) {
    return notices.complain({ErrorCode::InvalidArgument, "lecture", "has no scene yet; V adds the one that is shown"});
  }
  if (!options.export_lecture) return;
  begin_work("Exporting the lecture",
             [run = options.export_lecture, what = lecture.current(), path,
              looks = state.settings](const WorkControl& control) { return run(what, path, looks, control); });
}

void Application::Impl::film_to(const std::filesystem::path& path) {
  if (!options.film) return;
  begin_work("Filming", [run = options.film, what = history.current(), path, looks = state.settings](
                            const WorkControl& control) { return run(what, path, looks, control); });
}

void Application::Impl::begin_work(std::string what, std::function<WorkOutcome(const WorkControl&)> job) {
  if (work.begin(std::move(what), std::move(job))) {
    state.panel = Panel::None;
  } else {
    notices.complain({ErrorCode::InvalidArgument, "", "an export is under way; wait for it, or cancel it"});
  }
}

void Application::Impl::take_work() {
  if (const std::optional<WorkOutcome> outcome = work.take()) {
    const bool stopped = !*outcome && outcome->error().code == ErrorCode::Cancelled;
    tell(stopped ? WorkOutcome("Stopped; nothing was written") : *outcome);
  }
  std::optional<WorkState> far = work.state();
  if (far == state.work) return;
  state.work = std::move(far);
  changed = true;
}

void Application::Impl::tell(const WorkOutcome& outcome) {
  if (!outcome) {
    notices.complain(outcome.error());
  } else if (!outcome->empty()) {
    notices.tell(*outcome, now);
  }
  changed = true;
}

void Application::Impl::start_presenting(int scene) {
  if (state.presenting) return;
  state.panel = Panel::None;
  // What is no reason for a missing picture is not for the room, where nobody could dismiss it.
  if (state.view && notices.shown() && notices.shown()->place == Notice::Place::Window) notices.dismiss();
  const std::vector<LectureScene>& scenes = lecture.current().scenes;
  state.presenting = at_scene({.scene = 0, .count = static_cast<int>(scenes.size()), .began = now}, scene);
  if (scenes.empty()) return;
  const Edit first = with_numbers(SetScene{scenes[static_cast<std::size_t>(state.presenting->scene)].scene});
  player.pause();
  aside = std::exchange(history, History(apply(history.current(), first)));
}

void Application::Impl::stop_presenting() {
  if (!state.presenting) return;
  state.presenting.reset();
  player.pause();
  if (aside) history = *std::exchange(aside, std::nullopt);
}

void Application::Impl::walk(PresentMove move) {
  // A clicker has no other key: what the room was asked to expect is revealed before it walks on.
  const bool reveals = move == PresentMove::Next && !state.presenting->list && hides(history.current());
  if (!reveals) return present(moved(*state.presenting, move));
  state.presenting = at_scene(*state.presenting, state.presenting->scene);
  edit(SetPrediction{revealed(*history.current().prediction)});
}

void Application::Impl::present(const Presentation& next) {
  const bool walks = next.scene != state.presenting->scene;
  state.presenting = next;
  if (!walks) return;
  player.pause();
  history.edit(with_numbers(SetScene{lecture.current().scenes[static_cast<std::size_t>(next.scene)].scene}), now);
}

void Application::Impl::keep_scene() {
  if (!state.presenting || state.presenting->count == 0) return;
  change_lecture(RetakeScene{static_cast<std::size_t>(state.presenting->scene), history.current()});
}

void Application::Impl::follow_pictures() {
  if (!pictures_wanted() || !gallery.update(lecture.current(), now)) return;
  state.pictures = gallery.pictures();
  changed = true;
}

}  // namespace attnscope
