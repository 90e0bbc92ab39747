#include "app/plans/cost_plan.h"

#include <algorithm>
#include <cmath>

#include "app/cost.h"
#include "app/numbers.h"

namespace attnscope {
namespace {

constexpr double kLeastTime = 1e-6;  ///< seconds, at the foot of the axis
constexpr int kDecades = 7;

float log_position(int value, int most) {
  return static_cast<float>(std::log(static_cast<double>(value)) / std::log(static_cast<double>(most)));
}

int log_value(float position, int most) {
  const double exact = std::pow(static_cast<double>(most), std::clamp(static_cast<double>(position), 0.0, 1.0));
  return std::clamp(static_cast<int>(std::lround(exact)), 1, most);
}

std::string words_text(int count) { return whole_number(count) + (count == 1 ? " word" : " words"); }

std::string comparisons_text(std::int64_t count) {
  return whole_number(count) + (count == 1 ? " comparison" : " comparisons");
}

std::string window_text(int window) { return "window " + std::to_string(window); }

CostKind plan_kind(const Cost& cost, MaskKind kind) {
  CostKind row;
  row.mask = {.kind = kind, .window = cost.mask.window};
  const std::int64_t pairs = compared_pairs(row.mask, cost.words);
  row.title = kind == MaskKind::All ? "Full" : kind == MaskKind::Causal ? "Causal" : "Window";
  row.about = kind == MaskKind::All ? "every word with every word" : in_words(row.mask);
  row.count = whole_number(pairs);
  row.doubled = "twice the words: " + whole_number(compared_pairs(row.mask, 2 * cost.words)) + ", × " +
                fixed_number(doubling_factor(row.mask, cost.words));
  row.share = static_cast<float>(static_cast<double>(pairs) / std::pow(static_cast<double>(cost.words), 2));
  row.on = cost.mask.kind == kind;
  return row;
}

/// "2 × 2 layers × 6 heads × 32": what a cache keeps of one word, as it is worked out.
std::string kept_of_a_word(const CacheShape& shape) {
  if (!shape.even || shape.layers == 0) return whole_number(shape.numbers);
  const int heads = shape.kept / shape.layers;
  const std::string own = shape.kept == shape.heads ? "" : " with keys of their own";
  return "2 × " + std::to_string(shape.layers) + (shape.layers == 1 ? " layer × " : " layers × ") +
         std::to_string(heads) + (heads == 1 ? " head" : " heads") + own + " × " +
         std::to_string(shape.numbers / (2 * std::max(shape.kept, 1)));
}

std::vector<std::string> plan_model(const Cost& cost, const NextWord& next, const SourceCard& card) {
  constexpr std::int64_t kBytes = 4;
  const CacheShape shape = cache_shape(card);
  const std::int64_t numbers = shape.numbers * cost.words;
  const std::string heads = shape.heads == 1 ? "In the one head" : "In all " + std::to_string(shape.heads) + " heads";
  std::vector<std::string> lines{heads + ": " + whole_number(next.with_cache.pairs * shape.heads) + " against " +
                                     whole_number(next.without.pairs * shape.heads) + ".",
                                 "Kept: " + kept_of_a_word(shape) + " × " + words_text(cost.words) + " = " +
                                     whole_number(numbers) + " numbers, " +
                                     size_text(static_cast<std::uint64_t>(numbers * kBytes)) + "."};
  if (!card.causal && card.decoder_layers.empty()) {
    lines.emplace_back("The open model looks ahead, so it can keep nothing.");
  }
  lines.push_back("Of the " + whole_number(next.without.pairs) + ", a causal mask hides " + whole_number(next.hidden) +
                  ".");
  return lines;
}

float time_position(Seconds seconds) {
  return static_cast<float>(std::clamp(std::log10(seconds / kLeastTime) / kDecades, 0.0, 1.0));
}

float timed_position(int words) {
  const double span = std::log2(static_cast<double>(kTimedWords.back()) / kTimedWords.front());
  return static_cast<float>(std::log2(static_cast<double>(words) / kTimedWords.front()) / span);
}

}  // namespace

std::vector<CostStrip> plan_strips(const MaskChoice& mask, float words) {
  const Mask band = resolve(mask, Mask::all());
  const int count = static_cast<int>(std::ceil(words));
  const int strips = std::min(count, kMostStrips);
  std::vector<CostStrip> plan;
  plan.reserve(static_cast<std::size_t>(strips));
  for (int i = 0; i < strips; ++i) {
    const auto first = static_cast<int>(std::int64_t{i} * count / strips);
    const auto next = static_cast<int>(std::int64_t{i + 1} * count / strips);
    plan.push_back({.top = static_cast<float>(first),
                    .bottom = std::min(static_cast<float>(next), words),
                    .begin = static_cast<float>(visible_keys(band, first, count).begin),
                    .end = std::min(static_cast<float>(visible_keys(band, next - 1, count).end), words)});
  }
  return plan;
}

CostPlan plan_cost(const Cost& cost, const SourceCard& card) {
  const std::string square = whole_number(cost.words) + " × " + whole_number(cost.words);
  const std::int64_t pairs = compared_pairs(cost.mask, cost.words);
  const NextWord next = next_word(cost.words);
  CostPlan plan;
  plan.position = cost_position(cost.words);
  plan.window_position = window_position(cost.mask.window);
  plan.words = words_text(cost.words);
  plan.window = window_text(cost.mask.window);
  plan.counted = cost.mask.kind == MaskKind::All ? square + " = " + comparisons_text(pairs)
                                                 : whole_number(pairs) + " of " + square + " comparisons";
  const auto frame = static_cast<std::int64_t>(cost_sizes(cost.words).frame);
  plan.frame = "frame: " + whole_number(frame) + " × " + whole_number(frame) + " = " + comparisons_text(frame * frame);
  if (cost.words >= 2) {
    const int half = cost.words / 2;
    plan.half = words_text(half) + ": " + whole_number(compared_pairs(cost.mask, half));
  }
  constexpr std::array kKinds{MaskKind::All, MaskKind::Causal, MaskKind::Nearby};
  std::ranges::transform(kKinds, plan.kinds.begin(), [&](MaskKind kind) { return plan_kind(cost, kind); });
  plan.with_cache = "1 row, " + comparisons_text(next.with_cache.pairs);
  plan.without = whole_number(next.without.rows) + (next.without.rows == 1 ? " row, " : " rows, ") +
                 comparisons_text(next.without.pairs);
  plan.with_share =
      static_cast<float>(static_cast<double>(next.with_cache.pairs) / static_cast<double>(next.without.pairs));
  plan.in_the_model = plan_model(cost, next, card);
  return plan;
}

TimesPlan plan_times(const std::vector<TimedAttention>& timed, const Cost& cost) {
  TimesPlan plan;
  const auto windowed = [](const TimedAttention& one) { return one.mask.kind == MaskKind::Nearby; };
  const auto with_window = std::ranges::find_if(timed, windowed);
  const MaskChoice window{.kind = MaskKind::Nearby,
                          .window = with_window == timed.end() ? cost.mask.window : with_window->mask.window};
  plan.window = window_text(window.window);
  const TimedAttention* largest = nullptr;
  for (const TimedAttention& one : timed) {
    plan.points.push_back({.x = timed_position(one.words),
                           .y = time_position(one.seconds),
                           .windowed = windowed(one),
                           .words = one.words});
    if (!windowed(one) && (largest == nullptr || one.words > largest->words)) largest = &one;
  }
  for (const int words : kTimedWords) {
    const auto said = [&](MaskKind kind) -> std::string {
      const auto found = std::ranges::find_if(
          timed, [&](const TimedAttention& one) { return one.words == words && one.mask.kind == kind; });
      return found == timed.end() ? "–" : time_text(found->seconds);
    };
    plan.rows.push_back({.words = whole_number(words),
                         .pairs = whole_number(compared_pairs({.kind = MaskKind::All, .window = 1}, words)),
                         .full = said(MaskKind::All),
                         .window_pairs = whole_number(compared_pairs(window, words)),
                         .window = said(MaskKind::Nearby)});
    const bool labelled = words == kTimedWords.front() || words == kTimedWords.back() || words == 256;
    plan.words.push_back({.at = timed_position(words), .label = labelled ? whole_number(words) : ""});
  }
  for (int decade = 0; decade <= kDecades; ++decade) {
    plan.times.push_back({.at = static_cast<float>(decade) / kDecades,
                          .label = decade % 3 == 0 ? time_text(kLeastTime * std::pow(10.0, decade)) : ""});
  }
  if (largest != nullptr) {
    const float doublings = std::log2(static_cast<float>(kTimedWords.back()) / kTimedWords.front());
    const float slope = doublings * std::log10(4.0F) / kDecades;
    const float x = timed_position(largest->words);
    const float y = time_position(largest->seconds);
    const float from = std::max(0.0F, x - y / slope);
    const float to = std::min(1.0F, x + (1 - y) / slope);
    plan.guide = {from, y + (from - x) * slope, to, y + (to - x) * slope};
  }
  return plan;
}

std::string describe_cost(const AppState& state) {
  const CostPlan plan = plan_cost(state.scene.cost, state.card);
  std::string text = "What attention costs for " + plan.words + ": " + plan.counted + ".\n";
  for (const CostKind& kind : plan.kinds) {
    text += kind.title + " (" + kind.about + "): " + kind.count + " comparisons; " + kind.doubled + ".\n";
  }
  text += "For the next word, with a cache: " + plan.with_cache + "; without: " + plan.without + ".\n";
  for (const std::string& line : plan.in_the_model) text += line + "\n";
  for (const TimedAttention& one : state.timed) {
    const bool windowed = one.mask.kind == MaskKind::Nearby;
    text += "Measured on this machine, one head with " + words_text(one.words) +
            (windowed ? ", " + window_text(one.mask.window) : "") + ": " + time_text(one.seconds) + ", the median of " +
            std::to_string(one.runs) + " runs.\n";
  }
  return text;
}

float cost_position(int words) { return log_position(words, kMostCostWords); }
int cost_words(float position) { return log_value(position, kMostCostWords); }
float window_position(int window) { return log_position(window, kMaxWindow); }
int window_at(float position) { return log_value(position, kMaxWindow); }

int stepped_words(int words, int by) {
  const int from = by < 0 ? words - 1 : words;  // the step below 100 is that of 99
  int step = 1;
  while (from >= 20 * step || (step == 1 && from >= 10)) step *= step == 1 ? 5 : 10;
  return std::clamp((words / step + by + (by < 0 && words % step != 0 ? 1 : 0)) * step, 1, kMostCostWords);
}

}  // namespace attnscope
