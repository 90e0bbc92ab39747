#pragma once

#include <filesystem>

#include "core/model.h"
#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

/// What the config.json of a model folder says.
struct ModelDescription {
  ModelConfig config;
  SourceCard card;  ///< all but `about`; parameters counted from the config's shapes
};

/// Reads <folder>/config.json and nothing else: cheap enough for a menu.
/// Errors  Malformed, OutOfLimits; Unsupported: another model_type, version, activation, norm place or attention;
///         NotFound, Unreadable. `where` is the file, `what` names the field.
Result<ModelDescription> read_model_description(const std::filesystem::path& folder);

}  // namespace attnscope
