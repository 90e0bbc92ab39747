#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/scene.h"
#include "app/teach/measures.h"

namespace attnscope {

inline constexpr std::size_t kMostLessonTextBytes = 1200;  ///< of one text in a lesson
inline constexpr std::size_t kMostLessonTitleBytes = 160;
inline constexpr std::size_t kMostChoices = 6;

/// A question whose answer the model gives: it is measured on the question's own scene at the moment of checking.
struct LessonQuestion {
  std::string ask;
  std::string measure;  ///< the name of a row of measures(), which also says how one answers
  MeasureDetails details;
  std::vector<std::string> choices;  ///< to answer a word; else empty
  double least = 0, most = 100;      ///< to answer a number: where its slider begins and ends
  std::string unit;                  ///< of a number, "%"
  double tolerance = 0;              ///< how far a number may be off
  LessonValue answer;                ///< as its author saw it; a test holds it against the model
  std::string because;               ///< said after the answer, right or wrong; may be empty
  std::optional<Scene> then;         ///< what the answer is about and shows; none: the step's scene

  friend bool operator==(const LessonQuestion&, const LessonQuestion&) = default;
};

struct LessonStep {
  std::string title;
  std::string text;
  std::string try_this;  ///< may be empty
  Scene scene;           ///< without its place in a lesson
  std::optional<LessonQuestion> question;

  friend bool operator==(const LessonStep&, const LessonStep&) = default;
};

/// Scenes with a few words each, to be walked through one after the other.
struct Lesson {
  std::string title;
  std::string about;              ///< one line for the list
  std::vector<LessonStep> steps;  ///< 1 ... kMostLessonSteps

  friend bool operator==(const Lesson&, const Lesson&) = default;
};

/// Whether `given` counts as this answer: words whatever their capitals, numbers within the question's tolerance.
bool agrees(const LessonQuestion& question, const LessonValue& given, const LessonValue& answer);

/// What the model answers. answer: to the question's scene. Errors  those of the measure; none there to ask.
Result<LessonValue> ask_model(const LessonQuestion& question, const Scene& scene, const Answer& answer);

/// "trophy", "23 %", "yes".
std::string in_words(const LessonQuestion& question, const LessonValue& value);

}  // namespace attnscope
