#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/scene.h"
#include "app/teach/teach_state.h"
#include "core/result.h"

namespace attnscope {

/// What is remembered of learning from one start of the program to the next.
struct Progress {
  static constexpr std::size_t kMostLessons = 300;  ///< those whose names come last are forgotten first

  std::map<std::string, LessonProgress> lessons;  ///< by key
  std::optional<Scene> own;                       ///< the scene that the lesson under way gives back at its end

  friend bool operator==(const Progress&, const Progress&) = default;
};

std::string to_json(const Progress& progress);

/// Errors  as parse_json() and JsonFields; `where` opens every message.
Result<Progress> progress_from_json(std::string_view text, const std::string& where);

}  // namespace attnscope
