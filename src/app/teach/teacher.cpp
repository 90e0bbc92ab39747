#include "app/teach/teacher.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/teach/lesson_json.h"

namespace attnscope {
namespace {

/// A question that differs only in which of several equal words is meant asks the same.
bool asks_the_same(const Question& one, const Question& other) {
  Question a = one;
  Question b = other;
  a.query.index = b.query.index = -1;
  return a == b;
}

const Scene& scene_of(const LessonStep& step) {
  return step.question && step.question->then ? *step.question->then : step.scene;
}

}  // namespace

std::filesystem::path Teacher::file_of(const std::string& key) const {
  const std::filesystem::path own(key);
  return own.is_absolute() ? own : folder_ / (own.filename().string() + ".json");
}

std::shared_ptr<const Lesson> Teacher::with_numbers(Lesson lesson) const {
  for (LessonStep& step : lesson.steps) {
    take_numbers(worked_, step.scene);
    if (step.question && step.question->then) take_numbers(worked_, *step.question->then);
  }
  return std::make_shared<const Lesson>(std::move(lesson));
}

Status Teacher::list() {
  if (std::exchange(listed_, true)) return {};
  std::error_code none;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  Status first;
  cards_.clear();
  for (const std::filesystem::path& file : files) {
    const Result<Lesson> lesson = load_lesson(file);
    if (!lesson) {
      if (first) first = lesson.error();
      continue;
    }
    const auto asks = [](const LessonStep& step) { return step.question.has_value(); };
    cards_.push_back({.key = file.stem().string(),
                      .title = lesson->title,
                      .about = lesson->about,
                      .steps = static_cast<int>(lesson->steps.size()),
                      .questions = static_cast<int>(std::ranges::count_if(lesson->steps, asks)),
                      .progress = std::nullopt});
  }
  show_progress();
  return first;
}

std::optional<Scene> Teacher::placed(const Scene& scene, int step) const {
  Scene shown = scene;
  shown.lesson = LessonPlace{.lesson = key_, .step = step};
  return shown;
}

Result<Scene> Teacher::start(const std::string& key, const Scene& now) {
  Result<Lesson> lesson = load_lesson(file_of(key));
  return lesson ? start(key, std::move(*lesson), now) : Result<Scene>(lesson.error());
}

Result<Scene> Teacher::start(const std::string& key, Lesson lesson, const Scene& now) {
  Scene named;
  named.lesson = LessonPlace{.lesson = key, .step = 0};
  if (const Status fits = attnscope::check(named); !fits) return fits.error();
  if (!now.lesson) progress_.own = now;
  state_.lesson = with_numbers(std::move(lesson));
  key_ = key;
  followed_.reset();
  const auto before = progress_.lessons.find(key);
  const int last = static_cast<int>(state_.lesson->steps.size()) - 1;
  // Who has come to its end begins again.
  const int step = before == progress_.lessons.end() || before->second.step >= last ? 0 : before->second.step;
  return *go_to(step);
}

std::optional<Scene> Teacher::go_to(int step) {
  if (!state_.lesson) return std::nullopt;
  const std::vector<LessonStep>& steps = state_.lesson->steps;
  const int to = std::clamp(step, 0, static_cast<int>(steps.size()) - 1);
  return placed(steps[static_cast<std::size_t>(to)].scene, to);
}

const LessonQuestion* Teacher::question() const {
  if (!state_.lesson) return nullptr;
  const LessonStep& step = state_.lesson->steps[static_cast<std::size_t>(state_.step)];
  return step.question ? &*step.question : nullptr;
}

std::optional<Scene> Teacher::give(const LessonValue& answer) {
  if (question() == nullptr || kind_of(answer) != kind_of(question()->answer)) return std::nullopt;
  state_.asked = answer;
  state_.verdict.reset();
  return placed(scene_of(state_.lesson->steps[static_cast<std::size_t>(state_.step)]), state_.step);
}

Scene Teacher::close(const Scene& now) const {
  Scene left = progress_.own.value_or(now);
  left.lesson.reset();
  return left;
}

void Teacher::remember(PastPrediction past) {
  constexpr std::size_t kMostRemembered = 1000;  // bytes of a sentence
  if (past.text.size() > kMostRemembered) return;
  state_.misplaced_before.push_back(past.misplaced);
  std::vector<PastPrediction>& all = progress_.predictions;
  all.push_back(std::move(past));
  if (all.size() > Progress::kMostPredictions) all.erase(all.begin());
  news_ = true;
}

void Teacher::recall(const Scene& scene) {
  state_.misplaced_before.clear();
  if (!scene.prediction) return;
  for (const PastPrediction& past : progress_.predictions) {
    const bool same = past.text == scene.text && past.word == scene.query.word;
    if (same) state_.misplaced_before.push_back(past.misplaced);
  }
}

Status Teacher::follow(const Scene& scene) {
  recall(scene);
  if (followed_ == scene.lesson) return {};
  followed_ = scene.lesson;
  state_.asked.reset();
  state_.verdict.reset();
  if (!scene.lesson) {
    state_.lesson.reset();
    return {};
  }
  if (!state_.lesson || key_ != scene.lesson->lesson) {
    state_.lesson.reset();
    Result<Lesson> lesson = load_lesson(file_of(scene.lesson->lesson));
    if (!lesson) return lesson.error();
    state_.lesson = with_numbers(std::move(*lesson));
    key_ = scene.lesson->lesson;
  }
  state_.step = std::min(scene.lesson->step, static_cast<int>(state_.lesson->steps.size()) - 1);
  progress_.lessons[key_].step = state_.step;
  note_progress();
  return {};
}

Result<bool> Teacher::check(const Scene& scene, const Answer& answer) {
  if (!state_.asked || question() == nullptr) return false;
  const LessonValue given = *std::exchange(state_.asked, std::nullopt);
  const LessonStep& step = state_.lesson->steps[static_cast<std::size_t>(state_.step)];
  const Scene& asked = scene_of(step);
  if (!asks_the_same(scene, asked)) return false;  // somebody has changed it meanwhile
  const Result<LessonValue> model = ask_model(*step.question, asked, answer);
  if (!model) return model.error();
  state_.verdict = Verdict{.given = given, .model = *model, .right = agrees(*step.question, given, *model)};
  if (state_.verdict->right) {
    progress_.lessons[key_].right.insert(state_.step);
    note_progress();
  }
  return true;
}

void Teacher::note_progress() {
  news_ = true;
  show_progress();
}

void Teacher::show_progress() {
  for (LessonCard& card : cards_) {
    const auto found = progress_.lessons.find(card.key);
    card.progress = found == progress_.lessons.end() ? std::nullopt : std::optional(found->second);
  }
  if (listed_) state_.lessons = std::make_shared<const std::vector<LessonCard>>(cards_);
  const auto here = progress_.lessons.find(key_);
  if (here != progress_.lessons.end()) state_.progress = std::make_shared<const LessonProgress>(here->second);
}

void Teacher::record(const Scene& scene, const std::string& title, const std::string& text) {
  Lesson draft = state_.draft ? *state_.draft : Lesson{};
  if (draft.steps.size() >= kMostLessonSteps) return;
  LessonStep step{.title = title, .text = text, .try_this = {}, .scene = scene, .question = {}};
  step.scene.lesson.reset();
  draft.steps.push_back(std::move(step));
  state_.draft = std::make_shared<const Lesson>(std::move(draft));
}

void Teacher::drop(int step) {
  if (!state_.draft || step < 0 || step >= static_cast<int>(state_.draft->steps.size())) return;
  Lesson draft = *state_.draft;
  draft.steps.erase(draft.steps.begin() + step);
  state_.draft = draft.steps.empty() ? nullptr : std::make_shared<const Lesson>(std::move(draft));
}

Result<Lesson> Teacher::recorded(const std::string& title) const {
  if (!state_.draft) return Error{ErrorCode::InvalidArgument, "lesson", "nothing was recorded yet; add a step"};
  Lesson lesson = *state_.draft;
  lesson.title = title;
  return lesson;
}

}  // namespace attnscope
