#include "app/history.h"

#include <iterator>
#include <utility>

namespace attnscope {
namespace {

std::size_t bytes_of(const Worked& worked) {
  std::size_t bytes = worked.title.size() + worked.note.size();
  for (const Matrix& table : worked.tables) bytes += static_cast<std::size_t>(table.size()) * sizeof(float);
  return bytes;
}

std::size_t own_bytes_of(const Question& question) {
  return question.text.size() + question.text_b.size() + question.model.size() + question.query.word.size() +
         (question.worked ? bytes_of(*question.worked) : 0);
}

std::size_t bytes_of(const Scene& scene) {
  return sizeof(Scene) + own_bytes_of(scene) + (scene.beside ? own_bytes_of(*scene.beside) : 0) +
         (scene.audit ? scene.audit->from.size() : 0) +
         (scene.prediction ? scene.prediction->shares.size() * sizeof(float) : 0);
}

std::size_t bytes_of(const std::vector<Scene>& scenes) {
  std::size_t bytes = 0;
  for (const Scene& scene : scenes) bytes += bytes_of(scene);
  return bytes;
}

/// The edit of one number, where it is one.
const SetNumber* number_set(const Edit& edit) {
  const auto* worked = std::get_if<EditWorked>(&edit);
  return worked == nullptr ? nullptr : std::get_if<SetNumber>(&worked->change);
}

}  // namespace

History::History(Scene first) { scenes_.push_back(std::move(first)); }

void History::edit(const Edit& edit, Seconds now) {
  if (std::holds_alternative<SetStep>(edit)) return ride_along(edit);
  const bool types = std::holds_alternative<SetText>(edit) || std::holds_alternative<SetTextB>(edit);
  const Open dragged = std::holds_alternative<SetMultiplier>(edit) ? Open::Scale
                       : std::holds_alternative<SetShare>(edit)    ? Open::Share
                       : std::holds_alternative<SetRootD>(edit)    ? Open::RootD
                       : std::holds_alternative<SetCost>(edit)     ? Open::Cost
                                                                   : Open::None;
  const bool drags = dragged != Open::None;
  const SetNumber* const number = number_set(edit);
  const bool soon = now - typed_at_ <= kTypingPause;
  if (types || number != nullptr) typed_at_ = now;
  in_gesture_ = drags;  // also where the drag has not left its first value yet; whatever else is done ends it

  Scene next = after(edit, types);
  if (next == current()) return;
  const bool same_number =
      number != nullptr && open_ == Open::Number && cell_ == number->cell && (number->held || soon);
  if ((types && open_ == Open::Text && soon) || (drags && open_ == dragged) || same_number) {
    widen_step(std::move(next));
  } else {
    add_step(std::move(next));
    open_ = types ? Open::Text : number != nullptr ? Open::Number : dragged;
    if (number != nullptr) cell_ = number->cell;
  }
  drop_oldest();
}

Scene History::after(const Edit& edit, bool types) {
  if (!types) {
    typed_from_.reset();
  } else if (!typed_from_ && current().worked) {
    typed_from_ = current();
  }
  Scene next = apply(current(), edit);
  if (typed_from_) {
    Question typed = *typed_from_;
    put_text(typed, next.text);
    put_text_b(typed, next.text_b);
    next.worked = typed.worked;
  }
  return next;
}

void History::ride_along(const Edit& edit) { scenes_[cursor_] = apply(current(), edit); }

void History::end_gesture() {
  in_gesture_ = false;
  if (open_ != Open::Text) open_ = Open::None;
}

bool History::undo() {
  end_gesture();
  open_ = Open::None;
  typed_from_.reset();
  if (!can_undo()) return false;
  --cursor_;
  return true;
}

bool History::redo() {
  end_gesture();
  open_ = Open::None;
  typed_from_.reset();
  if (!can_redo()) return false;
  ++cursor_;
  return true;
}

void History::replace_model(const std::string& gone, const std::string& by) {
  std::vector<Scene> kept;
  std::size_t cursor = 0;
  for (std::size_t i = 0; i < scenes_.size(); ++i) {
    Scene& scene = scenes_[i];
    if (scene.model == gone) scene.model = by;
    if (scene.beside && scene.beside->model == gone) scene.beside->model = by;
    if (kept.empty() || !(kept.back() == scene)) kept.push_back(std::move(scene));
    if (i == cursor_) cursor = kept.size() - 1;
  }
  scenes_ = std::move(kept);
  cursor_ = cursor;
  open_ = Open::None;
}

void History::add_step(Scene scene) {
  scenes_.resize(cursor_ + 1);
  scenes_.push_back(std::move(scene));
  ++cursor_;
}

void History::widen_step(Scene scene) {
  scenes_[cursor_] = std::move(scene);
  if (cursor_ == 0 || !(scenes_[cursor_] == scenes_[cursor_ - 1])) return;
  scenes_.pop_back();  // dragged or typed back to where it began: nothing to undo
  --cursor_;
  open_ = Open::None;
}

void History::drop_oldest() {
  std::size_t bytes = bytes_of(scenes_);
  std::size_t drop = 0;
  while (drop < cursor_ && (scenes_.size() - drop > kMaxSteps + 1 || bytes > kMaxBytes)) {
    bytes -= bytes_of(scenes_[drop]);
    ++drop;
  }
  scenes_.erase(scenes_.begin(), scenes_.begin() + static_cast<std::ptrdiff_t>(drop));
  cursor_ -= drop;
}

}  // namespace attnscope
