#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/worked.h"

namespace attnscope {

struct Question;

// What a person can do to the numbers of a worked example.

/// held: part of one gesture (a number being typed, a drag), which is one step of the history however long it takes.
struct SetNumber {
  WorkedCell cell;
  float value = 0;
  bool held = false;
};
/// A word more at the end of the text that the table's rows stand for, with zeros.
struct AddWord {
  WorkedTable table = WorkedTable::Query;
};
struct RemoveWord {
  WorkedTable table = WorkedTable::Query;
  int row = 0;
};
/// One of d, or of the width of x where the table is x itself.
struct AddDimension {
  WorkedTable table = WorkedTable::Query;
};
struct RemoveDimension {
  WorkedTable table = WorkedTable::Query;
  int column = 0;
};
struct SetTied {
  bool on = false;
};
struct SetRootScale {
  bool on = false;
};
/// Takes from a word what it asks for, so that its weights are all equal.
struct EvenOut {
  int query = 0;
};
/// Turns a query a little towards a key and away from those that it hears now (by < 0: the other way), so that weight
/// moves there.
struct NudgeQuery {
  int query = 0;
  int key = 0;
  float by = kNudge;
  static constexpr float kNudge = 0.2F;  ///< how far, as a length
};

using WorkedChange = std::variant<SetNumber, AddWord, RemoveWord, AddDimension, RemoveDimension, SetTied, SetRootScale,
                                  EvenOut, NudgeQuery>;

/// Changes the numbers of a question's worked example, and its text where words come or go. Says in one line what was
/// done where that is more than meets the eye, or why nothing was done; else nothing.
std::string change(Question& question, const WorkedChange& what);

/// Gives a question another text. The numbers of a worked example follow their words (matched_words()); those of new
/// ones begin at 0.
void put_text(Question& question, std::string text);
void put_text_b(Question& question, std::string text);

/// The number a little further on, as a decimal that people would write: 0.3 after 0.2 and 0.1.
float nudged(float value, float by);

}  // namespace attnscope
