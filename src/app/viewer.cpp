#include "app/viewer.h"

#include <utility>

namespace attnscope {

Viewer::Viewer(OpenSource open, std::function<void()> wake) : runner_(Reader(std::move(open)), std::move(wake)) {}

std::optional<ReadingOutcome> Viewer::take(AppState& state) {
  std::optional<ReadingOutcome> outcome = runner_.take();
  if (!outcome || !outcome->source) return outcome;
  const bool other_source = outcome->source != source_;
  if (other_source) {
    source_ = outcome->source;
    state.card = source_->card();
  }
  model_ = outcome->key.model;
  if (outcome->reading || other_source) {
    state.reading = outcome->reading;
    read_.reset();
    if (outcome->reading) read_ = outcome->key;
    look_ = asked_look_;
  }
  return outcome;
}

Status Viewer::follow(AppState& state, bool ease, Seconds now) {
  request(state);
  choose(state);
  return look(state, ease, now);
}

bool Viewer::move(AppState& state, Seconds now) {
  state.shown_weights = transition_.at(now);
  return transition_.moving(now);
}

void Viewer::request(AppState& state) {
  const Scene& scene = state.scene;
  // A pass over the same text under another what-if may finish first: were it stopped each time, a scale that is
  // dragged faster than the model runs would show nothing before it rests.
  const bool only_bent = runner_.busy() && asked_->text == scene.text && asked_->model == scene.model;
  if (shows(scene)) {
    if (runner_.busy()) runner_.cancel();  // back to what is shown before the answer came
    if (asked_ != read_) asked_ = read_;
  } else if (!only_bent && !(asked_ && is_key_of(*asked_, scene))) {
    asked_ = reading_key(scene);
    asked_look_ = {.multiplier = scene.multiplier, .mask = scene.mask};
    runner_.request(*asked_);
  }
  state.busy = runner_.busy();
}

void Viewer::choose(AppState& state) {
  state.head = resolve_head(state.scene.head, state.card);
  if (chosen_in_ == state.reading && chosen_query_ == state.scene.query) return;
  chosen_in_ = state.reading;
  chosen_query_ = state.scene.query;
  state.query = state.reading ? resolve(chosen_query_, state.reading->encoding.tokens) : -1;
}

Status Viewer::look(AppState& state, bool ease, Seconds now) {
  if (const HeadTrace* head = find_head(state.reading.get(), state.head)) {
    state.native_scale = head->native_scale;
    state.native_mask = head->mask;
  }
  if (state.reading && state.reading->options == forward_options(state.scene)) {
    look_ = {.multiplier = state.scene.multiplier, .mask = state.scene.mask};
  }

  const Result<std::shared_ptr<const HeadView>>& looked =
      cache_.view(state.reading, state.head, look_.multiplier, look_.mask);
  const std::shared_ptr<const HeadView> view = looked ? *looked : nullptr;
  if (view != state.view) {
    state.view = view;
    state.patterns = view ? score_patterns(*view) : decltype(state.patterns){};
    auto weights = view ? std::shared_ptr<const Matrix>(view, &view->weights) : nullptr;
    transition_.go_to(std::move(weights), ease, now);
  }
  if (!looked) return looked.error();
  return {};
}

}  // namespace attnscope
