#pragma once

#include <filesystem>

#include "core/model.h"
#include "core/result.h"

namespace attnscope {

/// How many numbers a model of this config has.
long count_parameters(const ModelConfig& config);

/// Reads the tensors of a model folder's model.safetensors: each one that the config calls for, in its shape, and no
/// other; every number finite.
/// Errors  NotFound (a tensor, or the file), ShapeMismatch, NotFinite, Malformed, and those of SafetensorsFile;
///         `where` is the file, `what` names the tensor.
Result<Model> read_model_tensors(const std::filesystem::path& file, const ModelConfig& config);

}  // namespace attnscope
