#include "io/families/config_parts.h"

#include <algorithm>
#include <array>
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
    ActivationName{"gelu_new", Activation::GeluTanh},
    ActivationName{"gelu_pytorch_tanh", Activation::GeluTanh},
    ActivationName{"relu", Activation::Relu},
    ActivationName{"silu", Activation::Silu},
    ActivationName{"swish", Activation::Silu},
};

}  // namespace

void read_sizes(JsonFields& fields, ModelConfig& config) {
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("hidden_size", 1, kMaxWidth);
  config.feed_forward = fields.integer("intermediate_size", 1, kMaxWidth);
  config.max_tokens = fields.integer("max_position_embeddings", 1, kMaxPositions);
}

Activation read_activation(JsonFields& fields, std::string_view name, std::string_view fallback) {
  const std::string value = fields.string_or(name, std::string(fallback));
  const auto* const row = std::ranges::find(kActivationNames, value, &ActivationName::name);
  if (row != kActivationNames.end()) return row->activation;
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

void expect_not(JsonFields& fields, std::string_view name) {
  if (fields.boolean_or(name, false)) fields.refuse(name, "true is not supported", ErrorCode::Unsupported);
}

}  // namespace attnscope
