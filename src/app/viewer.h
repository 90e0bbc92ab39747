#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/application.h"
#include "app/job_runner.h"
#include "app/transition.h"
#include "app/view_cache.h"

namespace attnscope {

/// Keeps what is shown in step with the Scene: asks for a reading where one is needed, looks at the chosen head, moves
/// the picture there. Writes the computed part of an AppState and recomputes only what depends on something that
/// changed.
class Viewer {
 public:
  Viewer(OpenSource open, std::function<void()> wake);

  /// Takes what the job delivered, if it did. A source that opened becomes the shown one; where nothing could be read
  /// the last reading stays, as long as it is of the same source.
  std::optional<ReadingOutcome> take(AppState& state);

  /// Everything that follows from state.scene. ease: let the picture move rather than jump.
  /// Errors  those of looking at the head; there is then no view.
  Status follow(AppState& state, bool ease, Seconds now);

  /// The picture at this moment. Returns whether it is still on its way.
  bool move(AppState& state, Seconds now);
  void finish_moving() { transition_.finish(); }

  /// Whether the reading that is shown is the one this Scene asks for.
  [[nodiscard]] bool shows(const Scene& scene) const { return read_ && is_key_of(*read_, scene); }
  /// The model that is open; empty before the first.
  [[nodiscard]] const std::string& model() const { return model_; }
  bool wait(std::chrono::milliseconds at_most) { return runner_.wait(at_most); }

 private:
  void request(AppState& state);
  void choose(AppState& state);
  Status look(AppState& state, bool ease, Seconds now);

  std::string model_;
  std::shared_ptr<const TraceSource> source_;
  std::optional<ReadingKey> asked_;
  std::optional<ReadingKey> read_;

  QueryChoice chosen_query_;  ///< what state.query was resolved from, with ...
  std::shared_ptr<const Reading> chosen_in_;

  /// How a head is looked at.
  struct Look {
    float multiplier = 1.0F;
    MaskChoice mask;
  };
  Look asked_look_;  ///< the Scene's when `asked_` was asked for
  Look look_;        ///< as the Scene says, but never against a pass that was run under another what-if
  ViewCache cache_;
  Transition transition_;

  JobRunner runner_;
};

}  // namespace attnscope
