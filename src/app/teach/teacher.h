#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/teach/progress.h"
#include "app/teach/teach_state.h"
#include "app/worked_examples.h"

namespace attnscope {

/// Leads through lessons: says which Scene comes next, and has answers checked by what the model computed. What it
/// shows follows the Scene's place in a lesson, so that undoing a step takes its text back as well.
class Teacher {
 public:
  /// folder: of the lessons that come with the program; empty: there are none. worked: the examples that a lesson's
  /// scenes may name, and whose numbers they then get.
  Teacher(std::filesystem::path folder, std::vector<WorkedExample> worked)
      : folder_(std::move(folder)), worked_(std::move(worked)) {}

  [[nodiscard]] const TeachState& state() const { return state_; }
  [[nodiscard]] const Progress& progress() const { return progress_; }
  void restore(Progress progress) { progress_ = std::move(progress); }
  /// Whether there is progress that nobody has written down since the last call.
  bool take_news() { return std::exchange(news_, false); }

  /// Reads the lessons' titles, once. Errors  that of the first one that cannot be read; the others are listed.
  Status list();

  /// The first scene of a lesson, or the one where it was left. Remembers `now` unless it belongs to a lesson.
  /// Errors  those of load_lesson().
  Result<Scene> start(const std::string& key, const Scene& now);
  /// Likewise of a lesson that was read from the file that `key` names.
  Result<Scene> start(const std::string& key, Lesson lesson, const Scene& now);
  /// The scene of a step of the lesson under way; none without a lesson.
  std::optional<Scene> go_to(int step);
  /// Begins to check an answer: returns the scene that the question is about; none where nothing was asked.
  std::optional<Scene> give(const LessonValue& answer);
  /// What was there before the lesson.
  [[nodiscard]] Scene close(const Scene& now) const;

  /// Keeps in step with the Scene. Errors  a lesson that cannot be read (any more); told once.
  Status follow(const Scene& scene);
  /// Checks the answer that waits, if this is the answer to the scene that its question is about: once nothing is
  /// under way for `scene` any more. Returns whether a verdict was reached. Errors  those of the measure.
  Result<bool> check(const Scene& scene, const Answer& answer);

  /// Remembers what came of a prediction. A text too long to be kept with all the others is not remembered.
  void remember(PastPrediction past);

  /// Adds a scene to the lesson that is being written, or takes one out.
  void record(const Scene& scene, const std::string& title, const std::string& text);
  void drop(int step);
  /// That lesson, under this title. Errors  InvalidArgument: nothing was recorded yet.
  [[nodiscard]] Result<Lesson> recorded(const std::string& title) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& key) const;
  [[nodiscard]] std::shared_ptr<const Lesson> with_numbers(Lesson lesson) const;
  [[nodiscard]] const LessonQuestion* question() const;
  [[nodiscard]] std::optional<Scene> placed(const Scene& scene, int step) const;
  void note_progress();
  void recall(const Scene& scene);
  void show_progress();

  std::filesystem::path folder_;
  std::vector<WorkedExample> worked_;
  TeachState state_;
  Progress progress_;
  std::vector<LessonCard> cards_;
  bool listed_ = false;
  bool news_ = false;
  std::string key_;                      ///< of state_.lesson
  std::optional<LessonPlace> followed_;  ///< what state_ was made for
};

}  // namespace attnscope
