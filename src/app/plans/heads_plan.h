#pragma once

#include <string>
#include <vector>

#include "app/application.h"
#include "app/plans/geometry.h"

namespace attnscope {

/// Square pictures of every head: a row a layer, a column a head, the largest that fit.
struct HeadGrid {
  int layers = 0;
  int heads = 0;  ///< of the layer that has most
  float side = 0;
  float gap = 0;
  float label = 0;  ///< room below each picture
  Point corner;     ///< upper left

  [[nodiscard]] Rect tile(HeadPlace place) const;
  [[nodiscard]] float width() const { return static_cast<float>(heads) * (side + gap) - gap; }
  [[nodiscard]] float height() const { return static_cast<float>(layers) * (side + label + gap) - gap; }
};

/// The grid against the right and upper edge of `area`. gap, label: window units. Pictures do not get smaller than
/// `least` because of many layers: the grid is then higher than the area.
HeadGrid fit_heads(const std::vector<HeadSummary>& heads, const Rect& area, float gap, float label, float least = 1);

/// What can be said of a head in a word or two: the question that training gave it, else the pattern that it shows most
/// clearly, with its score; empty where there is neither.
std::string head_name(const SourceCard& card, const HeadSummary& head);
/// All that can be said of it, over several lines.
std::string head_text(const SourceCard& card, const HeadSummary& head);

/// "12 layers × 12 heads, d 768, 124 M parameters".
std::string shape_text(const SourceCard& card);

/// "2·1": layer and head as people count them.
std::string place_text(HeadPlace place);
/// The question that training gave a head, or an empty string.
std::string role_text(const SourceCard& card, HeadPlace place);

}  // namespace attnscope
