#include "ui/number_keys.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <utility>

namespace attnscope {
namespace {

constexpr float kNudgeByKey = 0.1F;
constexpr std::size_t kLongestTyped = 12;

/// The table that is shown, with the cursor brought into it.
NumbersPlan plan_at_cursor(const KeyInput& in) {
  NumberCursor& cursor = in.memory.numbers;
  NumbersPlan plan = plan_numbers(in.app.scene, cursor.tab);
  cursor.tab = static_cast<int>(plan.tab);
  cursor.row = std::clamp(cursor.row, 0, std::max(0, plan.row_count() - 1));
  cursor.column = std::clamp(cursor.column, 0, std::max(0, plan.column_count() - 1));
  return plan;
}

void say(NumberCursor& cursor, std::string what, bool refused, const std::optional<Worked>& of) {
  cursor.said = std::move(what);
  cursor.refused = refused;
  cursor.said_of = of;
}

/// The Scene's question; trials are made on a copy of it.
const Question& question_of(const AppState& app) { return app.scene; }

/// Asks for a change and says what it does, which is told by the function that will do it.
Actions ask_for(const KeyInput& in, const WorkedChange& what) {
  Actions actions = finish_typing(in);
  Question trial = question_of(in.app);
  std::string said = change(trial, what);
  say(in.memory.numbers, std::move(said), trial == question_of(in.app), trial.worked);
  actions.emplace_back(Edit(EditWorked{what}));
  return actions;
}

/// The table whose width is meant: what is computed has that of the matrix that it is computed by.
WorkedTable table_of_width(const KeyInput& in) {
  if (!in.app.scene.worked) return WorkedTable::Query;
  const NumbersTab tab = plan_at_cursor(in).shown();
  if (!tab.computed) return tab.table;
  return tab.table == WorkedTable::Query ? WorkedTable::ToQuery
         : tab.table == WorkedTable::Key ? WorkedTable::ToKey
                                         : WorkedTable::ToValue;
}

Actions join(Actions first, Actions second) {
  append(first, std::move(second));
  return first;
}

/// One cell on or back, row by row; none at either end.
std::optional<Actions> go_along(const KeyInput& in, const NumbersPlan& plan, int by) {
  const NumberCursor& cursor = in.memory.numbers;
  const int columns = std::max(1, plan.column_count());
  const int next = cursor.row * columns + cursor.column + by;
  if (next < 0 || next >= plan.row_count() * columns) return std::nullopt;
  return go_to_cell(in, plan, next / columns, next % columns);
}

/// Says why a number was not taken. It is true of the numbers with the old one in its place.
void refuse_typed(const KeyInput& in, const NumbersPlan& plan, const std::string& why) {
  NumberCursor& cursor = in.memory.numbers;
  Question trial = question_of(in.app);
  change(trial, SetNumber{.cell = {plan.shown().table, cursor.row, cursor.column}, .value = cursor.before});
  say(cursor, why + "; " + number_text(cursor.before) + " stays", true, trial.worked);
}

/// What was typed so far, shown and, if it is a number, put into its place.
Actions put_typed(const KeyInput& in, const NumbersPlan& plan) {
  const NumberCursor& cursor = in.memory.numbers;
  const TypedNumber read = read_typed(*cursor.typed);
  Actions put = put_number(in, plan, read.value.value_or(cursor.before), true);
  if (!read.why_not.empty()) refuse_typed(in, plan, read.why_not);
  return put;
}

/// The character that a chord types, 0 for none.
char typed_character(const Chord& chord) {
  if ((chord.mods & ~kShift) != 0 || chord.key <= ' ' || chord.key > '~') return 0;
  const auto sign = static_cast<char>(chord.key);
  return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}

bool begins_number(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ','; }

/// A key while a number is being typed; none where the key ends it.
std::optional<Actions> type_key(const Chord& chord, const KeyInput& in, const NumbersPlan& plan) {
  NumberCursor& cursor = in.memory.numbers;
  if (const char c = typed_character(chord); c != 0) {
    if (cursor.typed->size() < kLongestTyped) *cursor.typed += c;
    return put_typed(in, plan);
  }
  if (chord.key == GLFW_KEY_BACKSPACE) {
    if (!cursor.typed->empty()) cursor.typed->pop_back();
    return put_typed(in, plan);
  }
  if (chord.key == GLFW_KEY_ESCAPE) {
    cursor.typed.reset();
    return join(put_number(in, plan, cursor.before, true), {Command(EndGesture{})});
  }
  return std::nullopt;
}

struct CellMove {
  int key, row, column;
};
constexpr std::array kCellMoves{CellMove{GLFW_KEY_UP, -1, 0},
                                CellMove{GLFW_KEY_DOWN, 1, 0},
                                CellMove{GLFW_KEY_LEFT, 0, -1},
                                CellMove{GLFW_KEY_RIGHT, 0, 1},
                                CellMove{GLFW_KEY_ENTER, 1, 0},
                                CellMove{GLFW_KEY_KP_ENTER, 1, 0},
                                CellMove{GLFW_KEY_HOME, 0, -kMaxWorkedDims},
                                CellMove{GLFW_KEY_END, 0, kMaxWorkedDims}};

std::optional<Actions> move_key(const Chord& chord, const KeyInput& in, const NumbersPlan& plan) {
  const NumberCursor& cursor = in.memory.numbers;
  if (chord.key == GLFW_KEY_TAB) return go_along(in, plan, chord.mods == kShift ? -1 : 1);
  const auto* const move = std::ranges::find(kCellMoves, chord.key, &CellMove::key);
  if (move == kCellMoves.end()) return std::nullopt;
  if (chord.mods == kCtrl && move->row == 0) return turn_to_table(in, cursor.tab + std::clamp(move->column, -1, 1));
  if (chord.mods == kShift && move->column == 0) {
    return nudge_number(in, plan, kNudgeByKey * static_cast<float>(-move->row));
  }
  if (chord.mods != kNoMods) return std::nullopt;
  return go_to_cell(in, plan, cursor.row + move->row, cursor.column + move->column);
}

}  // namespace

std::optional<Actions> run_numbers(const Chord& chord, const KeyInput& in) {
  if (!in.app.scene.worked) return std::nullopt;
  NumberCursor& cursor = in.memory.numbers;
  const NumbersPlan plan = plan_at_cursor(in);
  if (cursor.typed) {
    if (std::optional<Actions> typed = type_key(chord, in, plan)) return typed;
    Actions finished = finish_typing(in);
    std::optional<Actions> moved = move_key(chord, in, plan);
    if (moved) return join(std::move(finished), *std::move(moved));
    return std::nullopt;  // a shortcut follows; what was typed is in its place
  }
  if (chord.mods == kNoMods && begins_number(typed_character(chord))) {
    begin_typing(in, plan, std::string(1, typed_character(chord)));
    return cursor.typed ? put_typed(in, plan) : Actions{};
  }
  if (chord.mods == kNoMods && (chord.key == GLFW_KEY_DELETE || chord.key == GLFW_KEY_BACKSPACE)) {
    return put_number(in, plan, 0, false);
  }
  return move_key(chord, in, plan);
}

Actions go_to_cell(const KeyInput& in, const NumbersPlan& plan, int row, int column) {
  Actions actions = finish_typing(in);
  NumberCursor& cursor = in.memory.numbers;
  cursor.row = std::clamp(row, 0, std::max(0, plan.row_count() - 1));
  cursor.column = std::clamp(column, 0, std::max(0, plan.column_count() - 1));
  cursor.moved = true;
  if (plan.rows_are_asked) cursor.key = cursor.row;
  return actions;
}

Actions turn_to_table(const KeyInput& in, int tab) {
  Actions actions = finish_typing(in);
  in.memory.numbers.tab = tab;
  (void)plan_at_cursor(in);
  in.memory.numbers.moved = true;
  return actions;
}

Actions finish_typing(const KeyInput& in) {
  NumberCursor& cursor = in.memory.numbers;
  if (!cursor.typed) return {};
  const std::string typed = *std::exchange(cursor.typed, std::nullopt);
  if (!read_typed(typed).value && !cursor.refused) {
    say(cursor, "\"" + typed + "\" is not a number; " + number_text(cursor.before) + " stays", true,
        in.app.scene.worked);
  }
  return {Command(EndGesture{})};
}

void begin_typing(const KeyInput& in, const NumbersPlan& plan, std::string typed) {
  NumberCursor& cursor = in.memory.numbers;
  if (plan.shown().computed) {
    const std::string name(name_of(plan.shown().table));
    return say(cursor, name + " follows from x and W_" + name + "; change those", true, in.app.scene.worked);
  }
  if (plan.numbers.size() == 0) return;
  cursor.before = plan.numbers(cursor.row, cursor.column);
  cursor.typed = std::move(typed);
}

Actions nudge_number(const KeyInput& in, const NumbersPlan& plan, float by) {
  const NumberCursor& cursor = in.memory.numbers;
  if (plan.numbers.size() == 0) return {};
  return put_number(in, plan, nudged(plan.numbers(cursor.row, cursor.column), by), false);
}

Actions put_number(const KeyInput& in, const NumbersPlan& plan, float value, bool held) {
  NumberCursor& cursor = in.memory.numbers;
  if (plan.shown().computed) {
    begin_typing(in, plan, {});  // which says why not
    return {};
  }
  say(cursor, "", false, std::nullopt);
  const WorkedCell cell{.table = plan.shown().table, .row = cursor.row, .column = cursor.column};
  return {Edit(EditWorked{SetNumber{.cell = cell, .value = value, .held = held}})};
}

Actions even_out(const KeyInput& in) { return ask_for(in, EvenOut{in.app.query}); }

Actions nudge_query(const KeyInput& in) {
  return ask_for(in, NudgeQuery{.query = in.app.query, .key = in.memory.numbers.key});
}

Actions nudge_query_away(const KeyInput& in) {
  return ask_for(in, NudgeQuery{.query = in.app.query, .key = in.memory.numbers.key, .by = -NudgeQuery::kNudge});
}

Actions add_word(const KeyInput& in) {
  return ask_for(in, AddWord{in.app.scene.worked ? plan_at_cursor(in).shown().table : WorkedTable::Key});
}

Actions remove_word(const KeyInput& in) {
  if (!in.app.scene.worked) return ask_for(in, RemoveWord{});
  const NumbersPlan plan = plan_at_cursor(in);
  // Where the rows are no words, the last word goes.
  const bool words = plan.rows_ask || plan.rows_are_asked;
  const int row = words ? in.memory.numbers.row : counted_words(in.app.scene.text) - 1;
  return ask_for(in, RemoveWord{.table = plan.shown().table, .row = row});
}

Actions add_dimension(const KeyInput& in) { return ask_for(in, AddDimension{table_of_width(in)}); }

Actions remove_dimension(const KeyInput& in) {
  return ask_for(in, RemoveDimension{.table = table_of_width(in), .column = in.memory.numbers.column});
}

Actions toggle_tied(const KeyInput& in) {
  return ask_for(in, SetTied{!(in.app.scene.worked && in.app.scene.worked->tied)});
}

Actions toggle_root_scale(const KeyInput& in) {
  return ask_for(in, SetRootScale{!(in.app.scene.worked && in.app.scene.worked->root_scale)});
}

Actions start_again(const KeyInput& in) {
  Actions actions = finish_typing(in);
  const auto named = std::ranges::find(in.app.worked, in.app.scene.model, &WorkedExample::name);
  if (named != in.app.worked.end()) {
    say(in.memory.numbers, "as it was at first", false, named->worked);
  } else {
    say(in.memory.numbers, "this example is on no file; undo goes back", true, in.app.scene.worked);
  }
  actions.emplace_back(Edit(SetModel{in.app.scene.model}));
  return actions;
}

}  // namespace attnscope
