#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/answer.h"
#include "app/job_runner.h"
#include "app/layer_asker.h"
#include "app/seconds.h"
#include "app/transition.h"
#include "app/view_cache.h"

namespace attnscope {

/// Keeps an Answer in step with its Question: asks for a reading where one is needed, looks at the chosen head, moves
/// the picture there. Recomputes only what depends on something that changed. One Answer for its whole life.
class Viewer {
 public:
  /// workers: who helps with a reading; null: nobody.
  Viewer(OpenSource open, std::function<void()> wake, std::shared_ptr<Workers> workers = nullptr);
  ~Viewer() { loading_->want({}); }
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  /// Takes what the job delivered, if it did. A source that opened becomes the shown one; where nothing could be read
  /// the last reading stays, as long as it is of the same source.
  std::optional<ReadingOutcome> take(Answer& answer);

  /// Everything that follows from the question. ease: let the picture move rather than jump.
  /// Errors  those of looking at the head; there is then no view.
  Status follow(const Question& question, Answer& answer, bool ease, Seconds now);

  /// Likewise what the layer does with this row; off the main thread, for take_layer() to fetch.
  void follow_layer(Answer& answer);
  /// Nobody wants to know.
  void rest_from_layer(Answer& answer) { layer_asker_.rest(answer); }
  /// Takes what is known of the layer, if it came.
  bool take_layer(Answer& answer) { return layer_asker_.take(answer); }
  [[nodiscard]] bool asks_layer() const { return layer_asker_.busy(); }
  bool wait_for_layer(std::chrono::milliseconds at_most) { return layer_asker_.wait(at_most); }

  /// The picture at this moment. Returns whether it is still on its way.
  bool move(Answer& answer, Seconds now);
  void finish_moving() { transition_.finish(); }

  /// Whether the reading that is shown is the one that is asked for.
  [[nodiscard]] bool shows(const Question& question) const { return read_ && is_key_of(*read_, question); }
  /// Nothing is asked any more.
  void rest(Answer& answer);
  /// The model that is open; empty before the first.
  [[nodiscard]] const std::string& model() const { return model_; }
  /// How far the opening of a model is, while one is opened.
  [[nodiscard]] std::optional<LoadingState> loading() const { return loading_->state(); }
  bool wait(std::chrono::milliseconds at_most) { return runner_.wait(at_most); }

 private:
  void request(const Question& question, Answer& answer);
  void choose(const Question& question, Answer& answer);
  Status look(const Question& question, Answer& answer, bool ease, Seconds now);

  std::string model_;
  std::shared_ptr<const TraceSource> source_;
  std::optional<ReadingKey> asked_;
  std::optional<ReadingKey> read_;

  QueryChoice chosen_query_;  ///< what the asking token was resolved from, with ...
  std::shared_ptr<const Reading> chosen_in_;

  /// How a head is looked at.
  struct Look {
    float multiplier = 1.0F;
    MaskChoice mask;
  };
  Look asked_look_;  ///< the question's when `asked_` was asked for
  Look look_;        ///< as the question says, but never against a pass that was run under another what-if
  ViewCache cache_;
  Transition transition_;

  std::shared_ptr<Loading> loading_ = std::make_shared<Loading>();
  JobRunner runner_;
  LayerAsker layer_asker_;
};

}  // namespace attnscope
