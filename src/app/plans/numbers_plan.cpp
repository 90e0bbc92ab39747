#include "app/plans/numbers_plan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "app/numbers.h"

namespace attnscope {
namespace {

NumberRole role_of(WorkedTable table) {
  switch (table) {
    case WorkedTable::Query:
    case WorkedTable::ToQuery:
      return NumberRole::Query;
    case WorkedTable::Key:
    case WorkedTable::ToKey:
      return NumberRole::Key;
    case WorkedTable::Value:
    case WorkedTable::ToValue:
      return NumberRole::Value;
    case WorkedTable::X:
    case WorkedTable::XAsking:
      return NumberRole::Words;
  }
  return NumberRole::Words;
}

Matrix computed_table(const HeadTrace& head, WorkedTable table) {
  return (table == WorkedTable::Query ? head.q : table == WorkedTable::Key ? head.k : head.v).view();
}

/// Vectors are measured against vectors and matrices against matrices, so that colours compare.
float extent_of_kind(const Worked& worked, WorkedTable like) {
  const bool words = rows_ask(worked, like) || rows_are_asked(worked, like);
  float extent = 0;
  for (const WorkedTable table : tables_of(worked)) {
    const bool same_kind = words == (rows_ask(worked, table) || rows_are_asked(worked, table));
    if (same_kind && worked[table].size() > 0) extent = std::max(extent, worked[table].cwiseAbs().maxCoeff());
  }
  return extent > 0 ? extent : 1;
}

}  // namespace

std::vector<NumbersTab> number_tabs(const Worked& worked) {
  if (worked.tied) return {{.table = WorkedTable::Query, .title = "Q = K = V", .role = NumberRole::Words}};
  std::vector<NumbersTab> tabs;
  for (const WorkedTable table : tables_of(worked)) {
    tabs.push_back({.table = table, .title = std::string(name_of(table)), .role = role_of(table)});
  }
  if (!worked.projected) return tabs;
  for (const WorkedTable table : {WorkedTable::Query, WorkedTable::Key, WorkedTable::Value}) {
    tabs.push_back(
        {.table = table, .computed = true, .title = "→ " + std::string(name_of(table)), .role = role_of(table)});
  }
  return tabs;
}

NumbersPlan plan_numbers(const Question& question, int tab) {
  const Worked& worked = *question.worked;
  NumbersPlan plan;
  plan.tabs = number_tabs(worked);
  plan.tab = static_cast<std::size_t>(std::clamp(tab, 0, static_cast<int>(plan.tabs.size()) - 1));
  const WorkedTable table = plan.shown().table;
  plan.rows_ask = rows_ask(worked, table);
  plan.rows_are_asked = rows_are_asked(worked, table);
  plan.numbers = plan.shown().computed ? computed_table(head_of(worked), table) : worked[table];
  plan.extent = plan.shown().computed
                    ? std::max(plan.numbers.size() > 0 ? plan.numbers.cwiseAbs().maxCoeff() : 0, 1e-6F)
                    : extent_of_kind(worked, table);

  const bool of_words = plan.rows_ask || plan.rows_are_asked;
  if (of_words) {
    plan.rows = numbered_words(plan.rows_are_asked ? question.text : question.text_b);
  } else {
    for (int i = 0; i < plan.row_count(); ++i) plan.rows.push_back("x" + std::to_string(i + 1));
  }
  for (Eigen::Index i = 0; i < plan.numbers.rows(); ++i) {
    auto& row = plan.texts.emplace_back();
    for (Eigen::Index j = 0; j < plan.numbers.cols(); ++j) {
      const float value = plan.numbers(i, j);
      row.push_back(plan.shown().computed ? computed_text(value) : number_text(value));
    }
  }
  plan.shape = std::to_string(plan.row_count()) + " × " + std::to_string(plan.column_count());
  return plan;
}

CellFit fit_cells(Point room, int columns, int rows, const CellLimits& limits) {
  constexpr float kRounding = 1;  // a table must not scroll for a part of a pixel
  room = {room.x - kRounding, room.y - kRounding};
  const float all_x = limits.least.x * static_cast<float>(columns);
  const float all_y = limits.least.y * static_cast<float>(rows);
  // A bar for one direction takes room from the other.
  const bool scrolls_x = all_x > room.x || (all_y > room.y && all_x > room.x - limits.bar);
  const bool scrolls_y = all_y > room.y || (scrolls_x && all_y > room.y - limits.bar);
  const Point bars{scrolls_y ? limits.bar : 0, scrolls_x ? limits.bar : 0};
  const auto seen = [](float along, float least, int count) {
    return static_cast<float>(std::clamp(static_cast<int>(along / least), 1, count));
  };
  const float across = seen(room.x - bars.x, limits.least.x, columns);
  const float down = seen(room.y - bars.y, limits.least.y, rows);
  const Point cell{std::clamp((room.x - bars.x) / across, limits.least.x, limits.most.x),
                   std::clamp((room.y - bars.y) / down, limits.least.y, limits.most.y)};
  return {cell, {cell.x * across + bars.x + kRounding, cell.y * down + bars.y + kRounding}};
}

std::string number_text(float value) {
  std::array<char, 64> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value + 0.0F,
                                          std::chars_format::fixed);  // minus zero is zero
  return {digits.data(), end};
}

std::string computed_text(float value) {
  std::string text = fixed_number(value, 3);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

TypedNumber read_typed(std::string_view typed) {
  std::string text(typed);
  std::ranges::replace(text, ',', '.');
  const std::string_view unsigned_part = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
  if (unsigned_part.empty() || unsigned_part == ".") return {};
  const bool decimal = unsigned_part.find_first_not_of("0123456789.") == std::string_view::npos &&
                       std::ranges::count(unsigned_part, '.') <= 1;
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool whole = end == text.data() + text.size();
  if (!decimal || (!whole && error != std::errc::result_out_of_range)) {
    return {.value = std::nullopt, .why_not = "\"" + std::string(typed) + "\" is not a number"};
  }
  if (error != std::errc() || std::abs(value) > kMaxWorkedNumber) {
    return {.value = std::nullopt, .why_not = "only numbers from -100 to 100 fit here"};
  }
  return {.value = value, .why_not = {}};
}

}  // namespace attnscope
