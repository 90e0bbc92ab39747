#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/depth_plan.h"
#include "app/plans/written_chain.h"
#include "ui/number_cells.h"
#include "ui/scrolled_rows.h"
#include "ui/views/query_parts.h"
#include "ui/widgets.h"

namespace attnscope {
namespace {

constexpr int kNumbersInLine = 8;
constexpr int kMostPairs = 16;      ///< of pieces, in a tooltip
constexpr float kWorthText = 0.1F;  ///< keys from this share on are set in strong type
constexpr float kHalf = 0.5F;       ///< from here on a number that is coming is written

std::string padded(float value) {
  const std::string text = fixed_number(value, 3);
  return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text;
}

/// A bar in the middle of its row, thicker in a taller one.
Rect bar_in(const Paint& paint, const Rect& row) {
  const float thick = std::clamp(row.h * 0.5F, std::min(paint.px(14), row.h - paint.px(6)), paint.px(22));
  return {row.x, row.centre().y - thick / 2, row.w, thick};
}

/// What stands in place of bar and number of a word that the mask hides.
void show_masked(const Paint& paint, const Rect& place, float reveal) {
  if (reveal > kHalf) paint.text_in(Type::Small, place, Align::Right, paint.colours().faint, "masked");
}

void show_score(const Paint& paint, const Rect& place, const QueryPlan& plan, const QueryRow& row) {
  if (!row.visible) return show_masked(paint, place, row.score_reveal);
  const Palette& c = paint.colours();
  if (row.joined) {
    // The logarithm of a sum of exponentials is no q·k: each pair of pieces has its own.
    if (row.score_reveal > kHalf) paint.text_in(Type::Small, place, Align::Right, c.faint, "piece by piece");
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
  if (row.score_reveal > kHalf) {
    paint.text_in(Type::Mono, number, Align::Right, row.weight >= kWorthText ? c.text : c.muted,
                  fixed_number(row.logit));
  }
}

/// What the row's number of the softmax is at this moment: what is left of the logit, its exponential, its share.
std::string softmax_number(const QueryPlan& plan, const QueryRow& row) {
  if (row.softmax_reveal > kHalf) return percent_text(row.weight);
  if (row.joined) return {};
  if (row.exp_reveal > kHalf) return fixed_number(row.exponential, 4);
  return row.minus_reveal > kHalf ? fixed_number(row.logit - plan.largest_logit) : std::string();
}

/// with_working: whether the numbers on the way to the share stand here too, one after the other.
void show_softmax(const Paint& paint, const Rect& place, const QueryPlan& plan, const QueryRow& row,
                  bool with_working) {
  if (!row.visible) return show_masked(paint, place, row.softmax_reveal);
  const Palette& c = paint.colours();
  Rect bar = place;
  const Rect number = take_right(bar, paint.px(64));
  bar = bar_in(paint, bar);
  paint.fill(bar, c.track, paint.px(2));
  // Even a share of nothing leaves a hairline, to show that it was weighed.
  const float least = paint.px(1) * std::max(row.exp_reveal, row.softmax_reveal);
  paint.fill({bar.x, bar.y, std::max(least, bar.w * softmax_bar(plan, row)), bar.h}, c.weight, paint.px(2));
  if (!with_working && row.softmax_reveal <= kHalf) return;
  paint.text_in(Type::Mono, number, Align::Right, row.weight >= kWorthText ? c.text : c.muted,
                softmax_number(plan, row));
}

/// Numbers below one another stand point under point: the last ones that a row lacks are blank.
std::string padded_to(const std::string& number, std::size_t digits) {
  const std::size_t point = number.find('.');
  const std::size_t has = point == std::string::npos ? 0 : number.size() - point - 1;
  return number + std::string(has < digits ? digits - has : 0, ' ');
}

/// The softmax's three numbers of a key: less the largest, its exponential, what that is of the sum.
void show_softmax_numbers(const Paint& paint, const Rect& line, const ColumnSpan& third, const QueryRow& row,
                          const WrittenChain& chain) {
  if (!row.visible || row.joined) return;
  const std::array<ColumnSpan, 3> at = softmax_columns(third);
  const Colour ink = row.weight >= kWorthText ? paint.colours().text : paint.colours().muted;
  const auto show = [&](std::size_t column, float reveal, const std::string& number) {
    if (reveal <= kHalf) return;
    paint.text_in(Type::Mono, {line.x + at[column].x, line.y, at[column].w, line.h}, Align::Right, ink, number);
  };
  constexpr std::size_t kAlignedDigits = 5;
  show(0, row.minus_reveal, padded_to(chain.minus, kAlignedDigits));
  show(1, row.exp_reveal, chain.exponential);
  show(2, row.softmax_reveal, chain.share);
}

/// A key's value times its share: what it adds to the output, dimension by dimension.
void show_part_of_blend(const ViewInput& in, const Paint& paint, const Rect& place, const QueryPlan& plan,
                        const QueryRow& row, const Eigen::RowVectorXf& value, bool hovered) {
  constexpr int kDigits = 3;
  const Eigen::RowVectorXf part = row.weight * value;
  const bool numbers = has_room_for_numbers(paint, place.w, part, kDigits);
  const float strength = 0.12F + 0.88F * std::min(1.0F, 1.2F * row.shown_weight);
  const Rect strip = bar_in(paint, place);
  // Numbers are those of share × value; cells alone show the value itself, as faint as its share is small.
  const Rect painted = number_cells(paint, strip, numbers ? part : value,
                                    {.colour = paint.colours().value,
                                     .extent = plan.value_extent,
                                     .there = numbers && row.blend_reveal <= kHalf ? 0 : -1,
                                     .digits = kDigits,
                                     .numbers = numbers,
                                     .opacity = numbers ? 1 : row.blend_reveal * strength});
  const int cell =
      hovered ? cell_under_pointer({painted.x, place.y, painted.w, place.h}, static_cast<int>(value.size())) : -1;
  if (cell < 0 || row.blend_reveal <= kHalf) return;
  in.memory.dimension = cell;
  tooltip(paint,
          "dimension " + std::to_string(cell + 1) + " of " +
              (row.joined ? "the mean of its pieces' values" : "its value") + ": " +
              fixed_number(value[cell], kDigits) + "\nits share of that, " + percent_text(row.weight) + ": " +
              fixed_number(part[cell], kDigits),
          Type::Mono);
}

/// The equations that lead to a key's share, each below what it needs.
std::string share_origin(const WrittenChain& chain) {
  return chain.share + " = " + chain.exponential + " ÷ " + chain.sum + "\n" + chain.exponential + " = e^" +
         chain.minus + "\n" + chain.minus + " = " + chain.logit + " − " + chain.largest + ", the largest";
}

std::string score_origin(const WrittenChain& chain, Eigen::Index dimensions) {
  return chain.logit + " = " + chain.score + " × " + chain.scale + ", the scale\n" + chain.score + " = the sum of " +
         std::to_string(dimensions) + " products q × k";
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

void show_column_head(const Paint& paint, Rect place, Colour ink, std::string_view strong, std::string_view plain) {
  take_left(place, paint.text_in(Type::SmallStrong, place, Align::Left, ink, strong) + paint.px(5));
  if (place.w <= paint.width(Type::Small, plain)) return;
  paint.text_in(Type::Small, place, Align::Left, paint.colours().muted, plain);
}

Actions show_copy_working(const Paint& paint, Rect& place) {
  const Rect right = take_right(place, pill_width(paint, "copy"));
  const float height = paint.px(20);
  if (!pill(paint, "copy", {right.x, right.centre().y - height / 2, right.w, height}, "copy", false)) return {};
  return {Command(CopyWorking{})};
}

std::array<ColumnSpan, 3> softmax_columns(const ColumnSpan& third) {
  const float w = third.w / 3;
  return {{{third.x, w}, {third.x + w, w}, {third.x + 2 * w, w}}};
}

void show_query_rows(const ViewInput& in, const QueryColumns& columns, const QueryPlan& plan, const QueryInput& head,
                     const Rect& area, bool softmax_numbers) {
  const Palette& c = in.paint.colours();
  constexpr RowHeight kHeight{.least = kLeastRow, .most = 60};
  const SoftmaxDigits digits = softmax_digits(plan);
  std::optional<std::size_t> bring;
  in.memory.key_order.clear();
  for (const QueryRow& row : plan.rows) {
    if (in.memory.bring_chosen_key && row.key == in.memory.chosen_key) bring = in.memory.key_order.size();
    in.memory.key_order.push_back(row.key);
  }
  in.memory.bring_chosen_key = false;
  const auto show_row = [&](const Paint& paint, std::size_t i, const Rect& line) {
    const QueryRow& row = plan.rows[i];
    const auto place = [&](const ColumnSpan& column) { return Rect{line.x + column.x, line.y, column.w, line.h}; };
    ImGui::PushID(row.key);
    const Touch score = touch("score", place({0, columns.softmax.x - paint.px(8)}));
    const Touch softmax = touch("softmax", place({columns.softmax.x - paint.px(8), columns.softmax.w + paint.px(16)}));
    const Touch blend = touch("blend", place(columns.blend));
    ImGui::PopID();
    if (score.hovered || softmax.hovered || blend.hovered) in.memory.next_hovered_key = row.key;
    if (score.clicked || softmax.clicked || blend.clicked) {
      in.memory.chosen_key = in.memory.chosen_key == row.key ? std::nullopt : std::optional(row.key);
    }
    if (in.memory.hovered_key == row.key || in.memory.chosen_key == row.key) mark_row(paint, line);
    const Token& token = head.keys.tokens[static_cast<std::size_t>(row.key)];
    const std::string& word = token.text;
    const bool heavy = row.weight >= kWorthText;
    const Colour ink = !row.visible || token.special() ? c.faint : heavy ? c.text : c.muted;
    paint.text_in(heavy ? Type::Strong : Type::Body, place(columns.key), Align::Left, ink, word);
    show_score(paint, place(columns.score), plan, row);
    show_softmax(paint, place(columns.softmax), plan, row, !softmax_numbers);
    const bool single = row.visible && !row.joined;
    const WrittenChain chain = single ? write_chain(plan, row, digits) : WrittenChain{};
    if (softmax_numbers) {
      show_softmax_numbers(paint, line, columns.blend, row, chain);
    } else if (row.visible) {
      show_part_of_blend(in, paint, place(columns.blend), plan, row, value_of(head, in.app.query, row.key),
                         blend.hovered);
    }
    if (score.hovered && row.joined) {
      tooltip(paint, pieces_text(head, in.app.query, row.key, kMostPairs), Type::Mono);
    } else if (score.hovered && single && row.score_reveal > kHalf) {
      tooltip(paint, score_origin(chain, head.head.q.cols()), Type::Mono);
    }
    if ((softmax.hovered || (blend.hovered && softmax_numbers)) && single && row.softmax_reveal > kHalf) {
      tooltip(paint, share_origin(chain), Type::Mono);
    }
  };
  scrolled_rows(in, "rows", area, plan.rows.size(), kHeight, show_row, bring);
}

}  // namespace attnscope
