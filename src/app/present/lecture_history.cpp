#include "app/present/lecture_history.h"

#include <utility>

namespace attnscope {
namespace {

std::size_t bytes_kept(const Lecture& lecture) {
  return sizeof(Lecture) + lecture.scenes.size() * sizeof(LectureScene) + text_bytes(lecture);
}

/// Tells the field that an edit types into: a different number for every field, 0 where nothing is typed.
std::size_t typed_field(const LectureEdit& edit) {
  if (const auto* rename = std::get_if<RenameScene>(&edit)) return 2 * rename->at + 2;
  if (const auto* notes = std::get_if<SetNotes>(&edit)) return 2 * notes->at + 3;
  return std::holds_alternative<RenameLecture>(edit) ? 1 : 0;
}

}  // namespace

Status LectureHistory::edit(const LectureEdit& edit, Seconds now) {
  Lecture next = apply(current(), edit);
  if (Status sound = check(next); !sound) return sound;
  const std::size_t field = typed_field(edit);
  const bool goes_on = field != 0 && field == typed_in_ && now - typed_at_ <= kTypingPause;
  typed_in_ = field;
  typed_at_ = now;
  if (next == current()) return {};
  lectures_.resize(cursor_ + 1);
  if (!goes_on) {
    lectures_.emplace_back();
    ++cursor_;
  }
  lectures_[cursor_] = std::move(next);

  std::size_t bytes = 0;
  for (const Lecture& lecture : lectures_) bytes += bytes_kept(lecture);
  while (cursor_ > 0 && (bytes > kMostBytes || lectures_.size() > kMostLectures)) {
    bytes -= bytes_kept(lectures_.front());
    lectures_.erase(lectures_.begin());
    --cursor_;
  }
  return {};
}

bool LectureHistory::undo() {
  typed_in_ = 0;
  if (!can_undo()) return false;
  --cursor_;
  return true;
}

bool LectureHistory::redo() {
  typed_in_ = 0;
  if (!can_redo()) return false;
  ++cursor_;
  return true;
}

}  // namespace attnscope
