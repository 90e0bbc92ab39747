#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/matrix.h"
#include "core/result.h"
#include "core/trace.h"

namespace attnscope {

inline constexpr int kMaxWorkedWords = 12;
inline constexpr int kMaxWorkedDims = 16;
inline constexpr float kMaxWorkedNumber = 100.0F;  ///< to either side of 0
inline constexpr std::size_t kMaxWorkedTitle = 120;
inline constexpr std::size_t kMaxWorkedNote = 1000;

/// The tables that a worked example may have. n: the words that ask; m: the words that are asked, the same unless there
/// are two texts; d: head_dim; w: width of x.
enum class WorkedTable : std::uint8_t {
  Query,    ///< [n, d]
  Key,      ///< [m, d]
  Value,    ///< [m, d]
  X,        ///< [m, w], the words' own vectors
  XAsking,  ///< [n, w], those of the words that ask, where they are of another text
  ToQuery,  ///< [w, d], W_Q
  ToKey,    ///< [w, d], W_K
  ToValue,  ///< [w, d], W_V
};
inline constexpr std::size_t kWorkedTables = 8;

/// One number of a table, counted from 0.
struct WorkedCell {
  WorkedTable table = WorkedTable::Query;
  int row = 0;
  int column = 0;
  friend bool operator==(const WorkedCell&, const WorkedCell&) = default;
};

/// One head whose numbers a person chose, small enough to be checked on paper: either q, k and v themselves, or what
/// they are computed from, q = x W_Q and so on. The words that its rows stand for are those of the Question's text.
struct Worked {
  std::string title;        ///< for people
  std::string note;         ///< what to see in it, a sentence or two
  bool root_scale = false;  ///< whether q.k is multiplied by 1/sqrt(d) rather than by 1
  bool tied = false;        ///< whether q, k and v are one table, kept in all three
  bool projected = false;   ///< whether q, k and v are computed from x
  bool two_texts = false;   ///< whether the words of the second text ask those of the first (MapSide::Cross)
  std::array<Matrix, kWorkedTables> tables;  ///< those of tables_of(); the others are empty

  [[nodiscard]] const Matrix& operator[](WorkedTable table) const { return tables[static_cast<std::size_t>(table)]; }
  [[nodiscard]] Matrix& operator[](WorkedTable table) { return tables[static_cast<std::size_t>(table)]; }
  /// d, the width of q, k and v.
  [[nodiscard]] int dims() const;

  friend bool operator==(const Worked& a, const Worked& b);
};

/// The tables whose numbers can be chosen, in the order in which they are shown.
std::span<const WorkedTable> tables_of(const Worked& worked);

/// Whether the table's rows are words that ask, and whether they are words that are asked. In one text both may hold.
bool rows_ask(const Worked& worked, WorkedTable table);
bool rows_are_asked(const Worked& worked, WorkedTable table);

/// "Q", "W_K".
std::string_view name_of(WorkedTable table);

/// The words of a text, parted by white space; those beyond kMaxWorkedWords have no numbers.
std::vector<Span> worked_words(std::string_view text);
/// Those that have numbers, as they are written.
std::vector<std::string> numbered_words(std::string_view text);
/// How many of them there are.
int counted_words(std::string_view text);

/// How many words ask and are asked.
struct WorkedSize {
  int asking = 0;
  int asked = 0;
};
WorkedSize size_of(const Worked& worked, std::string_view text, std::string_view text_b);

/// Whether every table has the shape it needs and holds nothing beyond kMaxWorkedNumber, and what is said is short
/// enough. Errors  ShapeMismatch, OutOfLimits; `where` names the table.
Status check(const Worked& worked, WorkedSize size);

/// q, k and v as the tables give them. worked: as check() accepted it.
HeadTrace head_of(const Worked& worked);

}  // namespace attnscope
