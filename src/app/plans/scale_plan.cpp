#include "app/plans/scale_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/numbers.h"
#include "app/view_cache.h"
#include "io/table_writers.h"

namespace attnscope {
namespace {

const float kLogSpan = std::log(kMaxMultiplier / kMinMultiplier);
constexpr float kSnap = 0.02F;

/// Where the trained factor comes from: 1/√d if it is that, else just the number.
std::string native_text(float native, long head_dim) {
  const float inverse_root = 1.0F / std::sqrt(static_cast<float>(head_dim));
  if (std::abs(native - inverse_root) < 1e-5F * inverse_root) return "1/√" + std::to_string(head_dim);
  return short_number(native);
}

}  // namespace

float slider_position(float multiplier) {
  return std::clamp(std::log(multiplier / kMinMultiplier) / kLogSpan, 0.0F, 1.0F);
}

float slider_multiplier(float position) {
  const float exact = kMinMultiplier * std::exp(std::clamp(position, 0.0F, 1.0F) * kLogSpan);
  for (const float mark : kScaleMarks) {
    if (std::abs(exact / mark - 1) < kSnap) return mark;
  }
  return readable_multiplier(exact);
}

float readable_multiplier(float multiplier) {
  constexpr int kDigits = 3;
  std::array<char, 16> text{};
  char* const end =
      std::to_chars(text.data(), text.data() + text.size(), multiplier, std::chars_format::general, kDigits).ptr;
  std::from_chars(text.data(), end, multiplier);
  return multiplier;
}

ScalePlan plan_scale(const AppState& state) {
  ScalePlan plan;
  const float multiplier = state.scene.multiplier;
  const float absolute = multiplier * state.native_scale;
  plan.scale = fixed_number(absolute, 3);
  if (!state.view || state.query < 0) return plan;

  const HeadTrace* const head = find_head(state.reading.get(), state.head);
  if (head == nullptr) return plan;
  const std::string native = native_text(state.native_scale, head->q.cols());
  const std::string_view as_is = state.scene.worked ? " · as written" : " · as trained";
  plan.origin =
      multiplier == 1.0F ? "= " + native + std::string(as_is) : "= " + shortest_number(multiplier) + " × " + native;

  const ShownTokens& shown = state.reading->shown();
  const int keys = static_cast<int>(state.view->scores.cols());
  const int seen = visible_keys(state.view->mask, state.query, keys).size();
  plan.most_bits = std::max(std::log2(static_cast<float>(std::max(seen, 1))), 1e-3F);
  plan.bits = state.view->entropy[static_cast<std::size_t>(state.query)];
  const float words = std::exp2(plan.bits);
  plan.listens_to = fixed_number(words, 1) + (words < 1.05F ? " word" : " words");
  plan.entropy = fixed_number(plan.bits) + " bit of " + fixed_number(std::log2(static_cast<float>(std::max(seen, 1))));
  // What the model compared, however it is shown.
  const auto n = static_cast<int>(head->q.rows());
  const auto m = static_cast<int>(head->k.rows());
  const std::int64_t compared = visible_pairs(state.view->mask.mask, n, m);
  const std::string size = std::to_string(n) + " × " + std::to_string(m);
  plan.comparisons = compared == std::int64_t{n} * m ? size + " = " + std::to_string(compared)
                                                     : std::to_string(compared) + " of " + size;
  plan.curve =
      entropy_curve(*state.pieces, shown.words[static_cast<std::size_t>(state.query)], state.reading->keys().words,
                    state.native_scale, kMinMultiplier, kMaxMultiplier, kCurvePoints);
  return plan;
}

}  // namespace attnscope
