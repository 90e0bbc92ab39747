#include "io/assets.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

namespace attnscope {

namespace {

namespace fs = std::filesystem;

/// A search path's absolute folders; the XDG specification has relative ones ignored.
std::vector<fs::path> split_search_path(std::string_view list) {
  std::vector<fs::path> folders;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(':'), list.size());
    const fs::path folder(list.substr(0, end));
    if (folder.is_absolute()) folders.push_back(folder);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return folders;
}

bool holds_models(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "models", ignored);
}

}  // namespace

AssetHints system_asset_hints() {
  AssetHints hints;
  if (const char* const chosen = std::getenv("ATTNSCOPE_ASSETS"); chosen != nullptr && *chosen != '\0') {
    hints.chosen = chosen;
  }
  std::error_code none;
  hints.executable = fs::read_symlink("/proc/self/exe", none);
  const char* const folders = std::getenv("XDG_DATA_DIRS");
  const bool is_set = folders != nullptr && *folders != '\0';
  hints.data_folders = split_search_path(is_set ? folders : "/usr/local/share:/usr/share");
  return hints;
}

Result<fs::path> find_assets(const AssetHints& hints) {
  std::vector<fs::path> tried;
  if (hints.chosen) {
    tried.push_back(*hints.chosen);
  } else {
    if (!hints.executable.empty()) {
      tried.push_back(hints.executable.parent_path().parent_path() / "share" / "attnscope");
    }
    for (const fs::path& folder : hints.data_folders) tried.push_back(folder / "attnscope");
  }
  const auto found = std::ranges::find_if(tried, holds_models);
  if (found != tried.end()) return *found;
  std::string list;
  for (const fs::path& folder : tried) list += (list.empty() ? "" : ", ") + folder.string();
  return Error{ErrorCode::NotFound, "assets",
               "no folder with models in " + (list.empty() ? "any known place" : list) +
                   "; set ATTNSCOPE_ASSETS to the program's assets folder"};
}

}  // namespace attnscope
