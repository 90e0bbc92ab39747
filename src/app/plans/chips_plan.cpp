#include "app/plans/chips_plan.h"

#include <algorithm>
#include <cmath>

#include "app/swaps.h"
#include "app/words.h"

namespace attnscope {
namespace {

/// Same row: a sag below the chips, deeper for farther keys. Other row: an S from edge to facing edge.
Arc arc_between(const Chip& query, const Chip& key, const ChipMetrics& m) {
  Arc arc;
  arc.key = key.token;
  arc.width = m.unit * (1.0F + 6.0F * key.weight);
  arc.opacity = 0.25F + 0.7F * key.weight;
  const bool same_row = query.rect.y == key.rect.y;
  const bool key_above = key.rect.y < query.rect.y;
  arc.from = {query.rect.centre().x, same_row || !key_above ? query.rect.bottom() : query.rect.y};
  arc.to = {key.rect.centre().x, same_row || key_above ? key.rect.bottom() : key.rect.y};
  if (same_row) {
    const float distance = std::abs(arc.from.x - arc.to.x);
    const float sag = std::min(m.arc_depth * 1.25F, m.unit * 10 + 0.16F * distance);
    arc.control_from = {arc.from.x, arc.from.y + sag};
    arc.control_to = {arc.to.x, arc.to.y + sag};
  } else {
    const float pull = (arc.to.y - arc.from.y) * 0.55F;
    arc.control_from = {arc.from.x, arc.from.y + pull};
    arc.control_to = {arc.to.x, arc.to.y - pull};
  }
  return arc;
}

/// To every key but itself; the lightest first.
std::vector<Arc> arcs_from(const Chip& query, const std::vector<Chip>& keys, const ChipMetrics& m) {
  std::vector<Arc> arcs;
  for (const Chip& key : keys) {
    const bool itself = key.token == query.token && key.second == query.second;
    if (!itself && key.weight >= kFaintestArc) arcs.push_back(arc_between(query, key, m));
  }
  std::ranges::stable_sort(arcs, {}, &Arc::width);
  return arcs;
}

std::vector<WordBracket> brackets_over(const std::vector<Chip>& chips, const std::vector<Token>& tokens) {
  std::vector<WordBracket> brackets;
  const auto count = static_cast<int>(tokens.size());
  for (TokenRange word; word.begin < count; word.begin = word.end) {
    word.end = word_around(tokens, word.begin).end;
    if (word.size() < 2) continue;
    for (int i = word.begin; i < word.end; ++i) {
      const Rect& chip = chips[static_cast<std::size_t>(i)].rect;
      if (i == word.begin || brackets.back().y != chip.y) brackets.push_back({chip.x, chip.x, chip.y});
      brackets.back().to = chip.right();
    }
  }
  return brackets;
}

}  // namespace

std::vector<std::optional<SwapWord>> plan_swaps(const std::vector<Token>& tokens, std::string_view text, bool second) {
  std::vector<std::optional<SwapWord>> swaps;
  for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
    const bool last_piece = word_around(tokens, i).end == i + 1;
    swaps.push_back(last_piece ? swap_at(tokens, text, i) : std::nullopt);
    if (swaps.back()) swaps.back()->second = second;
  }
  return swaps;
}

ChipsPlan plan_chips(const std::vector<Token>& tokens, const std::vector<float>& text_widths,
                     const std::vector<std::optional<SwapWord>>& swaps, Eigen::Ref<const Eigen::RowVectorXf> weights,
                     int query, float width, const ChipMetrics& m) {
  ChipsPlan plan;
  const bool has_weights = weights.size() == static_cast<Eigen::Index>(tokens.size());
  float x = 0;
  float y = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const float w = std::min(text_widths[i] + 2 * m.padding, std::max(width, 1.0F));
    if (i > 0) x += tokens[i].starts_word ? m.gap : m.piece_gap;
    if (i > 0 && x + w > width) {
      x = 0;
      y += m.height + m.row_gap;
    }
    Chip chip;
    chip.token = static_cast<int>(i);
    chip.rect = {x, y, w, m.height};
    chip.weight = has_weights ? weights[static_cast<Eigen::Index>(i)] : 0.0F;
    chip.query = chip.token == query;
    chip.swap = swaps[i];
    plan.chips.push_back(std::move(chip));
    x += w;
  }
  plan.brackets = brackets_over(plan.chips, tokens);
  plan.rows = tokens.empty() ? 0 : static_cast<int>(std::lround(y / (m.height + m.row_gap))) + 1;
  plan.height = tokens.empty() ? 0 : y + m.height + m.arc_depth;

  const bool asks = 0 <= query && query < static_cast<int>(plan.chips.size());
  if (asks) plan.arcs = arcs_from(plan.chips[static_cast<std::size_t>(query)], plan.chips, m);
  return plan;
}

ChipsPlan plan_two_texts(const ChipText& first, const ChipText& second, MapSide side,
                         Eigen::Ref<const Eigen::RowVectorXf> weights, int query, float width, const ChipMetrics& m) {
  const Eigen::RowVectorXf nothing;
  const auto plan_text = [&](const ChipText& text, bool asked, bool asks) {
    const auto& given = asked ? weights : Eigen::Ref<const Eigen::RowVectorXf>(nothing);
    return plan_chips(text.tokens, text.text_widths, text.swaps, given, asks ? query : -1, width, m);
  };
  ChipsPlan plan = plan_text(first, side != MapSide::Decoder, side == MapSide::Encoder);
  ChipsPlan below = plan_text(second, side == MapSide::Decoder, side != MapSide::Encoder);
  const float down = plan.height;
  for (Chip& chip : below.chips) {
    chip.second = true;
    chip.rect.y += down;
  }
  for (WordBracket& bracket : below.brackets) bracket.y += down;
  for (Arc& arc : below.arcs) {
    for (Point* point : {&arc.from, &arc.control_from, &arc.control_to, &arc.to}) point->y += down;
  }
  const bool asks = 0 <= query && query < static_cast<int>(below.chips.size());
  if (side == MapSide::Cross && asks) {
    below.arcs = arcs_from(below.chips[static_cast<std::size_t>(query)], plan.chips, m);
  }
  plan.chips.insert(plan.chips.end(), below.chips.begin(), below.chips.end());
  plan.brackets.insert(plan.brackets.end(), below.brackets.begin(), below.brackets.end());
  plan.arcs.insert(plan.arcs.end(), below.arcs.begin(), below.arcs.end());
  plan.rows += below.rows;
  plan.height += below.height;
  return plan;
}

}  // namespace attnscope
