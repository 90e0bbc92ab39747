#include "io/families/config_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>

#include "io/quote.h"

namespace attnscope {

namespace {

struct ActivationName {
  std::string_view name;
  Activation activation;
};

constexpr std::array kActivationNames{
    ActivationName{"gelu", Activation::Gelu},
    ActivationName{"gelu_python", Activation::Gelu},
    ActivationName{"gelu_accurate", Activation::GeluTanh},
    ActivationName{"gelu_fast", Activation::GeluTanh},
    ActivationName{"gelu_new", Activation::GeluTanh},
    ActivationName{"gelu_python_tanh", Activation::GeluTanh},
    ActivationName{"gelu_pytorch_tanh", Activation::GeluTanh},
    ActivationName{"quick_gelu", Activation::QuickGelu},
    ActivationName{"relu", Activation::Relu},
    ActivationName{"silu", Activation::Silu},
    ActivationName{"swish", Activation::Silu},
};

}  // namespace

void read_sizes(JsonFields& fields, ModelConfig& config, int max_tokens) {
  constexpr std::string_view kPositions = "max_position_embeddings";
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("hidden_size", 1, kMaxWidth);
  config.feed_forward = fields.integer("intermediate_size", 1, kMaxWidth);
  config.max_tokens = max_tokens > 0 ? fields.integer_or(kPositions, 1, kMaxPositions, max_tokens)
                                     : fields.integer(kPositions, 1, kMaxPositions);
}

std::optional<Activation> find_activation(std::string_view name) {
  const auto* const row = std::ranges::find(kActivationNames, name, &ActivationName::name);
  return row == kActivationNames.end() ? std::nullopt : std::optional(row->activation);
}

Activation read_activation(JsonFields& fields, std::string_view name, std::string_view fallback) {
  const std::string value = fields.string_or(name, std::string(fallback));
  if (const auto known = find_activation(value)) return *known;
  std::string names;
  for (const ActivationName& known : kActivationNames) names += (names.empty() ? "" : ", ") + std::string(known.name);
  fields.refuse(name, quote(value) + " is not supported; known: " + names, ErrorCode::Unsupported);
  return Activation::Gelu;
}

float read_epsilon(JsonFields& fields, std::string_view name, double fallback) {
  return static_cast<float>(fields.number_or(name, 1e-12, 1.0, fallback));
}

int divide_among_heads(JsonFields& fields, std::string_view name, int heads, int hidden) {
  if (hidden % heads != 0) {
    fields.refuse(name, std::to_string(heads) + " heads cannot share a width of " + std::to_string(hidden) + " evenly");
  }
  return std::max(1, hidden / heads);
}

Bias read_bias(JsonFields& fields, std::string_view name, bool fallback) {
  return fields.boolean_or(name, fallback) ? Bias::One : Bias::None;
}

std::vector<bool> read_layer_types(JsonFields& fields, std::size_t layers) {
  constexpr std::string_view kName = "layer_types";
  std::vector<bool> sliding(layers);
  const nlohmann::json& types = fields.array(kName);
  if (types.size() != layers) {
    fields.refuse(kName, "expected one for each of the " + std::to_string(layers) + " layers, found " +
                             std::to_string(types.size()));
  }
  for (std::size_t i = 0; fields.ok() && i < layers; ++i) {
    sliding[i] = types[i] == "sliding_attention";
    if (sliding[i] || types[i] == "full_attention") continue;
    fields.refuse(fields.full_name(kName, i), quote(types[i].dump()) + " is not supported here",
                  ErrorCode::Unsupported);
  }
  return sliding;
}

Linear outputs_of(const Linear& fused, Eigen::Index from, Eigen::Index count) {
  const bool out_in = fused.order == MatrixOrder::OutIn;
  return {.weight = out_in ? fused.weight.rows(from, count) : fused.weight.columns(from, count),
          .bias = fused.bias.segment(from, count),
          .order = fused.order};
}

int read_start_id(JsonFields& fields, int vocab_size, int fallback) {
  constexpr std::string_view kName = "decoder_start_token_id";
  if (fallback == kLastStarts && !fields.has(kName)) return fallback;
  const int id = fields.integer_or(kName, 0, kMaxVocabulary, fallback);
  if (id < vocab_size) return id;
  fields.refuse(kName, std::to_string(id) + " is outside the vocabulary of " + std::to_string(vocab_size));
  return 0;
}

WeightMatrix read_shared_embedding(WeightReader& weights, int vocab_size, int width) {
  return weights.matrix(
      weights.first_of({"shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"}), vocab_size,
      width);
}

void expect_not(JsonFields& fields, std::string_view name) {
  if (fields.boolean_or(name, false)) fields.refuse(name, "true is not supported", ErrorCode::Unsupported);
}

bool says_no(JsonFields& fields, std::string_view name) { return fields.has(name) && !fields.boolean(name); }

bool written_since(JsonFields& fields, const std::array<int, 2>& release) {
  constexpr std::string_view kName = "transformers_version";
  if (!fields.has(kName)) return false;
  const std::string version = fields.string(kName);
  const char* const end = version.data() + version.size();
  std::array<int, 2> found{};
  const auto first = std::from_chars(version.data(), end, found[0]);
  if (first.ptr != end && *first.ptr == '.') std::from_chars(first.ptr + 1, end, found[1]);
  return found >= release;
}

}  // namespace attnscope
