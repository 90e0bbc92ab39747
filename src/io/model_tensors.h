#pragma once

#include "core/model.h"
#include "core/result.h"
#include "io/safetensors.h"

namespace attnscope {

/// How many numbers a model of this config has.
long count_parameters(const ModelConfig& config);

/// Reads the tensors of a model folder's model.safetensors: each one that the config calls for, in its shape, and no
/// other; every number finite.
/// Errors  NotFound, ShapeMismatch, NotFinite, and those of reading; `where` is the file, `what` names the tensor.
Result<Model> read_model_tensors(const SafetensorsFile& file, const ModelConfig& config);

}  // namespace attnscope
