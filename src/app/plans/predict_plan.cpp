#include "app/plans/predict_plan.h"

#include "app/numbers.h"
#include "app/teach/prediction.h"

namespace attnscope {

PredictPlan plan_predict(const AppState& state) {
  const std::vector<Token>& tokens = state.reading->keys().tokens;
  const Prediction& prediction = *state.scene.prediction;
  const auto count = static_cast<float>(tokens.size());
  const bool fits = prediction.shares.size() == tokens.size();
  PredictPlan plan;
  plan.word = state.reading->shown().tokens[static_cast<std::size_t>(state.query)].text;
  plan.revealed = prediction.revealed && state.view != nullptr;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    PredictRow row{.key = static_cast<int>(i),
                   .word = tokens[i].text,
                   .yours = fits ? prediction.shares[i] : 1 / count,
                   .model = plan.revealed ? state.view->weights(state.query, static_cast<Eigen::Index>(i)) : 0,
                   .said = {}};
    row.said = plan.revealed ? "you " + whole_percent(row.yours) + ", model " + whole_percent(row.model)
                             : whole_percent(row.yours);
    plan.rows.push_back(std::move(row));
  }
  if (plan.revealed) {
    const double misplaced =
        share_misplaced(fits ? prediction.shares : std::vector<float>(), state.view->weights.row(state.query));
    plan.verdict = "You put " + whole_percent(static_cast<float>(misplaced)) +
                   " of the attention on the wrong words: " + std::string(closeness(misplaced)) + ".";
  }
  constexpr std::size_t kMostShown = 5;
  const std::vector<double>& all = state.teach.misplaced_before;
  const std::size_t end = all.size() - (plan.revealed && !all.empty() ? 1 : 0);  // the last one is this
  for (std::size_t i = end > kMostShown ? end - kMostShown : 0; i < end; ++i) {
    plan.before += (plan.before.empty() ? "Before: " : ", ") + whole_percent(static_cast<float>(all[i]));
  }
  return plan;
}

}  // namespace attnscope
