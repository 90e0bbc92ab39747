#pragma once

#include <vector>

#include "core/trace_source.h"
#include "io/model_config.h"
#include "io/weight_files.h"
#include "text/tokenizer.h"

namespace attnscope {

/// What the files of an opened model say of it, for its card. Layers that differ are told as ranges.
std::vector<Fact> model_facts(const ModelDescription& description, const Model& model, const WeightFiles& weights,
                              const Tokenizer& tokenizer);

}  // namespace attnscope
