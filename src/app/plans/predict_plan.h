#pragma once

#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// One word that may be looked at.
struct PredictRow {
  int key = 0;
  std::string word;
  float yours = 0;
  float model = 0;   ///< 0 until it is revealed
  std::string said;  ///< "40 %", "you 40 %, model 94.3 %"
};

/// What somebody expects, and what came of it.
struct PredictPlan {
  std::vector<PredictRow> rows;  ///< in the sentence's order
  std::string word;              ///< that asks
  bool revealed = false;
  bool alike = false;   ///< nobody handed anything out
  std::string verdict;  ///< "You put 23 % of the attention on the wrong words: partly."
  std::string before;   ///< how far off earlier predictions of the same were; empty if there were none
};

/// state.scene.prediction and a reading with an asking word must be there.
PredictPlan plan_predict(const AppState& state);

}  // namespace attnscope
