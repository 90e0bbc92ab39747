#include "app/plans/lesson_plan.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

LessonChoice::State state_of(const LessonQuestion& question, const LessonValue& value,
                             const std::optional<Verdict>& verdict) {
  if (!verdict) return LessonChoice::State::Open;
  if (agrees(question, value, verdict->model)) return LessonChoice::State::Right;
  return value == verdict->given ? LessonChoice::State::Wrong : LessonChoice::State::Open;
}

LessonAsk plan_question(const LessonQuestion& question, const TeachState& state) {
  LessonAsk ask{.ask = question.ask,
                .choices = {},
                .least = question.least,
                .most = question.most,
                .unit = question.unit,
                .checking = state.asked.has_value(),
                .right = std::nullopt,
                .verdict = {}};
  const auto offer = [&](const LessonValue& value) {
    ask.choices.push_back(
        {.state = state_of(question, value, state.verdict), .label = in_words(question, value), .value = value});
  };
  for (const std::string& word : question.choices) offer(LessonValue(word));
  if (kind_of(question.answer) == ValueKind::YesNo) {
    offer(LessonValue(true));
    offer(LessonValue(false));
  }
  if (state.verdict) {
    ask.right = state.verdict->right;
    ask.verdict = verdict_text(question, *state.verdict);
  }
  return ask;
}

std::string with_reason(const std::string& said, const LessonQuestion& question) {
  return question.because.empty() ? said : said + " " + question.because;
}

}  // namespace

std::string verdict_text(const LessonQuestion& question, const Verdict& verdict) {
  const std::string model = in_words(question, verdict.model);
  if (!verdict.right) return with_reason("The model says " + model + ".", question);
  const bool exact = in_words(question, verdict.given) == model;
  return with_reason(exact ? "Right." : "Right, it is " + model + ".", question);
}

std::string longest_verdict(const LessonQuestion& question) {
  std::string longest = in_words(question, question.answer);
  for (const std::string& word : question.choices) {
    if (word.size() > longest.size()) longest = word;
  }
  return with_reason("The model says " + longest + ".", question);
}

double number_step(double least, double most) {
  const double decade = std::pow(10.0, std::floor(std::log10((most - least) / 50)));
  return most - least >= 10 ? std::max(1.0, decade) : decade;
}

double number_at(double least, double most, double place) {
  const double step = number_step(least, most);
  return std::clamp(std::round((least + place * (most - least)) / step) * step, least, most);
}

LessonPlan plan_lesson(const TeachState& state) {
  const Lesson& lesson = *state.lesson;
  const int count = static_cast<int>(lesson.steps.size());
  const LessonStep& step = lesson.steps[static_cast<std::size_t>(state.step)];
  LessonPlan plan{.lesson = lesson.title,
                  .position = "step " + std::to_string(state.step + 1) + " of " + std::to_string(count),
                  .title = step.title,
                  .text = step.text,
                  .try_this = step.try_this,
                  .dots = {},
                  .first = state.step == 0,
                  .last = state.step + 1 == count,
                  .question = std::nullopt};
  for (int i = 0; i < count; ++i) {
    plan.dots.push_back({.here = i == state.step,
                         .asks = lesson.steps[static_cast<std::size_t>(i)].question.has_value(),
                         .right = state.progress && state.progress->right.contains(i)});
  }
  if (step.question) plan.question = plan_question(*step.question, state);
  return plan;
}

}  // namespace attnscope
