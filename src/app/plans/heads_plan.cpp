#include "app/plans/heads_plan.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"

namespace attnscope {
namespace {

/// The patterns that a head shows clearly enough to be called by their names, clearest first.
std::vector<std::size_t> named_patterns(const HeadSummary& head) {
  std::vector<std::size_t> named;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    const PatternScore& score = head.patterns[i];
    if (kPatterns[i].id == PatternId::Spread || score.rows == 0 || score.score < kPatternNamedFrom) continue;
    named.push_back(i);
  }
  std::ranges::stable_sort(named, std::greater<>(), [&](std::size_t i) { return head.patterns[i].score; });
  return named;
}

std::string pattern_text(const HeadSummary& head, std::size_t pattern) {
  return std::string(kPatterns[pattern].title) + " " + whole_percent(head.patterns[pattern].score);
}

}  // namespace

Rect HeadGrid::tile(HeadPlace place) const {
  return {std::round(corner.x + static_cast<float>(place.head) * (side + gap)),
          std::round(corner.y + static_cast<float>(place.layer) * (side + label + gap)), side, side};
}

HeadGrid fit_heads(const std::vector<HeadSummary>& heads, const Rect& area, float gap, float label, float least) {
  HeadGrid grid{.gap = gap, .label = label, .corner = {area.x, area.y}};
  for (const HeadSummary& head : heads) {
    grid.layers = std::max(grid.layers, head.place.layer + 1);
    grid.heads = std::max(grid.heads, head.place.head + 1);
  }
  if (grid.layers == 0) return grid;
  const float across = (area.w + gap) / static_cast<float>(grid.heads) - gap;
  const float down = (area.h + gap) / static_cast<float>(grid.layers) - gap - label;
  grid.side = std::max(1.0F, std::floor(std::min(across, std::max(down, least))));
  grid.corner.x = area.right() - grid.width();
  return grid;
}

std::string place_text(HeadPlace place) {
  return std::to_string(place.layer + 1) + "·" + std::to_string(place.head + 1);
}

std::string role_text(const SourceCard& card, HeadPlace place) {
  const auto role =
      std::find_if(card.roles.begin(), card.roles.end(), [&](const HeadRole& r) { return r.place == place; });
  return role == card.roles.end() ? std::string() : role->title;
}

std::string head_name(const SourceCard& card, const HeadSummary& head) {
  std::string role = role_text(card, head.place);
  if (!role.empty()) return role;
  const std::vector<std::size_t> named = named_patterns(head);
  return named.empty() ? std::string() : pattern_text(head, named.front());
}

std::string head_text(const SourceCard& card, const HeadSummary& head) {
  std::string text = "layer " + std::to_string(head.place.layer + 1) + ", head " + std::to_string(head.place.head + 1);
  const std::string role = role_text(card, head.place);
  if (!role.empty()) text += "  ·  answers \"" + role + "\"";
  for (const std::size_t pattern : named_patterns(head)) text += "\n" + pattern_text(head, pattern);
  return text;
}

std::string shape_text(const SourceCard& card) {
  const auto layers = [](const std::vector<LayerShape>& of) {
    const std::string count = std::to_string(of.size()) + (of.size() == 1 ? " layer" : " layers");
    return of.empty() ? count : count + " × " + std::to_string(of.back().heads) + " heads";
  };
  std::string text = layers(card.layers);
  if (!card.decoder_layers.empty()) text += " + " + layers(card.decoder_layers);
  return text + ", d " + std::to_string(card.hidden) + ", " + count_text(card.parameters) + " parameters";
}

}  // namespace attnscope
