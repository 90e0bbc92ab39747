#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/action.h"
#include "app/answer.h"
#include "app/cost_motion.h"
#include "app/measuring.h"
#include "app/model_search.h"
#include "app/present/scene_gallery.h"
#include "app/reader.h"
#include "app/seconds.h"
#include "app/settings.h"
#include "app/teach/teach_state.h"
#include "app/token_pairs.h"
#include "app/work.h"
#include "app/worked_examples.h"

namespace attnscope {

/// A line of text for the person, beside what caused it.
struct Notice {
  enum class Kind : std::uint8_t { Info, Error } kind = Kind::Info;
  enum class Place : std::uint8_t { Sentence, Window } place = Place::Window;
  std::string text;
};

/// What the views may read: one const reference a frame. The Answer was computed from `scene`, or from the scene of the
/// last finished reading while a newer one is under way (`busy`).
struct AppState : Answer {
  Scene scene;
  std::shared_ptr<const Answer> beside;  ///< to scene.beside; null where nothing is compared
  std::vector<TokenPair> pairs;          ///< of the keys of both readings, while they are compared
  std::vector<TokenPair> asking_pairs;   ///< likewise of the tokens that ask
  Settings settings;
  Panel panel = Panel::None;
  std::vector<SourceCard> sources;      ///< what can be opened by name
  std::vector<WorkedExample> worked;    ///< likewise, with numbers that can be edited
  OfferedModels offered;                ///< what else was found, once a panel asked
  bool searching = false;               ///< whether it is being looked for
  std::optional<LoadingState> loading;  ///< a model that takes more than a moment to open
  TeachState teach;
  CostSizes cost_sizes;               ///< of the page "what it costs", on their way
  std::vector<TimedAttention> timed;  ///< likewise: what has been measured so far
  bool measuring = false;             ///< likewise: more is under way
  bool looks_at_layer = false;        ///< as LookAtLayer said

  Lecture lecture;
  /// Its scenes, small, while somebody looks at them; null where one is not there yet or cannot be read.
  std::vector<std::shared_ptr<const ScenePicture>> pictures;
  std::optional<Presentation> presenting;  ///< while it is full screen; `scene` is what the room sees
  std::optional<WorkState> work;           ///< an export that takes longer than a frame

  bool playing = false;
  bool can_undo = false;
  bool can_redo = false;
  std::optional<Notice> notice;
  std::optional<Seconds> wake_at;  ///< when the next frame is due by itself; none: only after an event
};

/// What a copy put on the clipboard: the numbers, and the figure where the window system takes one.
enum class Copied : std::uint8_t { Numbers, FigureAndNumbers };

/// The application without pixels: takes actions, runs jobs, keeps the history and the files, offers an AppState.
/// Main thread only, except `wake`, which jobs call from their thread.
class Application {
 public:
  struct Options {
    std::filesystem::path state_file;     ///< the session; empty: neither read nor written
    std::filesystem::path settings_file;  ///< likewise
    std::filesystem::path progress_file;  ///< likewise, of lessons
    std::filesystem::path lessons;        ///< the folder of those that come with the program; empty: there are none
    std::filesystem::path documents;      ///< the folder for files until a person chooses another
    std::filesystem::path hub;            ///< the Hugging Face cache; empty: there is none
    std::optional<Scene> scene;           ///< instead of the session's
    std::shared_ptr<Workers> workers;     ///< who helps with a reading; null: nobody
    OpenSource open_source;               ///< runs in the job, not on the main thread: opening may take seconds
    std::vector<SourceCard> sources;      ///< what the model menu lists
    std::vector<WorkedExample> worked;    ///< likewise
    std::function<void()> wake;           ///< ends the window's sleep; any thread
    std::function<Seconds()> clock;       ///< for what is measured; any thread; empty: nothing is
    /// By the file's ending; on a thread of its own.
    std::function<Status(const AppState&, const std::filesystem::path&)> write_export;
    /// Draws on a thread of its own; what that returns puts it on the clipboard, on the main one.
    std::function<std::function<Result<Copied>()>(const AppState&)> draw_copy;
    std::function<void(const std::string&)> copy_text;  ///< to the clipboard
    /// Work for a thread of its own; the outcome says what was written.
    std::function<WorkOutcome(const Lecture&, const std::filesystem::path&, const Settings&, const WorkControl&)>
        export_lecture;
    std::function<WorkOutcome(const Scene&, const std::filesystem::path&, const Settings&, const WorkControl&)> film;
  };

  explicit Application(Options options);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Applies in order. Never blocks on a model, a file or a figure.
  void dispatch(const Actions& actions, Seconds now);
  /// Takes what jobs finished, moves the animations, saves what is due. Returns whether the picture may have changed.
  bool update(Seconds now);
  [[nodiscard]] const AppState& state() const;
  /// Waits until nothing is under way but films and lectures, and nothing moves: for tests and for `shot`. False when
  /// it took longer.
  bool settle(std::chrono::milliseconds at_most);
  /// Ends what was asked for, and writes session and settings if they are not on disk yet.
  Status save();
  /// True after Quit.
  [[nodiscard]] bool finished() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attnscope
