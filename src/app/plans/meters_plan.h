#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/application.h"

namespace attnscope {

/// One pattern's meter.
struct Meter {
  PatternId id = PatternId::Diagonal;
  std::string title;
  float fill = 0;      ///< 0 ... 1; a negative score shows an empty bar
  std::string value;   ///< "46 %", "–" where it cannot be told
  std::string detail;  ///< the column's word, "itself", ...
  bool named = false;  ///< strong enough to call the head by this name
  bool outlined = false;
  std::optional<HeadPlace> best;  ///< the head of this reading that shows it most
  std::string best_text;          ///< "2·1  93 %"
};

std::vector<Meter> plan_meters(const AppState& state);

}  // namespace attnscope
