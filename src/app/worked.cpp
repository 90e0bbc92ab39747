#include "app/worked.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "text/unicode.h"

namespace attnscope {
namespace {

constexpr std::string_view kSpaces = " \t\n\v\f\r";

bool is_one_of(WorkedTable table, std::initializer_list<WorkedTable> tables) {
  return std::ranges::find(tables, table) != tables.end();
}

bool is_projection(WorkedTable table) { return table >= WorkedTable::ToQuery; }

bool same(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() && std::equal(a.data(), a.data() + a.size(), b.data());
}

/// NaN is none.
bool is_allowed(float value) { return std::abs(value) <= kMaxWorkedNumber; }

std::string shape_text(Eigen::Index rows, Eigen::Index columns) {
  return std::to_string(rows) + " rows of " + std::to_string(columns) + " numbers";
}

Status check_table(const Worked& worked, WorkedTable table, Eigen::Index rows, Eigen::Index columns) {
  const Matrix& numbers = worked[table];
  const std::string where(name_of(table));
  if (numbers.rows() != rows || numbers.cols() != columns) {
    return Error{ErrorCode::ShapeMismatch, where,
                 "expected " + shape_text(rows, columns) + ", found " + shape_text(numbers.rows(), numbers.cols())};
  }
  if (!std::all_of(numbers.data(), numbers.data() + numbers.size(), &is_allowed)) {
    return Error{ErrorCode::OutOfLimits, where, "a number is not within -100 and 100"};
  }
  return {};
}

}  // namespace

int Worked::dims() const {
  return static_cast<int>((*this)[projected ? WorkedTable::ToQuery : WorkedTable::Query].cols());
}

bool operator==(const Worked& a, const Worked& b) {
  return a.title == b.title && a.note == b.note && a.root_scale == b.root_scale && a.tied == b.tied &&
         a.projected == b.projected && a.two_texts == b.two_texts &&
         std::equal(a.tables.begin(), a.tables.end(), b.tables.begin(), &same);
}

std::span<const WorkedTable> tables_of(const Worked& worked) {
  using enum WorkedTable;
  static constexpr std::array kGiven{Query, Key, Value};
  static constexpr std::array kComputed{XAsking, X, ToQuery, ToKey, ToValue};
  if (!worked.projected) return kGiven;
  return std::span<const WorkedTable>(kComputed).subspan(worked.two_texts ? 0 : 1);
}

bool rows_ask(const Worked& worked, WorkedTable table) {
  const bool of_asking = is_one_of(table, {WorkedTable::Query, WorkedTable::XAsking});
  return of_asking || (!worked.two_texts && !is_projection(table));
}

bool rows_are_asked(const Worked& worked, WorkedTable table) {
  const bool of_asked = is_one_of(table, {WorkedTable::Key, WorkedTable::Value, WorkedTable::X});
  return of_asked || (!worked.two_texts && table == WorkedTable::Query);
}

std::string_view name_of(WorkedTable table) {
  static constexpr std::array<std::string_view, kWorkedTables> kNames{"Q",        "K",   "V",   "x",
                                                                      "x asking", "W_Q", "W_K", "W_V"};
  return kNames[static_cast<std::size_t>(table)];
}

std::vector<Span> worked_words(std::string_view text) {
  std::vector<Span> words;
  for (std::size_t end = 0; (end = text.find_first_not_of(kSpaces, end)) != std::string_view::npos;) {
    const std::size_t begin = end;
    end = std::min(text.find_first_of(kSpaces, begin), text.size());
    words.push_back({begin, end});
  }
  return words;
}

std::vector<std::string> numbered_words(std::string_view text) {
  std::vector<std::string> words;
  for (const Span word : worked_words(text)) {
    if (words.size() < kMaxWorkedWords) words.emplace_back(text.substr(word.begin, word.end - word.begin));
  }
  return words;
}

int counted_words(std::string_view text) {
  return std::min(static_cast<int>(worked_words(text).size()), kMaxWorkedWords);
}

WorkedSize size_of(const Worked& worked, std::string_view text, std::string_view text_b) {
  const int asked = counted_words(text);
  return {.asking = worked.two_texts ? counted_words(text_b) : asked, .asked = asked};
}

Status check(const Worked& worked, WorkedSize size) {
  for (const auto& [said, most] :
       {std::pair(&worked.title, kMaxWorkedTitle), std::pair(&worked.note, kMaxWorkedNote)}) {
    if (said->size() > most || first_bad_byte(*said)) {
      return Error{ErrorCode::OutOfLimits, "title and note", "must be UTF-8 and short"};
    }
  }
  const Eigen::Index dims = worked.dims();
  const Eigen::Index width = worked.projected ? worked[WorkedTable::X].cols() : dims;
  if (dims < 1 || dims > kMaxWorkedDims || width < 1 || width > kMaxWorkedDims) {
    return Error{ErrorCode::OutOfLimits, "dimensions", "there must be 1 to " + std::to_string(kMaxWorkedDims)};
  }
  const auto there = tables_of(worked);
  for (std::size_t i = 0; i < kWorkedTables; ++i) {
    const auto table = static_cast<WorkedTable>(i);
    Status sound;
    if (std::ranges::find(there, table) == there.end()) {
      sound = check_table(worked, table, 0, 0);
    } else if (is_projection(table)) {
      sound = check_table(worked, table, width, dims);
    } else {
      const int rows = rows_are_asked(worked, table) ? size.asked : size.asking;
      sound = check_table(worked, table, rows, is_one_of(table, {WorkedTable::X, WorkedTable::XAsking}) ? width : dims);
    }
    if (!sound) return sound;
  }
  const bool one_table = same(worked[WorkedTable::Query], worked[WorkedTable::Key]) &&
                         same(worked[WorkedTable::Query], worked[WorkedTable::Value]);
  if (worked.tied && (worked.projected || worked.two_texts || !one_table)) {
    return Error{ErrorCode::ShapeMismatch, "tied", "only q, k and v of one text can be one table"};
  }
  return {};
}

HeadTrace head_of(const Worked& worked) {
  using enum WorkedTable;
  const float scale = worked.root_scale ? 1.0F / std::sqrt(static_cast<float>(worked.dims())) : 1.0F;
  if (!worked.projected) {
    return {.q = worked[Query], .k = worked[Key], .v = worked[Value], .native_scale = scale, .mask = Mask::all()};
  }
  return {.q = Matrix(worked[worked.two_texts ? XAsking : X] * worked[ToQuery]),
          .k = Matrix(worked[X] * worked[ToKey]),
          .v = Matrix(worked[X] * worked[ToValue]),
          .native_scale = scale,
          .mask = Mask::all()};
}

}  // namespace attnscope
