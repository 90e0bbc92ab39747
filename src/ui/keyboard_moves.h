#pragma once

#include "ui/shortcuts.h"

namespace attnscope {

// What the keys do that move something by steps. Each answers for the state it is given; none of them keeps any.

/// Moves the asking word by `by`, staying inside the sentence.
Actions move_query(const AppState& app, int by);
/// Moves the viewed head by layers and heads, staying inside the model.
Actions move_head(const AppState& app, int layers, int heads);
/// Moves the multiplier by a twelfth of a decade a step; passes through 1 exactly.
Actions move_scale(const AppState& app, int by);

Actions swap_word(const KeyInput& in);
/// Keeps the question as it is, to compare what comes with it; ends the comparison where there is one.
Actions compare(const KeyInput& in);
Actions next_pattern(const KeyInput& in);

template <int by>
Actions step_query(const KeyInput& in) {
  return move_query(in.app, by);
}

template <bool last>
Actions end_query(const KeyInput& in) {
  return move_query(in.app, last ? 1 << 20 : -(1 << 20));
}

template <int layers, int heads>
Actions step_head(const KeyInput& in) {
  return move_head(in.app, layers, heads);
}

template <int by>
Actions step_scale(const KeyInput& in) {
  return move_scale(in.app, by);
}

/// To where the next part of the working ends, or back.
Actions step_part(const AppState& app, int by);
/// Chooses the key whose working is shown, one row up or down from the one that is chosen.
Actions move_key(const KeyInput& in, int by);

template <int by>
Actions step_timeline(const KeyInput& in) {
  return step_part(in.app, by);
}

}  // namespace attnscope
