#include "app/viewer.h"

#include <utility>

namespace attnscope {

Viewer::Viewer(OpenSource open, std::function<void()> wake, std::shared_ptr<Workers> workers)
    : runner_(Reader(std::move(open), loading_, std::move(workers)), wake), layer_asker_(std::move(wake)) {}

std::optional<ReadingOutcome> Viewer::take(Answer& answer) {
  std::optional<ReadingOutcome> outcome = runner_.take();
  if (!outcome || !outcome->source) return outcome;
  const bool other_source = outcome->source != source_;
  if (other_source) {
    source_ = outcome->source;
    answer.card = source_->card();
  }
  model_ = outcome->key.model;
  if (outcome->reading || other_source) {
    answer.reading = outcome->reading;
    read_.reset();
    if (outcome->reading) read_ = outcome->key;
    look_ = asked_look_;
  }
  return outcome;
}

Status Viewer::follow(const Question& question, Answer& answer, bool ease, Seconds now) {
  request(question, answer);
  choose(question, answer);
  return look(question, answer, ease, now);
}

void Viewer::follow_layer(Answer& answer) { layer_asker_.follow(source_, answer); }

bool Viewer::move(Answer& answer, Seconds now) {
  answer.shown_weights = transition_.at(now);
  return transition_.moving(now);
}

void Viewer::request(const Question& question, Answer& answer) {
  loading_->want(question.model);
  // A pass over the same text under another what-if may finish first: were it stopped each time, a scale that is
  // dragged faster than the model runs would show nothing before it rests.
  const bool only_bent = runner_.busy() && asked_->text == question.text && asked_->text_b == question.text_b &&
                         asked_->model == question.model && asked_->worked == question.worked;
  if (shows(question)) {
    if (runner_.busy()) runner_.cancel();  // back to what is shown before the answer came
    if (asked_ != read_) asked_ = read_;
  } else if (!only_bent && !(asked_ && is_key_of(*asked_, question))) {
    asked_ = reading_key(question);
    asked_look_ = {.multiplier = question.multiplier, .mask = question.mask};
    runner_.request(*asked_);
  }
  answer.busy = runner_.busy();
}

void Viewer::rest(Answer& answer) {
  loading_->want({});
  if (runner_.busy()) runner_.cancel();
  asked_ = read_;
  transition_.finish();
  answer.busy = false;
}

void Viewer::choose(const Question& question, Answer& answer) {
  // The map is the reading's: until the one that is asked for has been read, the one before is looked at.
  answer.side = answer.reading ? answer.reading->side : resolve_side(question.side, answer.card);
  answer.head = resolve_head(question.head, answer.card, answer.side);
  if (chosen_in_ == answer.reading && chosen_query_ == question.query) return;
  chosen_in_ = answer.reading;
  chosen_query_ = question.query;
  answer.query = answer.reading ? asking_row(chosen_query_, answer.reading->asking(), answer.reading->shown()) : -1;
}

Status Viewer::look(const Question& question, Answer& answer, bool ease, Seconds now) {
  if (const HeadTrace* head = find_head(answer.reading.get(), answer.head)) {
    answer.native_scale = head->native_scale;
    answer.native_mask = head->mask;
  }
  if (answer.reading && answer.reading->options == forward_options(question)) {
    look_ = {.multiplier = question.multiplier, .mask = question.mask};
  }

  const Result<LookedAt>& looked = cache_.view(answer.reading, answer.head, look_.multiplier, look_.mask);
  const std::shared_ptr<const HeadView> view = looked ? looked->shown : nullptr;
  if (view != answer.view) {
    answer.view = view;
    answer.pieces = looked ? looked->pieces : nullptr;
    answer.computed = looked ? looked->computed : nullptr;
    answer.patterns = view ? score_patterns(*view, answer.side) : decltype(answer.patterns){};
    auto weights = view ? std::shared_ptr<const Matrix>(view, &view->weights) : nullptr;
    transition_.go_to(std::move(weights), ease, now);
  }
  if (!looked) return looked.error();
  return {};
}

}  // namespace attnscope
