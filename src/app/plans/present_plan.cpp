#include "app/plans/present_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/numbers.h"
#include "app/plans/meters_plan.h"
#include "app/plans/scale_plan.h"

namespace attnscope {

PresentBody present_body(const AppState& state, bool stays) {
  if (state.scene.page != Page::Explore) return PresentBody::Page;
  if (state.scene.prediction) return PresentBody::Predict;
  if (state.scene.beside) return PresentBody::Compare;
  return stays || state.playing || state.scene.step < kTimelineEnd ? PresentBody::Steps : PresentBody::Shares;
}

float present_unit(float width, float height) {
  // On so many units a sentence, a map and eight bars have room; small type is then a 46th of the height or more.
  constexpr float kWidth = 840;
  constexpr float kHeight = 600;
  return std::max(0.25F, std::min(width / kWidth, height / kHeight));
}

PresentLayout plan_presentation(float width, float height, float unit, const PresentNeeds& needs) {
  const float margin = 24 * unit;
  PresentLayout layout;
  Rect rest{0, 0, width, height};
  layout.foot = take_bottom(rest, 54 * unit);
  if (needs.notes) layout.notes = take_bottom(rest, height * 0.27F);
  rest = {margin, rest.y, rest.w - 2 * margin, rest.h};
  layout.foot = layout.foot.inset(margin, 0);
  if (needs.title) {
    take_top(rest, 12 * unit);
    layout.title = take_top(rest, 40 * unit);
  }
  if (needs.body == PresentBody::Page) {
    layout.page = rest;
    return layout;
  }
  layout.chips = take_top(rest, std::clamp(needs.chips_height, 100 * unit, std::max(100 * unit, height * 0.34F)));
  const bool mapped = needs.body == PresentBody::Shares || needs.body == PresentBody::Compare;
  Rect beside = rest;
  const Rect map = take_left(beside, std::clamp(rest.h * 1.15F, rest.w * 0.4F, rest.w * 0.54F));
  take_left(beside, margin);
  if (mapped) layout.map = map;
  layout.side = mapped ? beside : rest;
  constexpr float kBand = 46;
  constexpr float kLeastSteps = 222;  // without their transport, which then fits beside their title
  const bool steps = needs.body == PresentBody::Steps && rest.h >= (kLeastSteps + kBand) * unit;
  if (needs.body == PresentBody::Shares || steps) {
    take_bottom(layout.side, kBand * unit);
    take_bottom(beside, 4 * unit);
    layout.transport = take_bottom(beside, 42 * unit);
    if (steps) layout.moment = {map.x, layout.transport.y, map.w, layout.transport.h};
  }
  return layout;
}

int gap_in_list(float along, int count) {
  return static_cast<int>(std::lround(std::clamp(along, 0.0F, static_cast<float>(count))));
}

int landing_row(int from, int gap) { return gap > from ? gap - 1 : gap; }

std::vector<ShareRow> plan_shares(const AppState& state, int most) {
  if (!state.view || !state.reading || !state.shown_weights || state.query < 0) return {};
  const Matrix& weights = state.view->weights;
  const Matrix& shown = *state.shown_weights;
  if (shown.rows() != weights.rows() || shown.cols() != weights.cols()) return {};
  std::vector<int> keys(static_cast<std::size_t>(weights.cols()));
  std::iota(keys.begin(), keys.end(), 0);
  std::stable_sort(keys.begin(), keys.end(),
                   [&](int a, int b) { return weights(state.query, a) > weights(state.query, b); });

  const bool all = static_cast<int>(keys.size()) <= most;
  const auto named = all ? keys.size() : static_cast<std::size_t>(most - 1);
  std::vector<ShareRow> rows;
  rows.reserve(named + 1);
  for (std::size_t i = 0; i < named; ++i) {
    const int key = keys[i];
    rows.push_back({.key = key,
                    .word = state.reading->keys().tokens[static_cast<std::size_t>(key)].text,
                    .weight = weights(state.query, key),
                    .shown_weight = shown(state.query, key),
                    .query = key == state.query && state.side != MapSide::Cross});
  }
  if (all) return rows;
  ShareRow rest{.word = std::to_string(keys.size() - named) + " others"};
  for (std::size_t i = named; i < keys.size(); ++i) {
    rest.weight += weights(state.query, keys[i]);
    rest.shown_weight += shown(state.query, keys[i]);
  }
  rows.push_back(std::move(rest));
  return rows;
}

PresentFoot plan_foot(const AppState& state) {
  PresentFoot foot;
  if (state.presenting) foot.place = position_text(*state.presenting);
  if (state.notice && state.notice->kind == Notice::Kind::Error) foot.trouble = state.notice->text;
  if (foot.trouble.empty() && state.loading) foot.trouble = "opening " + state.loading->model + " …";
  if (!state.view || state.query < 0 || state.scene.page != Page::Explore) return foot;
  const ScalePlan scale = plan_scale(state);
  foot.scale = "scale " + scale.scale;
  foot.origin = scale.origin;
  foot.listens = "listens to " + scale.listens_to;
  foot.badge = short_badge(state.scene, state.native_mask, state.side);
  return foot;
}

std::string outlined_text(const AppState& state) {
  for (const Meter& meter : plan_meters(state)) {
    if (meter.outlined) return meter.title + "  " + meter.value + (meter.detail.empty() ? "" : "  " + meter.detail);
  }
  return {};
}

}  // namespace attnscope
