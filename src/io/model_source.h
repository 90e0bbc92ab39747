#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "core/trace_source.h"

namespace attnscope {

/// Opens a model folder of a family that we know (io/families): config.json, tokenizer.json, model.safetensors or
/// model.safetensors.index.json and the files that it lists, and CARD.md, whose text becomes card().about, where there
/// is one.
/// Errors  Cancelled, NotFound, Unreadable, Malformed, Unsupported, ShapeMismatch, NotFinite, OutOfLimits; `where` is
/// the file.
Result<std::shared_ptr<const TraceSource>> open_model(const std::filesystem::path& folder,
                                                      const LoadControl& control = {});

}  // namespace attnscope
