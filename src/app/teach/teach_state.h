#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/teach/lesson.h"

namespace attnscope {

/// How far somebody has come in a lesson.
struct LessonProgress {
  int step = 0;         ///< where it was left
  std::set<int> right;  ///< the steps whose questions were answered right

  friend bool operator==(const LessonProgress&, const LessonProgress&) = default;
};

/// A lesson as a list shows it.
struct LessonCard {
  std::string key;
  std::string title, about;
  int steps = 0;
  int questions = 0;
  std::optional<LessonProgress> progress;  ///< none: never opened
};

/// What became of an answer.
struct Verdict {
  LessonValue given;
  LessonValue model;  ///< what the model answers
  bool right = false;
};

/// What views may know about lessons.
struct TeachState {
  /// Those that come with the program; null before they were asked for.
  std::shared_ptr<const std::vector<LessonCard>> lessons;
  std::shared_ptr<const Lesson> lesson;            ///< the one under way; null: none
  int step = 0;                                    ///< of it
  std::optional<LessonValue> asked;                ///< an answer that is being checked
  std::optional<Verdict> verdict;                  ///< on the last answer to this step's question
  std::shared_ptr<const LessonProgress> progress;  ///< in the lesson under way
  std::vector<double> misplaced_before;  ///< what earlier predictions of the same put on the wrong words, of 1
  std::shared_ptr<const Lesson> draft;   ///< the lesson that is being written; null: nothing was recorded yet
};

}  // namespace attnscope
