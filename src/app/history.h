#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/action.h"
#include "app/seconds.h"

namespace attnscope {

/// The Scenes that were, the one that is, and those that can be had back: a list with a cursor. Never empty.
/// Typing makes one step as long as the pauses are short; dragging the scale makes one step until the gesture ends, and
/// so does what is done to one number of a worked example.
class History {
 public:
  static constexpr std::size_t kMaxSteps = 500;
  static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;  ///< of texts, roughly; the oldest Scenes go first
  static constexpr Seconds kTypingPause = 1.0;

  explicit History(Scene first);

  [[nodiscard]] const Scene& current() const { return scenes_[cursor_]; }
  [[nodiscard]] bool can_undo() const { return cursor_ > 0; }
  [[nodiscard]] bool can_redo() const { return cursor_ + 1 < scenes_.size(); }
  /// Whether something is being dragged.
  [[nodiscard]] bool in_gesture() const { return in_gesture_; }

  /// Applies the edit: a new step, or more of the open one, or none where it changes nothing. SetStep is never a step.
  void edit(const Edit& edit, Seconds now);
  /// Applies the edit to the current Scene without a step: what follows from an edit rather than being one.
  void ride_along(const Edit& edit);
  void end_gesture();
  bool undo();
  bool redo();
  /// A model that cannot be opened leaves every Scene; steps that then change nothing leave too.
  void replace_model(const std::string& gone, const std::string& by);

 private:
  enum class Open : std::uint8_t { None, Text, Scale, Share, RootD, Cost, Number };

  /// The current Scene after an edit that is or is not one of a text.
  Scene after(const Edit& edit, bool types);
  void add_step(Scene scene);
  void widen_step(Scene scene);
  void drop_oldest();

  std::vector<Scene> scenes_;
  std::size_t cursor_ = 0;
  WorkedCell cell_;  ///< the number that Open::Number is about
  /// What stood there before the edits of texts that were the last ones, of a worked example. While a sentence is typed
  /// anew its words are gone for a moment; their numbers are not.
  std::optional<Question> typed_from_;
  Open open_ = Open::None;  ///< which kind of edit widens the last step; only ever open with the cursor at the end
  bool in_gesture_ = false;
  Seconds typed_at_ = 0;
};

}  // namespace attnscope
