#pragma once

#include <filesystem>
#include <string_view>

#include "core/model.h"
#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

/// What the config.json of a model folder says.
struct ModelDescription {
  ModelConfig config;
  SourceCard card;  ///< all but `about`; parameters counted from the config's shapes
};

/// What the text of a config.json says; `folder` is where it lies.
/// Errors  Malformed, Truncated, OutOfLimits; Unsupported: another model_type, version, activation, norm place or
///         attention. `where` is the file, `what` names the field.
Result<ModelDescription> describe_model(std::string_view config_json, const std::filesystem::path& folder);

/// Reads <folder>/config.json and nothing else: cheap enough for a menu.
/// Errors  as above, and NotFound, Unreadable.
Result<ModelDescription> read_model_description(const std::filesystem::path& folder);

}  // namespace attnscope
