#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/attention.h"

namespace attnscope {

enum class PatternId : std::uint8_t { Diagonal, Previous, Next, Column, First, Spread };

struct Cell {
  int row = 0;
  int column = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// How strongly a head shows a pattern on one text.
struct PatternScore {
  float score = 0;            ///< 0 for a uniform head, 1 for a perfect one, negative when it avoids the cells
  int rows = 0;               ///< how many rows took part; 0 means that the pattern cannot be told here
  std::optional<int> column;  ///< Column and First: the key that the score is about
};

/// A head is called by a pattern's name only from here on: on a dozen tokens noise alone reaches .10.
inline constexpr float kPatternNamedFrom = 0.15F;

/// One pattern. Corrected for chance row by row, so that a uniform head scores 0 and a perfect head 1 under any mask:
/// for a target cell t(i), the mean over rows with m_i >= 2 whose target is visible of
/// (w[i, t(i)] - 1/m_i) / (1 - 1/m_i), with m_i the number of keys row i may see; where tokens are joined to words, the
/// word's share of an even row (HeadView::even) stands for 1/m_i, and its entropy for log2 m_i.
/// Column takes the best column of those that at least half of all rows may see. Spread has no target cell: it is the
/// mean over rows with m_i >= 2 of H_i / log2 m_i, so there a uniform head scores 1 and one that picks one key 0.
struct Pattern {
  PatternId id;
  std::string_view key;    ///< stable name: JSON, settings, the command line
  std::string_view title;  ///< for people
  PatternScore (*score)(const HeadView&);
  /// The cells that the score is about, for outlining; empty for Spread.
  std::vector<Cell> (*cells)(const HeadView&);
  /// Whether it is about places in one text, as "the token before" is. Where one text looks at another it means
  /// nothing: equal places there have nothing in common.
  bool needs_one_text = false;
};

/// Every pattern, in the order in which it is shown. A new one is a function and a row here.
extern const std::array<Pattern, 6> kPatterns;

const Pattern& pattern(PatternId id);

}  // namespace attnscope
