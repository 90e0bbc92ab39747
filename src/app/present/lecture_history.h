#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "app/present/lecture.h"
#include "app/seconds.h"

namespace attnscope {

/// The lecture that is, those that were, and those that can be had back. Typing into one field makes one step as long
/// as the pauses are short.
class LectureHistory {
 public:
  static constexpr std::size_t kMostLectures = 100;  ///< that are kept, and at most
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20;
  static constexpr Seconds kTypingPause = 1.0;

  explicit LectureHistory(Lecture first = {}) { lectures_.push_back(std::move(first)); }

  [[nodiscard]] const Lecture& current() const { return lectures_[cursor_]; }
  [[nodiscard]] bool can_undo() const { return cursor_ > 0; }
  [[nodiscard]] bool can_redo() const { return cursor_ + 1 < lectures_.size(); }

  /// Errors  those of check(); nothing has changed then.
  Status edit(const LectureEdit& edit, Seconds now);
  bool undo();
  bool redo();

 private:
  std::vector<Lecture> lectures_;
  std::size_t cursor_ = 0;
  std::size_t typed_in_ = 0;  ///< which kind of edit at which scene the last step was; 0: none that goes on
  Seconds typed_at_ = 0;
};

}  // namespace attnscope
