#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "ui/scrolled_rows.h"
#include "ui/views/query_parts.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr int kNumbersInLine = 8;
constexpr int kMostPairs = 16;      ///< of pieces, in a tooltip
constexpr float kWorthText = 0.1F;  ///< keys from this share on are set in strong type

std::string padded(float value) {
  const std::string text = fixed_number(value, 3);
  return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text;
}

/// q·k dimension by dimension: the two vectors, their products, the sum.
std::string products(const QueryInput& in, int query, const QueryRow& row, float scale) {
  const auto q = in.head.q.row(in.shown.token_of(query));
  const auto k = in.head.k.row(in.keys.token_of(row.key));
  std::string text = "dimension by dimension: q, k, and their product\n";
  for (int from = 0; from < q.size(); from += kNumbersInLine) {
    const int to = std::min<int>(from + kNumbersInLine, static_cast<int>(q.size()));
    std::string lines[3] = {"q   ", "k   ", "q·k "};
    for (int d = from; d < to; ++d) {
      lines[0] += padded(q[d]);
      lines[1] += padded(k[d]);
      lines[2] += padded(q[d] * k[d]);
    }
    for (const std::string& line : lines) text += "\n" + line;
    text += "\n";
  }
  return text + "\nsum of the products  " + fixed_number(row.score, 3) + "   × scale " + fixed_number(scale, 5) +
         bias_text(in.view, query, row.key) + "  =  " + fixed_number(row.logit, 3);
}

/// A bar in the middle of its row, thicker in a taller one.
Rect bar_in(const Paint& paint, const Rect& row) {
  const float thick = std::clamp(row.h * 0.5F, std::min(paint.px(14), row.h - paint.px(6)), paint.px(22));
  return {row.x, row.centre().y - thick / 2, row.w, thick};
}

/// What stands in place of bar and number of a word that the mask hides.
void show_masked(const Paint& paint, const Rect& place, float reveal) {
  if (reveal > 0.5F) paint.text_in(Type::Small, place, Align::Right, paint.colours().faint, "masked");
}

void show_score(const Paint& paint, const Rect& place, const QueryPlan& plan, const QueryRow& row) {
  if (!row.visible) return show_masked(paint, place, row.score_reveal);
  const Palette& c = paint.colours();
  if (row.joined) {
    // The logarithm of a sum of exponentials is no q·k: each pair of pieces has its own.
    if (row.score_reveal > 0.5F) paint.text_in(Type::Small, place, Align::Right, c.faint, "piece by piece");
    return;
  }
  Rect bar = place;
  const Rect number = take_right(bar, paint.px(56));
  bar = bar_in(paint, bar);
  paint.fill(bar, c.track, paint.px(2));
  const float span = std::max(plan.logit_high - plan.logit_low, 1e-6F);
  const float zero = bar.x + bar.w * -plan.logit_low / span;
  const float end = zero + bar.w * row.logit / span * row.score_reveal;
  if (row.logit >= 0) {
    paint.gradient({zero, bar.y, end - zero, bar.h}, mix(c.query, c.track, 0.5F), c.key);
  } else {
    paint.fill({end, bar.y, zero - end, bar.h}, mix(c.query, c.track, 0.5F));
  }
  if (plan.logit_low < 0) paint.fill({zero - 0.5F, bar.y - paint.px(2), 1, bar.h + paint.px(4)}, c.faint);
  if (row.score_reveal > 0.5F) {
    paint.text_in(Type::Mono, number, Align::Right, row.weight >= kWorthText ? c.text : c.muted,
                  fixed_number(row.logit));
  }
}

void show_softmax(const Paint& paint, const Rect& place, const QueryRow& row) {
  if (!row.visible) return show_masked(paint, place, row.softmax_reveal);
  const Palette& c = paint.colours();
  Rect bar = place;
  const Rect number = take_right(bar, paint.px(64));
  bar = bar_in(paint, bar);
  paint.fill(bar, c.track, paint.px(2));
  // Even a share of nothing leaves a hairline, to show that it was weighed.
  const float least = paint.px(1) * row.softmax_reveal;
  paint.fill({bar.x, bar.y, std::max(least, bar.w * row.shown_weight * row.softmax_reveal), bar.h}, c.weight,
             paint.px(2));
  if (row.softmax_reveal <= 0.5F) return;
  paint.text_in(Type::Mono, number, Align::Right, row.weight >= kWorthText ? c.text : c.muted,
                percent_text(row.weight));
}

}  // namespace

std::string numbers_in_lines(Eigen::Ref<const Eigen::RowVectorXf> values) {
  std::string text;
  for (Eigen::Index d = 0; d < values.size(); ++d) {
    if (d % kNumbersInLine == 0 && d > 0) text += "\n";
    text += padded(values[d]);
  }
  return text;
}

QueryColumns query_columns(const Paint& paint, float width) {
  const float gap = paint.px(16);
  const float key = std::clamp(width * 0.15F, paint.px(64), paint.px(140));
  const float rest = width - key - 3 * gap;
  const float score = rest * 0.33F;
  const float softmax = rest * 0.33F;
  QueryColumns at;
  at.key = {0, key};
  at.score = {key + gap, score};
  at.softmax = {at.score.x + score + gap, softmax};
  at.blend = {at.softmax.x + softmax + gap, rest - score - softmax};
  at.strip = (at.blend.x - at.score.x) * (width < paint.px(700) ? 0.5F : 0.62F);
  return at;
}

void show_query_rows(const ViewInput& in, const QueryColumns& columns, const QueryPlan& plan, const QueryInput& head,
                     const Rect& area) {
  const Palette& c = in.paint.colours();
  constexpr RowHeight kHeight{.least = kLeastRow, .most = 44};
  scrolled_rows(in, "rows", area, plan.rows.size(), kHeight, [&](const Paint& paint, std::size_t i, const Rect& line) {
    const QueryRow& row = plan.rows[i];
    const auto place = [&](const ColumnSpan& column) { return Rect{line.x + column.x, line.y, column.w, line.h}; };
    ImGui::PushID(row.key);
    const Touch whole = touch("score", place({0, columns.softmax.x - paint.px(8)}));
    const Touch rest = touch("rest", place({columns.softmax.x, columns.blend.x + columns.blend.w - columns.softmax.x}));
    ImGui::PopID();
    if (whole.hovered || rest.hovered) in.memory.next_hovered_key = row.key;
    if (in.memory.hovered_key == row.key) mark_row(paint, line);
    const Token& token = head.keys.tokens[static_cast<std::size_t>(row.key)];
    const std::string& word = token.text;
    const bool heavy = row.weight >= kWorthText;
    const Colour ink = !row.visible || token.special() ? c.faint : heavy ? c.text : c.muted;
    paint.text_in(heavy ? Type::Strong : Type::Body, place(columns.key), Align::Left, ink, word);
    show_score(paint, place(columns.score), plan, row);
    show_softmax(paint, place(columns.softmax), row);
    const Eigen::RowVectorXf value = value_of(head, in.app.query, row.key);
    const float strength = 0.12F + 0.88F * std::min(1.0F, 1.2F * row.shown_weight);
    const Rect strip = bar_in(paint, place(columns.blend));
    if (row.visible) {
      cell_strip(paint, {strip.x, strip.y}, strip.w, strip.h, value, plan.value_extent, c.value,
                 row.blend_reveal * strength);
    }
    if (whole.hovered) {
      tooltip(paint,
              row.joined ? pieces_text(head, in.app.query, row.key, kMostPairs)
                         : products(head, in.app.query, row, plan.scale),
              Type::Mono);
    }
    if (rest.hovered) {
      const std::string_view of = row.joined ? "the mean of its pieces' values by their shares" : "the value";
      tooltip(
          paint,
          std::string(of) + " of \"" + word + "\"; its share of it goes into the output\n" + numbers_in_lines(value),
          Type::Mono);
    }
  });
}

}  // namespace attnscope
