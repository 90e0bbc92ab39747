#include "io/weight_files.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "io/json.h"
#include "io/quote.h"

namespace attnscope {

namespace {

namespace fs = std::filesystem;

// A process may have about a thousand files open; the largest published models come in two hundred.
constexpr std::size_t kMaxShards = 512;

/// Whether the name is one of a file directly in the folder. Whether that file is a link is the folder's own affair:
/// in a Hugging Face cache every file is one.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of({"/\\\0", 3}) == std::string::npos;
}

}  // namespace

WeightFiles::WeightFiles(SafetensorsFile file) : name_(file.name()) {
  files_.push_back(std::move(file));
  for (const TensorInfo& tensor : files_[0].tensors()) entries_.push_back({tensor.name, 0});
}

Result<WeightFiles> WeightFiles::open(const fs::path& folder) {
  const fs::path single = folder / "model.safetensors";
  const fs::path list = folder / "model.safetensors.index.json";
  std::error_code ignored;
  if (!fs::exists(single, ignored) && fs::exists(list, ignored)) return open_listed(folder, list);
  Result<SafetensorsFile> file = SafetensorsFile::open(single);
  if (!file) return file.error();
  return WeightFiles(std::move(file).value());
}

Result<WeightFiles> WeightFiles::open_listed(const fs::path& folder, const fs::path& list) {
  WeightFiles files;
  files.name_ = list.string();
  const Result<nlohmann::json> document =
      read_json_file(files.name_, {.max_bytes = kMaxSafetensorsHeader, .max_depth = 8});
  if (!document) return document.error();
  JsonFields fields(*document, files.name_);
  JsonFields map(fields.object("weight_map"), files.name_, "weight_map");
  std::map<std::string, std::size_t> places;
  for (const auto& [tensor, ignored] : fields.object("weight_map").items()) {
    const std::string name = map.string(tensor);
    if (map.ok() && !is_plain_name(name)) map.refuse(tensor, "expected the name of a file in this folder");
    if (!map.ok()) return map.status().error();
    const auto [at, is_new] = places.try_emplace(name, files.files_.size());
    if (places.size() > kMaxShards) {
      return Error{ErrorCode::OutOfLimits, files.name_, "lists more than " + std::to_string(kMaxShards) + " files"};
    }
    if (is_new) {
      Result<SafetensorsFile> file = SafetensorsFile::open(folder / name);
      if (!file) return file.error();
      files.files_.push_back(std::move(file).value());
    }
    if (files.files_[at->second].find(tensor) == nullptr) {
      return Error{ErrorCode::NotFound, files.files_[at->second].name(),
                   "tensor " + quote(tensor) + " is missing; " + list.filename().string() + " says that it is here"};
    }
    files.entries_.push_back({tensor, at->second});  // an object's names come in order
  }
  if (!fields.ok()) return fields.status().error();
  return files;
}

WeightPlace WeightFiles::find(std::string_view name) const {
  const auto at = std::ranges::lower_bound(entries_, name, {}, &Entry::tensor);
  if (at == entries_.end() || at->tensor != name) return {nullptr, nullptr};
  return {&files_[at->file], files_[at->file].find(name)};
}

bool WeightFiles::any_begins_with(std::string_view prefix) const {
  const auto at = std::ranges::lower_bound(entries_, prefix, {}, &Entry::tensor);
  return at != entries_.end() && at->tensor.starts_with(prefix);
}

bool WeightFiles::any_in_place() const {
  return std::ranges::any_of(files_, [](const SafetensorsFile& file) { return file.any_in_place(); });
}

Status WeightFiles::unchanged() const {
  for (const SafetensorsFile& file : files_) {
    if (Status same = file.unchanged(); !same) return same;
  }
  return {};
}

std::string WeightFiles::dtypes() const {
  std::set<std::string_view> kinds;
  for (const SafetensorsFile& file : files_) {
    for (const TensorInfo& tensor : file.tensors()) kinds.insert(row_of(tensor.dtype).name);
  }
  std::string names;
  for (const std::string_view kind : kinds) names += (names.empty() ? "" : ", ") + std::string(kind);
  return names;
}

}  // namespace attnscope
