#include "app/application_impl.h"
#include "app/overloaded.h"
#include "app/teach/lesson_json.h"
#include "app/teach/prediction.h"

namespace attnscope {

void Application::Impl::teach(const TeachAction& action) {
  std::visit(Overloaded{
                 [&](const StartLesson& which) { show_lesson(teacher.start(which.lesson, history.current())); },
                 [&](const GoToStep& to) { show_step(teacher.go_to(to.step)); },
                 [&](const GiveAnswer& given) { show_step(teacher.give(given.answer)); },
                 [&](const CloseLesson&) {
                   if (history.current().lesson) show_step(teacher.close(history.current()));
                 },
                 [&](const RecordStep& step) { teacher.record(history.current(), step.title, step.text); },
                 [&](const DropStep& which) { teacher.drop(which.step); },
                 [&](const SaveLesson& how) {
                   const Result<Lesson> lesson = teacher.recorded(how.title);
                   if (!lesson) return notices.complain(lesson.error());
                   save_as(how.path, [path = how.path, lesson = *lesson] { return save_lesson(path, lesson); });
                 },
             },
             action);
}

void Application::Impl::show_lesson(const Result<Scene>& first) {
  if (!first) return notices.complain(first.error());
  state.panel = Panel::None;
  show_step(*first);
}

void Application::Impl::show_step(const std::optional<Scene>& scene) {
  if (!scene) return;
  player.pause();
  edit(SetScene{*scene});
}

void Application::Impl::follow_teacher() {
  tell_once(teacher.follow(state.scene), lesson_error);
  if (teacher.take_news()) progress.touch(now);
}

void Application::Impl::check_answer() {
  if (state.busy || !in_step) return;
  const Result<bool> checked = teacher.check(state.scene, state);
  if (!checked) notices.complain(checked.error(), "The answer could not be checked");
  if (!checked || *checked) changed = true;
  if (teacher.take_news()) progress.touch(now);
}

void Application::Impl::judge_prediction() {
  if (!judging || state.busy || !in_step) return;
  judging = false;
  const std::optional<Prediction>& prediction = state.scene.prediction;
  if (!prediction || !prediction->revealed || !state.view || state.query < 0) return;
  const auto keys = static_cast<std::size_t>(state.view->weights.cols());
  const std::vector<float> shares = prediction->shares.size() == keys ? prediction->shares : std::vector<float>();
  teacher.remember({.text = state.scene.text,
                    .word = state.scene.query.word,
                    .misplaced = share_misplaced(shares, state.view->weights.row(state.query))});
  progress.touch(now);
}

void Application::Impl::hide_answer() {
  veiled.reset();
  if (!hides(state.scene)) return;
  veiled = state;
  veiled->view = veiled->pieces = veiled->computed = nullptr;
  veiled->shown_weights = nullptr;
  veiled->layer = nullptr;
  veiled->patterns = {};
  veiled->beside = nullptr;
}

}  // namespace attnscope
