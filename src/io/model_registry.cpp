#include "io/model_registry.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "io/found_models.h"
#include "io/model_config.h"
#include "io/model_source.h"
#include "io/quote.h"
#include "io/tokenizer_json.h"

namespace attnscope {

namespace fs = std::filesystem;

namespace {

/// The folder of a model by its name, or else that path, or else a checkpoint of that name in the cache.
Result<fs::path> find_model(const fs::path& assets, const std::string& name_or_path, const fs::path& hub) {
  const std::vector<SourceCard> cards = list_models(assets);
  const auto named = std::ranges::find(cards, name_or_path, &SourceCard::name);
  if (named != cards.end()) return fs::path(named->origin);
  std::error_code ignored;
  if (fs::exists(name_or_path, ignored)) return fs::path(name_or_path);
  if (Result<fs::path> cached = hub_folder(hub, name_or_path)) return cached;
  // A folder there that cannot be read is not in the list, but is still what was meant.
  const fs::path unreadable = assets / "models" / name_or_path;
  if (!name_or_path.empty() && fs::is_directory(unreadable, ignored)) return unreadable;
  std::string names;
  for (const SourceCard& card : cards) names += (names.empty() ? "" : ", ") + card.name;
  return Error{ErrorCode::NotFound, quote(name_or_path),
               "no model of this name and no such folder; " +
                   (names.empty() ? "give the path of a model's folder" : "known names: " + names)};
}

}  // namespace

std::vector<SourceCard> list_models(const fs::path& assets) {
  std::vector<SourceCard> cards;
  std::error_code failed;
  if (assets.empty()) return cards;
  // The increment that throws is avoided too: a folder may vanish while it is listed.
  for (fs::directory_iterator at(assets / "models", failed), end; !failed && at != end; at.increment(failed)) {
    Result<ModelDescription> description = read_model_description(at->path());
    if (description) cards.push_back(std::move(description->card));
  }
  std::ranges::sort(cards, {}, &SourceCard::name);
  return cards;
}

Result<std::shared_ptr<const TraceSource>> open_by_name(const fs::path& assets, const std::string& name_or_path,
                                                        const fs::path& hub, const LoadControl& control) {
  const Result<fs::path> folder = find_model(assets, name_or_path, hub);
  if (!folder) return folder.error();
  return open_model(*folder, control);
}

Result<Tokenizer> open_tokenizer_by_name(const fs::path& assets, const std::string& name_or_path, const fs::path& hub) {
  const Result<fs::path> folder = find_model(assets, name_or_path, hub);
  if (!folder) return folder.error();
  return read_tokenizer(*folder / "tokenizer.json");
}

}  // namespace attnscope
