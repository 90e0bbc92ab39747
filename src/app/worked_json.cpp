#include "app/worked_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/json_document.h"

namespace attnscope {
namespace {

constexpr Names<WorkedTable, kWorkedTables> kTableFields{{{WorkedTable::Query, "q"},
                                                          {WorkedTable::Key, "k"},
                                                          {WorkedTable::Value, "v"},
                                                          {WorkedTable::X, "x"},
                                                          {WorkedTable::XAsking, "x_asking"},
                                                          {WorkedTable::ToQuery, "w_q"},
                                                          {WorkedTable::ToKey, "w_k"},
                                                          {WorkedTable::ToValue, "w_v"}}};
constexpr std::size_t kMaxRows = std::max(kMaxWorkedWords, kMaxWorkedDims);
/// How wide tables without rows are: those of a text that has lost its last word.
constexpr std::string_view kColumnsField = "columns";
/// Whether q.k is multiplied by 1/sqrt(d).
constexpr Names<bool, 2> kScaleNames{{{false, "1"}, {true, "1/sqrt(d)"}}};

void write_table(const Matrix& numbers, std::string_view name, nlohmann::ordered_json& out) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (Eigen::Index i = 0; i < numbers.rows(); ++i) {
    nlohmann::ordered_json row = nlohmann::ordered_json::array();
    for (Eigen::Index j = 0; j < numbers.cols(); ++j) row.push_back(shortest(numbers(i, j)));
    rows.push_back(std::move(row));
  }
  out[std::string(name)] = std::move(rows);
}

void read_row(JsonFields& fields, std::string_view name, const nlohmann::json& row, Eigen::Index i, Matrix& numbers) {
  constexpr auto kMost = static_cast<double>(kMaxWorkedNumber);
  const std::string place = "row " + std::to_string(i + 1);
  if (!row.is_array()) return fields.refuse(name, place + ": expected an array of numbers");
  if (static_cast<Eigen::Index>(row.size()) != numbers.cols()) {
    return fields.refuse(name, place + ": expected " + std::to_string(numbers.cols()) + " numbers as in row 1, found " +
                                   std::to_string(row.size()));
  }
  for (Eigen::Index j = 0; j < numbers.cols(); ++j) {
    const nlohmann::json& cell = row[static_cast<std::size_t>(j)];
    const double value = cell.is_number() ? cell.get<double>() : std::nan("");
    if (!(std::abs(value) <= kMost)) {
      return fields.refuse(name, place + ", number " + std::to_string(j + 1) + ": expected a number from -100 to 100");
    }
    numbers(i, j) = static_cast<float>(value);
  }
}

void read_table(JsonFields& fields, std::string_view name, Matrix& numbers) {
  const nlohmann::json& rows = fields.array(name);
  if (!fields.ok()) return;
  if (rows.empty()) {
    numbers.resize(0, fields.integer(kColumnsField, 1, kMaxWorkedDims));
    return;
  }
  const std::size_t columns = rows[0].is_array() ? rows[0].size() : 0;
  if (columns < 1) return fields.refuse(name, "expected rows of numbers");
  if (rows.size() > kMaxRows || columns > kMaxWorkedDims) {
    return fields.refuse(name, "expected at most 12 words and 16 dimensions", ErrorCode::OutOfLimits);
  }
  numbers.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns));
  for (Eigen::Index i = 0; i < numbers.rows() && fields.ok(); ++i) {
    read_row(fields, name, rows[static_cast<std::size_t>(i)], i, numbers);
  }
}

}  // namespace

std::span<const std::string_view> worked_fields() {
  static constexpr std::array<std::string_view, 14> kFields{
      "title", "note", "scale", "tied", "two_texts", "columns", "q", "k", "v", "x", "x_asking", "w_q", "w_k", "w_v"};
  return kFields;
}

void write_worked(const Worked& worked, nlohmann::ordered_json& out) {
  if (!worked.title.empty()) out["title"] = worked.title;
  if (!worked.note.empty()) out["note"] = worked.note;
  out["scale"] = name_of(worked.root_scale, kScaleNames);
  if (worked.tied) out["tied"] = true;
  if (worked.two_texts) out["two_texts"] = true;
  for (const WorkedTable table : tables_of(worked)) {
    write_table(worked[table], name_of(table, kTableFields), out);
    if (worked[table].rows() == 0) out[std::string(kColumnsField)] = worked[table].cols();
    if (worked.tied) break;  // the others are the same
  }
}

void read_worked(JsonFields& fields, Worked& worked) {
  worked.title = fields.string_or("title", "", kMaxWorkedTitle);
  worked.note = fields.string_or("note", "", kMaxWorkedNote);
  read_name(fields, "scale", kScaleNames, worked.root_scale);
  worked.tied = fields.boolean_or("tied", false);
  worked.two_texts = fields.boolean_or("two_texts", false);
  worked.projected = fields.has("x");
  const std::span<const WorkedTable> there = tables_of(worked);
  const auto read_there = worked.tied ? there.first(1) : there;
  for (const auto& [table, name] : kTableFields) {
    if (std::ranges::find(read_there, table) != read_there.end()) {
      read_table(fields, name, worked[table]);
    } else if (fields.has(name)) {
      fields.refuse(name, worked.tied ? "is q in an example that is tied; leave it away"
                                      : "there is x, or there are q, k and v; leave one of them away");
    }
  }
  if (worked.tied) {
    for (const WorkedTable table : there) worked[table] = worked[there.front()];
  }
}

}  // namespace attnscope
