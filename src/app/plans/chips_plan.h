#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "app/plans/geometry.h"
#include "core/matrix.h"
#include "core/token.h"
#include "core/trace.h"

namespace attnscope {

/// One token of a text as a chip.
struct Chip {
  int token = 0;
  bool second = false;  ///< of the second text
  Rect rect;
  float weight = 0;  ///< what the query gives it, as shown now (it may be on its way to the true one)
  bool query = false;
  std::optional<SwapWord> swap;  ///< what exchanging this word would do; none: it has no partner
};

/// A curve from the query's chip to a key's chip: two ends and two control points (cubic Bezier).
struct Arc {
  Point from, control_from, control_to, to;
  float width = 1;
  float opacity = 1;  ///< 0 ... 1, grows with the weight
  int key = 0;
};

/// Over the pieces of one word, as far as they stand in one row.
struct WordBracket {
  float from = 0, to = 0;  ///< its ends along the row
  float y = 0;             ///< upper edge of the chips below it
};

struct ChipsPlan {
  std::vector<Chip> chips;
  std::vector<WordBracket> brackets;
  std::vector<Arc> arcs;  ///< lightest first, so that the strongest is painted last
  int rows = 0;
  float height = 0;  ///< what the chips and their arcs need, from the top of the area
};

/// Measures of a chip in window units, already scaled.
struct ChipMetrics {
  float height = 35;
  float padding = 9;     ///< left and right of the word
  float gap = 6;         ///< between chips
  float piece_gap = 1;   ///< between pieces of one word
  float row_gap = 30;    ///< between rows; the arcs of a row live there
  float arc_depth = 40;  ///< how far arcs reach below the last row
  float unit = 1;        ///< one unscaled pixel
};

/// For each token, what exchanging its word would do; a word of several pieces offers it at the last one only.
/// second: whether they are those of the second text.
std::vector<std::optional<SwapWord>> plan_swaps(const std::vector<Token>& tokens, std::string_view text,
                                                bool second = false);

/// Arcs below this weight are not drawn: they would be noise.
inline constexpr float kFaintestArc = 0.004F;

/// Lays the chips out in rows of at most `width`, and the arcs from the query.
/// text_widths, swaps: one a token; weights: the query's row, [n], or empty where there is no query.
ChipsPlan plan_chips(const std::vector<Token>& tokens, const std::vector<float>& text_widths,
                     const std::vector<std::optional<SwapWord>>& swaps, Eigen::Ref<const Eigen::RowVectorXf> weights,
                     int query, float width, const ChipMetrics& metrics);

/// A text on its way into chips; see plan_chips().
struct ChipText {
  const std::vector<Token>& tokens;
  std::vector<float> text_widths;
  std::vector<std::optional<SwapWord>> swaps;
};

/// Two texts, the second below the first. Nothing moves when another map is looked at: only the arcs go elsewhere.
/// weights: the query's row, one a key of the map.
ChipsPlan plan_two_texts(const ChipText& first, const ChipText& second, MapSide side,
                         Eigen::Ref<const Eigen::RowVectorXf> weights, int query, float width,
                         const ChipMetrics& metrics);

}  // namespace attnscope
