#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/result.h"

namespace attnscope {

/// Where the program's assets may be, in the order in which they are tried.
struct AssetHints {
  std::optional<std::filesystem::path> chosen;      ///< ATTNSCOPE_ASSETS: if set, nothing else is tried
  std::filesystem::path executable;                 ///< the program's own file; empty where the system does not tell
  std::vector<std::filesystem::path> data_folders;  ///< XDG_DATA_DIRS
};

/// Asks the environment and the system.
AssetHints system_asset_hints();

/// The folder that holds models/: the chosen one, else <folder of the executable>/../share/attnscope, else attnscope
/// in a data folder.
/// Errors  NotFound; `what` names what was tried.
Result<std::filesystem::path> find_assets(const AssetHints& hints);

}  // namespace attnscope
