#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/application.h"
#include "app/autosave.h"
#include "app/errands.h"
#include "app/history.h"
#include "app/notices.h"
#include "app/open_file.h"
#include "app/player.h"
#include "app/present/lecture_history.h"
#include "app/teach/teacher.h"
#include "app/viewer.h"

namespace attnscope {

/// What stands behind an Application: the history and the files on one side, the Viewer on the other, and between them
/// the AppState that is made from both.
struct Application::Impl {
  explicit Impl(Options options);

  void dispatch(const Actions& actions, Seconds now);
  bool update(Seconds now);
  bool settle(std::chrono::milliseconds at_most);
  Status save();

  // Actions: application_actions.cpp.
  void edit(const Edit& asked);
  /// The same edit; where it names a worked example, with the numbers of its file.
  [[nodiscard]] Edit with_numbers(Edit edit) const;
  void command(const Command& command);

  // Files and the clipboard: application_outside.cpp.
  void open(const std::filesystem::path& path);
  WorkOutcome show_opened(const std::filesystem::path& path, Result<FileContent> opened);
  void save_as(const std::filesystem::path& path, std::function<Status()> save);
  /// Notes the folder of a file that could be used, for the next one.
  void remember_folder_of(const std::filesystem::path& file);
  /// Begins the exports and copies that waited for the reading they are meant to show.
  void run_postponed();
  /// What is drawn and written on another thread, of the present state. Errors  why it cannot be.
  Result<Errands::Errand> outside(const Command& command);
  Errands::Errand writing(const std::filesystem::path& path, std::function<Status()> write, std::string_view said);
  // Its kinds; empty where that is not possible here.
  Errands::Errand exporting(const std::string& path, const std::shared_ptr<const AppState>& shown);
  Errands::Errand copying_figure(const std::shared_ptr<const AppState>& shown);
  Errands::Errand copying(std::function<std::string()> write, std::string_view said);
  /// Does the rest of what came back from other threads.
  void take_errands();
  /// Waits for all of them.
  void finish_errands();
  /// Says that a figure takes longer than a moment.
  void tell_wait();

  // Lessons: application_teach.cpp.
  void teach(const TeachAction& action);
  void show_lesson(const Result<Scene>& first);
  void show_step(const std::optional<Scene>& scene);
  void follow_teacher();
  void check_answer();
  void judge_prediction();
  void hide_answer();

  // Lectures: application_present.cpp.
  void open_lecture(Lecture opened);
  void change_lecture(const LectureEdit& edit);
  void undo(bool back);
  void export_lecture_to(const std::filesystem::path& path);
  void film_to(const std::filesystem::path& path);
  void begin_work(std::string what, std::function<WorkOutcome(const WorkControl&)> job);
  void take_work();
  void tell(const WorkOutcome& outcome);
  void take_times();
  void start_presenting(int scene);
  void stop_presenting();
  void walk(PresentMove move);
  void present(const Presentation& next);
  void keep_scene();
  /// The small pictures, while somebody looks at them.
  void follow_pictures();
  [[nodiscard]] bool pictures_wanted() const { return state.panel == Panel::Lecture || state.presenting; }
  /// The Scene that a crash should bring back: what is presented is not.
  [[nodiscard]] const Scene& kept_scene() const { return aside ? aside->current() : history.current(); }

  // Keeping in step: application.cpp.
  void restore_files();
  void take_outcome();
  void keep_query(const Reading& reading);
  void take_outcome_beside();
  /// Goes back to the model that is open, or the built-in one. Returns whether there is another to go back to.
  bool fall_back_from(const std::string& model);
  void cancel_loading();
  void remember_model(const std::string& model);
  void search_models();
  void take_offered();
  /// Shows an opening that takes longer than a moment.
  void follow_loading();
  bool animate();
  void follow();
  void follow_layer();
  void follow_beside(bool ease);
  void pair_readings();
  /// Complains about the first of equal errors in a row.
  void tell_once(const Status& looked, std::optional<Error>& last);
  /// Moves the pictures. Returns whether one is still on its way.
  bool move();
  void finish_moving();
  void save_what_is_due();
  void publish();

  Options options;
  AppState state;
  std::optional<AppState> veiled;  ///< what views get while a prediction is made: without what it is about
  History history;
  Player player;
  Notices notices;
  Autosave session;
  Autosave settings;
  Autosave progress;
  Teacher teacher;
  LectureHistory lecture;
  Autosave lecture_file;
  std::optional<History> aside;  ///< what was there before a lecture is presented
  ModelSearch search;
  std::optional<Seconds> loading_since;  ///< when the opening that is under way was first seen
  std::vector<Command> postponed;
  std::optional<Seconds> wait_told_at;  ///< when a figure that is still being drawn is said to be
  std::optional<Error> look_error, beside_look_error, lesson_error;  ///< those that were told last
  Seconds now = 0;
  bool changed = true;  ///< something happened that no update() has reported yet
  bool moving = false;
  bool judging = false;  ///< a prediction was revealed whose outcome has not been remembered yet
  bool in_step = false;  ///< whether the reading is the one that the Scene asks for
  bool finished = false;

  /// What the scene is compared with.
  struct Beside {
    explicit Beside(const Options& given) : viewer(given.open_source, given.wake, given.workers) {}
    std::shared_ptr<Answer> answer = std::make_shared<Answer>();
    std::shared_ptr<const Reading> paired_shown, paired_kept;  ///< what state.pairs was made of
    Viewer viewer;
  };

  CostMotion cost_motion;
  Work work;
  Errands openings, outputs;
  Measuring measuring;
  SceneGallery gallery;

  // Last: their threads use what stands above until they have ended.
  Viewer viewer;
  std::optional<Beside> beside;  ///< made with the first comparison
};

}  // namespace attnscope
