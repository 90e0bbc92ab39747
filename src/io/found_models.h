#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

/// A checkpoint's folder as a list shows it: all that can be told without reading a number.
struct FoundModel {
  std::string name = {};                ///< "openai-community/gpt2", or the folder's own
  std::string folder = {};              ///< what opens it
  std::uint64_t bytes = 0;              ///< of its files
  std::optional<SourceCard> card = {};  ///< where config.json could be read
  std::string why_not = {};             ///< why it cannot be opened, one line; empty where nothing speaks against it
};

/// Reads config.json and looks which other files are there.
FoundModel look_at_folder(std::string name, const std::filesystem::path& folder);

/// The checkpoints of a Hugging Face cache, by name: <hub>/models--ORG--NAME/snapshots/COMMIT, where refs/main says
/// which. Stops early when asked to. No error: what cannot be read is not in the list, or is there with its reason.
std::vector<FoundModel> find_in_hub(const std::filesystem::path& hub, const std::stop_token& stop = {});

/// The folder of one of them by its name. Errors  NotFound: there is none, or its refs/main leads nowhere.
Result<std::filesystem::path> hub_folder(const std::filesystem::path& hub, std::string_view name);

}  // namespace attnscope
