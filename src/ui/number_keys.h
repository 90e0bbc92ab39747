#pragma once

#include "app/plans/numbers_plan.h"
#include "ui/shortcuts.h"

namespace attnscope {

// What the keyboard and the hand do to the numbers of a worked example. Each works on the numbers that the state shows
// and on the cursor in the window's memory; without a worked example each does nothing.

/// Arrows, Tab and Enter move from cell to cell, digits type a number, Shift and an arrow nudge it, Ctrl and an arrow
/// turn to another table; none where the key means nothing here.
std::optional<Actions> run_numbers(const Chord& chord, const KeyInput& in);

/// Puts the cursor on a cell of the table that is shown; whatever was being typed is finished before.
Actions go_to_cell(const KeyInput& in, const NumbersPlan& plan, int row, int column);
/// Turns to another table.
Actions turn_to_table(const KeyInput& in, int tab);
/// Ends what is being typed; a number that is none is forgotten, and said.
Actions finish_typing(const KeyInput& in);
/// Begins to type in the cursor's cell.
void begin_typing(const KeyInput& in, const NumbersPlan& plan, std::string typed);
/// The number under the cursor, a little further on. held: part of one gesture.
Actions nudge_number(const KeyInput& in, const NumbersPlan& plan, float by);
Actions put_number(const KeyInput& in, const NumbersPlan& plan, float value, bool held);

// Commands, for buttons, keys and the palette. What they did is said beside the numbers.

Actions even_out(const KeyInput& in);
Actions nudge_query(const KeyInput& in);
Actions nudge_query_away(const KeyInput& in);
Actions add_word(const KeyInput& in);
Actions remove_word(const KeyInput& in);
Actions add_dimension(const KeyInput& in);
Actions remove_dimension(const KeyInput& in);
Actions toggle_tied(const KeyInput& in);
Actions toggle_root_scale(const KeyInput& in);
Actions start_again(const KeyInput& in);

}  // namespace attnscope
