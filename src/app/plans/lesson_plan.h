#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// One of the answers that can be chosen.
struct LessonChoice {
  enum class State : std::uint8_t { Open, Right, Wrong } state = State::Open;
  std::string label;
  LessonValue value;
};

/// A question as it stands: what to choose from, and what was said of the last answer.
struct LessonAsk {
  std::string ask;
  std::vector<LessonChoice> choices;  ///< of a word, or yes and no; empty where a number is asked for
  double least = 0, most = 0;         ///< of a number
  std::string unit;
  bool checking = false;      ///< the model is being asked
  std::optional<bool> right;  ///< the last answer; none: there was none yet
  std::string verdict;        ///< what is said of it
};

/// The step of a lesson that is under way, as the strip above the sentence shows it.
struct LessonPlan {
  struct Dot {
    bool here = false;
    bool asks = false;   ///< the step has a question
    bool right = false;  ///< which was answered
  };
  std::string lesson, position;  ///< its title; "step 2 of 5"
  std::string title, text, try_this;
  std::vector<Dot> dots;
  bool first = false, last = false;
  std::optional<LessonAsk> question;
};

/// state.teach.lesson must be there.
LessonPlan plan_lesson(const TeachState& state);

/// What is said of an answer: what the model says, and why.
std::string verdict_text(const LessonQuestion& question, const Verdict& verdict);

/// By how much a key moves a number that is asked for: about a hundredth of the way, and a number that is easy to say.
double number_step(double least, double most);
/// The number at a place of its slider, 0 ... 1, in such steps.
double number_at(double least, double most, double place);

/// The longest text that a verdict on this question may become, so that room can be kept for it.
std::string longest_verdict(const LessonQuestion& question);

}  // namespace attnscope
