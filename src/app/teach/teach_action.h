#pragma once

#include <string>
#include <variant>

#include "app/teach/measures.h"

namespace attnscope {

// What a person asks of lessons. The application turns it into Scenes.

/// Opens a lesson where it was left, or at its first step.
struct StartLesson {
  std::string lesson;  ///< its key
};
/// Goes to a step of the lesson that is under way; out of range is brought into it.
struct GoToStep {
  int step;
};
/// Answers the question of the step that is shown. The model is asked once it has read the question's scene.
struct GiveAnswer {
  LessonValue answer;
};
/// Ends the lesson: the scene that was there before it comes back.
struct CloseLesson {};

/// Adds what is shown to the lesson that is being written.
struct RecordStep {
  std::string title, text;
};
/// Takes a step out of it, counted from 0.
struct DropStep {
  int step;
};
/// Writes it to a file under this title, where it opens again.
struct SaveLesson {
  std::string path, title;
};

using TeachAction = std::variant<StartLesson, GoToStep, GiveAnswer, CloseLesson, RecordStep, DropStep, SaveLesson>;

/// The one command of them all.
struct Teach {
  TeachAction what;
};

}  // namespace attnscope
