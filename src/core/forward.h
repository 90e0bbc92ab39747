#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/model.h"
#include "core/slab.h"
#include "core/trace.h"
#include "core/workers.h"

namespace attnscope {

/// A what-if for the whole pass: every head is rescaled or masked alike. Defaults leave the model as it was trained.
struct ForwardOptions {
  float multiplier = 1.0F;   ///< of every head's native scale
  std::optional<Mask> mask;  ///< instead of the model's own

  friend bool operator==(const ForwardOptions&, const ForwardOptions&) = default;
};

/// What a pass may use, and when it is to end. Nothing of it changes a number by more than a rounding.
struct PassControl {
  std::stop_token stop = {};
  Workers* workers = nullptr;  ///< null: the caller's own thread alone
  /// What the same model gave under the same options. Where no query sees what comes after it, the tokens that both
  /// texts begin with are not read again: their rows stay where they are. Null: there is none.
  const Trace* previous = nullptr;
  std::shared_ptr<SpareMemory> spare = nullptr;  ///< of passes before; null: the system's
};

/// Runs the model over the tokens and keeps q, k, v of every head. model: as validate() accepted it.
/// The Trace's native_scale and mask are the model's own, whatever the options were. A mask of the options bends
/// self-attention only: it speaks of places in one text.
/// Errors  InvalidArgument (no tokens, an id outside the vocabulary, a negative multiplier or mask), OutOfLimits (more
///         than max_tokens), NotFinite (`where` names layer and row), Cancelled (asked to stop; checked within each
///         layer).
/// Thread  pure, any thread; the model is only read.
Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options = {},
                      const PassControl& control = {});

/// The same with a second text for the model's decoder, as it reads it (see ModelConfig::start_id): at least one token.
Result<Trace> forward_two(const Model& model, std::vector<Token> tokens, std::vector<Token> tokens_b,
                          const ForwardOptions& options = {}, const PassControl& control = {});

}  // namespace attnscope
