#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// How the Hugging Face cache names its folders: <hub>/models--ORG--NAME/snapshots/COMMIT holds ORG/NAME.
namespace attnscope {

/// "org/name" of a folder's name "models--org--name"; none of another name.
std::optional<std::string> repository_name(std::string_view folder);

/// The other way.
std::string repository_folder(std::string_view name);

/// "org/name" where the folder is a snapshot of such a repository.
std::optional<std::string> hub_name(const std::filesystem::path& snapshot);

}  // namespace attnscope
