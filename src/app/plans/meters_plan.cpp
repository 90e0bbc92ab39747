#include "app/plans/meters_plan.h"

#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/heads_plan.h"

namespace attnscope {
namespace {

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
  return state.reading->keys().tokens[static_cast<std::size_t>(*score.column)].text;
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

std::vector<Meter> plan_meters(const AppState& state) {
  std::vector<Meter> meters;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    const PatternScore& score = state.patterns[i];
    const bool known = state.view && score.rows > 0;
    Meter meter;
    meter.id = kPatterns[i].id;
    meter.title = kPatterns[i].title;
    meter.fill = known ? std::clamp(score.score, 0.0F, 1.0F) : 0.0F;
    meter.value = known ? whole_percent(score.score) : "–";
    meter.detail = known ? detail_of(state, meter.id, score) : std::string();
    if (state.side == MapSide::Cross && kPatterns[i].needs_one_text) meter.detail = "one text";
    meter.named = known && meter.id != PatternId::Spread && score.score >= kPatternNamedFrom;
    meter.outlined = state.scene.outlined == meter.id;
    if (state.reading && known) {
      if (const HeadSummary* best = best_head(*state.reading, i)) {
        meter.best = best->place;
        meter.best_text = place_text(best->place) + "  " + whole_percent(best->patterns[i].score);
      }
    }
    meters.push_back(std::move(meter));
  }
  return meters;
}

}  // namespace attnscope
