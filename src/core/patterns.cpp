#include "core/patterns.h"

#include <cmath>
#include <cstddef>

namespace attnscope {
namespace {

int rows_of(const HeadView& view) { return static_cast<int>(view.weights.rows()); }
int columns_of(const HeadView& view) { return static_cast<int>(view.weights.cols()); }

/// The cells {i, target(i)} that count: row i can choose (m_i >= 2), and it may see its target.
template <class Target>
std::vector<Cell> target_cells(const HeadView& view, Target target) {
  std::vector<Cell> cells;
  for (int i = 0; i < rows_of(view); ++i) {
    const KeyRange visible = visible_keys(view.mask, i, columns_of(view));
    if (visible.size() >= 2 && visible.contains(target(i))) cells.push_back({i, target(i)});
  }
  return cells;
}

/// What an even head gives the cell.
float chance_of(const HeadView& view, const Cell& cell) {
  if (view.even.size() > 0) return view.even(cell.row, cell.column);
  return 1.0F / static_cast<float>(visible_keys(view.mask, cell.row, columns_of(view)).size());
}

/// The entropy of an even head's row.
float even_bits(const HeadView& view, int row) {
  if (view.even.size() > 0) return entropy_bits(view.even.row(row));
  return std::log2(static_cast<float>(visible_keys(view.mask, row, columns_of(view)).size()));
}

/// Mean over the cells of (w - chance) / (1 - chance): how far above chance their weights are.
PatternScore above_chance(const HeadView& view, const std::vector<Cell>& cells) {
  if (cells.empty()) return {};
  float sum = 0.0F;
  for (const Cell& cell : cells) {
    const float chance = chance_of(view, cell);
    sum += (view.weights(cell.row, cell.column) - chance) / (1.0F - chance);
  }
  const int rows = static_cast<int>(cells.size());
  return {.score = sum / static_cast<float>(rows), .rows = rows, .column = std::nullopt};
}

template <int kOffset>
std::vector<Cell> offset_cells(const HeadView& view) {
  return target_cells(view, [](int row) { return row + kOffset; });
}

template <int kOffset>
PatternScore offset_score(const HeadView& view) {
  return above_chance(view, offset_cells<kOffset>(view));
}

std::vector<Cell> column_cells(const HeadView& view, int column) {
  return target_cells(view, [column](int) { return column; });
}

PatternScore column_score(const HeadView& view, int column) {
  PatternScore score = above_chance(view, column_cells(view, column));
  if (score.rows > 0) score.column = column;
  return score;
}

bool half_the_rows_see(const HeadView& view, int column) {
  int rows = 0;
  for (int i = 0; i < rows_of(view); ++i) rows += visible_keys(view.mask, i, columns_of(view)).contains(column) ? 1 : 0;
  return 2 * rows >= rows_of(view);
}

/// Of the columns that at least half the rows may see, the one with the best score; the first of equals. A column that
/// few rows see would win by luck.
PatternScore best_column_score(const HeadView& view) {
  PatternScore best;
  for (int column = 0; column < columns_of(view); ++column) {
    if (!half_the_rows_see(view, column)) continue;
    const PatternScore score = column_score(view, column);
    if (score.rows > 0 && (best.rows == 0 || score.score > best.score)) best = score;
  }
  return best;
}

std::vector<Cell> best_column_cells(const HeadView& view) {
  const PatternScore best = best_column_score(view);
  return best.column ? column_cells(view, *best.column) : std::vector<Cell>{};
}

PatternScore first_score(const HeadView& view) { return column_score(view, 0); }
std::vector<Cell> first_cells(const HeadView& view) { return column_cells(view, 0); }

PatternScore spread_score(const HeadView& view) {
  PatternScore spread;
  for (int i = 0; i < rows_of(view); ++i) {
    const int visible = visible_keys(view.mask, i, columns_of(view)).size();
    if (visible < 2) continue;
    spread.score += view.entropy[static_cast<std::size_t>(i)] / even_bits(view, i);
    ++spread.rows;
  }
  if (spread.rows > 0) spread.score /= static_cast<float>(spread.rows);
  return spread;
}

std::vector<Cell> no_cells(const HeadView&) { return {}; }

template <std::size_t kCount>
constexpr bool in_id_order(const std::array<Pattern, kCount>& patterns) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (static_cast<std::size_t>(patterns[i].id) != i) return false;
  }
  return true;
}

}  // namespace

constexpr std::array<Pattern, 6> kPatterns{{
    {PatternId::Diagonal, "diagonal", "Diagonal", offset_score<0>, offset_cells<0>, true},
    {PatternId::Previous, "previous", "Previous token", offset_score<-1>, offset_cells<-1>, true},
    {PatternId::Next, "next", "Next token", offset_score<1>, offset_cells<1>, true},
    {PatternId::Column, "column", "Column", best_column_score, best_column_cells},
    {PatternId::First, "first", "First token", first_score, first_cells},
    {PatternId::Spread, "spread", "Spread", spread_score, no_cells},
}};

static_assert(in_id_order(kPatterns), "pattern() takes the row whose place is the id");

const Pattern& pattern(PatternId id) { return kPatterns[static_cast<std::size_t>(id)]; }

}  // namespace attnscope
