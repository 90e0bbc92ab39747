#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

struct Family;

/// How many tokens of a text are read at most: a map has as many cells as its tokens squared, and some models read a
/// hundred thousand.
inline constexpr int kMostTokens = 4096;

/// What the config.json of a model folder says.
struct ModelDescription {
  const Family* family = nullptr;
  std::shared_ptr<const nlohmann::json> document;  ///< config.json, whole
  std::string file;                                ///< what messages call it
  ModelConfig config;
  std::optional<ModelConfig> decoder;  ///< of the second stack, where there is one
  SourceCard card;                     ///< all but `about` and `facts`; parameters counted from the config's shapes
  std::vector<std::string> derived;    ///< what config.json leaves out and what stands for it: JsonFields::defaults()
};

/// What the text of a config.json says; `folder` is where it lies, and what a model that has no name is called after.
/// Errors  Malformed, Truncated, OutOfLimits; Unsupported: a model_type or a value that we do not know. `where` is the
///         file, `what` names the field.
Result<ModelDescription> describe_model(std::string_view config_json, const std::filesystem::path& folder);

/// Reads <folder>/config.json and nothing else: cheap enough for a menu.
/// Errors  as above, and NotFound, Unreadable.
Result<ModelDescription> read_model_description(const std::filesystem::path& folder);

}  // namespace attnscope
