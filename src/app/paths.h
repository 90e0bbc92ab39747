#pragma once

#include <filesystem>
#include <functional>

namespace attnscope {

/// Where the program keeps what it remembers.
struct AppPaths {
  std::filesystem::path state_file;  ///< the session
  std::filesystem::path settings_file;
  std::filesystem::path progress_file;  ///< of lessons
  std::filesystem::path documents;      ///< the folder where a person's own files go
  std::filesystem::path hub;            ///< where the Hugging Face libraries keep what they downloaded
};

/// The value of an environment variable, or null: std::getenv, or a test's own.
using Environment = std::function<const char*(const char* name)>;

/// By the XDG base directory specification: $XDG_STATE_HOME or ~/.local/state, $XDG_CONFIG_HOME or ~/.config, and in
/// them attnscope/session.json (and progress.json) and attnscope/settings.json. A relative path in such a variable is
/// ignored, as the specification asks. %LOCALAPPDATA% and %APPDATA% where there is no home. Documents go where
/// xdg-user-dirs says (user-dirs.dirs among the settings), else into the home folder. The hub is $HF_HUB_CACHE, or hub
/// in $HF_HOME, or in huggingface in $XDG_CACHE_HOME or ~/.cache. Empty where nothing is known.
AppPaths app_paths(const Environment& environment);

}  // namespace attnscope
