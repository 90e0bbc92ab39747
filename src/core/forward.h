#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/model.h"
#include "core/trace.h"

namespace attnscope {

/// A what-if for the whole pass: every head is rescaled or masked alike. Defaults leave the model as it was trained.
struct ForwardOptions {
  float multiplier = 1.0F;   ///< of every head's native scale
  std::optional<Mask> mask;  ///< instead of the model's own

  friend bool operator==(const ForwardOptions&, const ForwardOptions&) = default;
};

/// Runs the model over the tokens and keeps q, k, v of every head. model: as validate() accepted it.
/// The Trace's native_scale and mask are the model's own, whatever the options were.
/// Errors  InvalidArgument (no tokens, an id outside the vocabulary, a negative multiplier or mask), OutOfLimits (more
///         than max_tokens), NotFinite (`where` names layer and row), Cancelled (asked to stop; checked once a layer).
/// Thread  pure, any thread; the model is only read.
Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options = {},
                      std::stop_token stop = {});

}  // namespace attnscope
