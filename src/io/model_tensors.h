#pragma once

#include <cstdint>
#include <optional>

#include "core/model.h"
#include "core/result.h"
#include "io/model_config.h"
#include "io/weight_files.h"

namespace attnscope {

/// Reads the tensors that a model's config calls for, each in its shape, every number finite. Nothing is read before
/// all of them are known to be there and to fit into memory. memory: how many bytes may be taken; unlimited where
/// unknown.
/// Errors  Cancelled, NotFound, ShapeMismatch, NotFinite, OutOfLimits, and those of reading; `where` is the file,
/// `what` names the
///         tensor.
Result<Model> read_model_tensors(const WeightFiles& files, const ModelDescription& description,
                                 std::optional<std::uint64_t> memory, const LoadControl& control = {});

}  // namespace attnscope
