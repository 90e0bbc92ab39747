#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model.h"
#include "io/json.h"
#include "io/weight_reader.h"

namespace attnscope {

// What several families' config.json have in common.

// Far beyond what the program can show, and small enough that no product of three of them overflows 64 bits.
inline constexpr int kMaxVocabulary = 1 << 24;
inline constexpr int kMaxWidth = 1 << 16;
inline constexpr int kMaxPositions = 1 << 24;
inline constexpr int kMaxHeads = 1 << 12;
inline constexpr int kMaxLayers = 1024;

/// A ModelConfig::start_id that is no token: the last of a text stands for it, which says what language it is in (Liu
/// et al. 2020, section 2.2).
inline constexpr int kLastStarts = -2;

/// Vocabulary, widths and positions under the names that most families give them. max_tokens: how many of the last
/// there are where config.json is silent and no tensor says it; 0: config.json must say it.
void read_sizes(JsonFields& fields, ModelConfig& config, int max_tokens = 0);

/// The activation under the name that config.json gives it; `fallback` is such a name too, for where there is none.
Activation read_activation(JsonFields& fields, std::string_view name, std::string_view fallback);

/// The activation of this name, if there is one.
std::optional<Activation> find_activation(std::string_view name);

/// The epsilon of the norms.
float read_epsilon(JsonFields& fields, std::string_view name, double fallback);

/// hidden / heads. `name` is the field that says how many heads there are: refused where it does not divide hidden.
int divide_among_heads(JsonFields& fields, std::string_view name, int heads, int hidden);

/// Whether a layer, or all of them, has biases: the field says so, or else `fallback`.
Bias read_bias(JsonFields& fields, std::string_view name, bool fallback = false);

/// What layer_types calls each layer: true where it is "sliding_attention", false where it is "full_attention".
std::vector<bool> read_layer_types(JsonFields& fields, std::size_t layers);

/// Outputs from, from + 1, ... of a Linear that holds several side by side; empty where that is.
Linear outputs_of(const Linear& fused, Eigen::Index from, Eigen::Index count);

/// The token that a decoder's text begins with, of a vocabulary of this size; `fallback`, which may be kLastStarts,
/// where config.json is silent.
int read_start_id(JsonFields& fields, int vocab_size, int fallback);

/// The embedding table that an encoder and its decoder share, under whichever of its names the file keeps it.
WeightMatrix read_shared_embedding(WeightReader& weights, int vocab_size, int width);

/// Refuses a field that says yes to something that we do not do.
void expect_not(JsonFields& fields, std::string_view name);

/// Whether a field is there and says no; for one that means yes where it is missing, as most often it is.
bool says_no(JsonFields& fields, std::string_view name);

/// Whether config.json says that this release of transformers, {4, 2}, wrote it, or a later one.
bool written_since(JsonFields& fields, const std::array<int, 2>& release);

}  // namespace attnscope
