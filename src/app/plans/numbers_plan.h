#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/plans/geometry.h"
#include "app/scene.h"

namespace attnscope {

/// What a table's colour says.
enum class NumberRole : std::uint8_t { Query, Key, Value, Words };

/// One of the tables of a worked example as it can be turned to.
struct NumbersTab {
  WorkedTable table = WorkedTable::Query;
  bool computed = false;  ///< follows from other tables; its numbers cannot be chosen
  std::string title;      ///< "Q", "Q = K = V", "W_K"
  NumberRole role = NumberRole::Words;
};

/// A table of numbers as it is shown.
struct NumbersPlan {
  std::vector<NumbersTab> tabs;
  std::size_t tab = 0;                          ///< the one below
  std::vector<std::string> rows;                ///< words, or the dimensions of x
  bool rows_ask = false;                        ///< whether a row's word can ask
  bool rows_are_asked = false;                  ///< whether it is a key
  Matrix numbers;                               ///< [rows, columns]
  std::vector<std::vector<std::string>> texts;  ///< the same as people read them
  float extent = 1;                             ///< the largest size of a number in all tables of this kind
  std::string shape;                            ///< "3 × 4"

  [[nodiscard]] const NumbersTab& shown() const { return tabs[tab]; }
  [[nodiscard]] int row_count() const { return static_cast<int>(numbers.rows()); }
  [[nodiscard]] int column_count() const { return static_cast<int>(numbers.cols()); }
};

std::vector<NumbersTab> number_tabs(const Worked& worked);

/// tab: brought into range. question: with a worked example.
NumbersPlan plan_numbers(const Question& question, int tab);

/// How large a table's cells may be; bar: the thickness of a scroll bar.
struct CellLimits {
  Point least, most;
  float bar = 0;
};
struct CellFit {
  Point cell;  ///< width and height of one
  Point room;  ///< what the table takes, with its scroll bars
};
/// Cells as large as `room` allows, so that whole ones are on view: all of them where they fit at their least size,
/// else as many as do, and the others are scrolled to. columns, rows >= 1.
CellFit fit_cells(Point room, int columns, int rows, const CellLimits& limits);

/// A chosen number as people write it: the shortest decimal, "0.2". A computed one has three digits after the point at
/// most.
std::string number_text(float value);
std::string computed_text(float value);

/// What somebody has typed so far: a number, or why it is none; neither while it may become one ("-", ".").
struct TypedNumber {
  std::optional<float> value;
  std::string why_not;
};
TypedNumber read_typed(std::string_view typed);

}  // namespace attnscope
