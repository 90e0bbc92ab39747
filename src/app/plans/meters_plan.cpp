#include "app/plans/meters_plan.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

std::string percent(float share) { return std::to_string(std::lround(100 * share)) + " %"; }

std::string detail_of(const AppState& state, PatternId id, const PatternScore& score) {
  switch (id) {
    case PatternId::Diagonal:
      return "itself";
    case PatternId::Previous:
      return "before";
    case PatternId::Next:
      return "after";
    case PatternId::Spread:
      return "of even";
    case PatternId::Column:
    case PatternId::First:
      break;
  }
  if (!score.column || !state.reading) return {};
  return state.reading->encoding.tokens[static_cast<std::size_t>(*score.column)].text;
}

/// The head that scores highest on a pattern; null where none can be told to show it.
const HeadSummary* best_head(const Reading& reading, std::size_t pattern) {
  const HeadSummary* best = nullptr;
  for (const HeadSummary& head : reading.heads) {
    if (head.patterns[pattern].rows == 0) continue;
    if (best == nullptr || head.patterns[pattern].score > best->patterns[pattern].score) best = &head;
  }
  return best;
}

}  // namespace

std::string place_text(HeadPlace place) {
  return std::to_string(place.layer + 1) + "·" + std::to_string(place.head + 1);
}

std::string role_text(const SourceCard& card, HeadPlace place) {
  const auto role =
      std::find_if(card.roles.begin(), card.roles.end(), [&](const HeadRole& r) { return r.place == place; });
  return role == card.roles.end() ? std::string() : role->title;
}

std::vector<Meter> plan_meters(const AppState& state) {
  std::vector<Meter> meters;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    const PatternScore& score = state.patterns[i];
    const bool known = state.view && score.rows > 0;
    Meter meter;
    meter.id = kPatterns[i].id;
    meter.title = kPatterns[i].title;
    meter.fill = known ? std::clamp(score.score, 0.0F, 1.0F) : 0.0F;
    meter.value = known ? percent(score.score) : "–";
    meter.detail = known ? detail_of(state, meter.id, score) : std::string();
    meter.named = known && meter.id != PatternId::Spread && score.score >= kPatternNamedFrom;
    meter.outlined = state.scene.outlined == meter.id;
    if (state.reading && known) {
      if (const HeadSummary* best = best_head(*state.reading, i)) {
        meter.best = best->place;
        meter.best_text = place_text(best->place) + "  " + percent(best->patterns[i].score);
      }
    }
    meters.push_back(std::move(meter));
  }
  return meters;
}

}  // namespace attnscope
