#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene.h"
#include "app/teach/teach_state.h"
#include "core/result.h"

namespace attnscope {

/// What came of a prediction.
struct PastPrediction {
  std::string text, word;  ///< the sentence and the word that asked
  double misplaced = 0;    ///< of 1

  friend bool operator==(const PastPrediction&, const PastPrediction&) = default;
};

/// What is remembered of learning from one start of the program to the next.
struct Progress {
  static constexpr std::size_t kMostLessons = 300;  ///< those whose names come last are forgotten first

  static constexpr std::size_t kMostPredictions = 200;  ///< the oldest are forgotten first

  std::map<std::string, LessonProgress> lessons;  ///< by key
  std::vector<PastPrediction> predictions;        ///< the newest last
  std::optional<Scene> own;                       ///< the scene that the lesson under way gives back at its end

  friend bool operator==(const Progress&, const Progress&) = default;
};

std::string to_json(const Progress& progress);

/// Errors  as parse_json() and JsonFields; `where` opens every message.
Result<Progress> progress_from_json(std::string_view text, const std::string& where);

}  // namespace attnscope
