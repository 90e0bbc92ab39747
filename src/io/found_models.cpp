#include "io/found_models.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "io/file.h"
#include "io/hub_names.h"
#include "io/model_config.h"
#include "io/quote.h"

namespace attnscope {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostEntries = 10'000;

/// The entries of a folder, none where it cannot be read. The increment that throws is avoided: one may vanish
/// meanwhile.
std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (entries.size() == kMostEntries) break;
    entries.push_back(*at);
  }
  return entries;
}

/// What the files of a folder take up; in a cache each is a link to where its bytes lie.
std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code failed;
  for (const fs::directory_entry& entry : entries_of(folder)) {
    const bool is_file = entry.is_regular_file(failed) && !failed;
    const std::uintmax_t size = is_file ? entry.file_size(failed) : 0;
    if (!failed) bytes += size;
  }
  return bytes;
}

std::string missing_file(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / "tokenizer.json", ignored)) return "there is no tokenizer.json in it";
  if (fs::exists(folder / "model.safetensors", ignored)) return {};
  if (fs::exists(folder / "model.safetensors.index.json", ignored)) return {};
  return "there is no model.safetensors in it";
}

/// The snapshot that refs/main names, or else the only one there is.
Result<fs::path> snapshot_of(const fs::path& repository) {
  constexpr std::size_t kMostBytes = 256;
  const fs::path snapshots = repository / "snapshots";
  std::error_code ignored;
  if (const Result<std::string> commit = read_text_file(repository / "refs" / "main", kMostBytes)) {
    const std::string name = commit->substr(0, commit->find_first_of(" \t\r\n"));
    const bool is_commit = !name.empty() && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (is_commit && fs::is_directory(snapshots / name, ignored)) return snapshots / name;
  }
  const std::vector<fs::directory_entry> all = entries_of(snapshots);
  if (all.size() == 1 && all.front().is_directory(ignored)) return all.front().path();
  return Error{ErrorCode::NotFound, repository.string(), "refs/main names no snapshot that is there"};
}

}  // namespace

FoundModel look_at_folder(std::string name, const fs::path& folder) {
  FoundModel found{.name = std::move(name), .folder = folder.string(), .bytes = bytes_in(folder)};
  Result<ModelDescription> description = read_model_description(folder);
  if (!description) {
    const bool missing = description.error().code == ErrorCode::NotFound;
    found.why_not = missing ? "there is no config.json in it" : description.error().what;
    return found;
  }
  found.card = std::move(description->card);
  found.why_not = missing_file(folder);
  return found;
}

std::vector<FoundModel> find_in_hub(const fs::path& hub, const std::stop_token& stop) {
  std::vector<FoundModel> found;
  if (hub.empty()) return found;
  for (const fs::directory_entry& entry : entries_of(hub)) {
    if (stop.stop_requested()) break;
    const std::optional<std::string> name = repository_name(entry.path().filename().string());
    if (!name) continue;
    const Result<fs::path> folder = snapshot_of(entry.path());
    if (folder) {
      found.push_back(look_at_folder(*name, *folder));
    } else {
      found.push_back({.name = *name, .folder = entry.path().string(), .why_not = folder.error().what});
    }
  }
  std::ranges::sort(found, {}, &FoundModel::name);
  return found;
}

Result<fs::path> hub_folder(const fs::path& hub, std::string_view name) {
  const std::string folder = repository_folder(name);
  std::error_code ignored;
  const bool is_name = folder.find_first_of({"/\\\0", 3}) == std::string::npos;
  const fs::path repository = hub / folder;
  if (hub.empty() || !is_name || !fs::is_directory(repository, ignored)) {
    return Error{ErrorCode::NotFound, quote(name), "is not in the Hugging Face cache"};
  }
  return snapshot_of(repository);
}

}  // namespace attnscope
