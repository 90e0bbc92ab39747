#include "app/plans/predict_plan.h"

#include <cmath>

#include "app/numbers.h"
#include "app/teach/prediction.h"

namespace attnscope {
namespace {

/// Whole where it is, so that equal shares add up to what they are of.
std::string handed_text(float share) {
  const float percent = 100 * share;
  return std::abs(percent - std::round(percent)) < 0.05F ? whole_percent(share) : percent_text(share);
}

}  // namespace

PredictPlan plan_predict(const AppState& state) {
  const std::vector<Token>& tokens = state.reading->keys().tokens;
  const Prediction& prediction = *state.scene.prediction;
  const auto count = static_cast<float>(tokens.size());
  const bool fits = prediction.shares.size() == tokens.size();
  PredictPlan plan;
  plan.word = state.reading->shown().tokens[static_cast<std::size_t>(state.query)].text;
  plan.revealed = prediction.revealed && state.view != nullptr;
  plan.alike = !fits;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    PredictRow row{.key = static_cast<int>(i),
                   .word = tokens[i].text,
                   .yours = fits ? prediction.shares[i] : 1 / count,
                   .model = plan.revealed ? state.view->weights(state.query, static_cast<Eigen::Index>(i)) : 0,
                   .said = {}};
    const std::string yours = handed_text(row.yours);
    row.said = yours;
    if (plan.revealed) row.said = (plan.alike ? "" : "you " + yours + ", ") + "model " + handed_text(row.model);
    plan.rows.push_back(std::move(row));
  }
  if (plan.revealed) {
    const double misplaced =
        share_misplaced(fits ? prediction.shares : std::vector<float>(), state.view->weights.row(state.query));
    plan.verdict = (plan.alike ? "Shared out alike, " : "You put ") + whole_percent(static_cast<float>(misplaced)) +
                   " of the attention" + (plan.alike ? " is" : "") +
                   " on the wrong words: " + std::string(closeness(misplaced)) + ".";
  }
  constexpr std::size_t kMostShown = 5;
  const std::vector<double>& all = state.teach.misplaced_before;
  const std::size_t end = all.size() - (plan.revealed && !all.empty() ? 1 : 0);  // the last one is this
  for (std::size_t i = end > kMostShown ? end - kMostShown : 0; i < end; ++i) {
    plan.before += (plan.before.empty() ? "Before: " : ", ") + whole_percent(static_cast<float>(all[i]));
  }
  if (!plan.before.empty()) plan.before += " on the wrong words";
  return plan;
}

}  // namespace attnscope
