#include "io/hub_names.h"

namespace attnscope {
namespace {

constexpr std::string_view kRepository = "models--";
constexpr std::string_view kSlash = "--";  // stands for the one between organisation and name

}  // namespace

std::optional<std::string> repository_name(std::string_view folder) {
  if (!folder.starts_with(kRepository)) return std::nullopt;
  std::string name(folder.substr(kRepository.size()));
  if (const std::size_t at = name.find(kSlash); at != std::string::npos) name.replace(at, kSlash.size(), "/");
  return name;
}

std::string repository_folder(std::string_view name) {
  std::string folder = std::string(kRepository) + std::string(name);
  if (const std::size_t slash = folder.find('/'); slash != std::string::npos) folder.replace(slash, 1, kSlash);
  return folder;
}

std::optional<std::string> hub_name(const std::filesystem::path& snapshot) {
  const std::filesystem::path snapshots = snapshot.parent_path();
  if (snapshots.filename() != "snapshots") return std::nullopt;
  return repository_name(snapshots.parent_path().filename().string());
}

}  // namespace attnscope
