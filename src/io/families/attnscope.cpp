// Models of our own, as training/ writes them.
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/quote.h"

namespace attnscope {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxTitleBytes = 200;

/// Fields that may hold one value only, as training gives no other.
struct FixedField {
  std::string_view name;
  std::string_view value;
};
constexpr std::array kFixed{
    FixedField{"hidden_act", "gelu"},
    FixedField{"norm_placement", "pre"},
};

void check_fixed(JsonFields& fields) {
  for (const FixedField& fixed : kFixed) {
    const std::string value = fields.string(fixed.name);
    if (value == fixed.value) continue;
    fields.refuse(fixed.name, quote(value) + " is not supported by this version, which expects " + quote(fixed.value),
                  ErrorCode::Unsupported);
  }
  constexpr int kVersion = 1;
  const int version = fields.integer("format_version", 1, 1 << 20);
  if (version == kVersion) return;
  fields.refuse("format_version", std::to_string(version) + " is newer than this program; update it",
                ErrorCode::Unsupported);
}

Mask read_mask(JsonFields& fields) {
  const std::string attention = fields.string("attention");
  if (attention == "causal") return Mask::causal();
  if (attention != "bidirectional") {
    fields.refuse("attention", quote(attention) + " is not supported; expected bidirectional or causal",
                  ErrorCode::Unsupported);
  }
  return Mask::all();
}

std::vector<LayerConfig> read_layers(JsonFields& fields) {
  const Mask mask = read_mask(fields);
  const json& list = fields.array("layers");
  if (list.empty() || list.size() > static_cast<std::size_t>(kMaxLayers)) {
    fields.refuse("layers",
                  "expected 1 to " + std::to_string(kMaxLayers) + " layers, found " + std::to_string(list.size()));
  }
  std::vector<LayerConfig> layers;
  for (std::size_t i = 0; fields.ok() && i < list.size(); ++i) {
    JsonFields layer(list[i], fields.file(), fields.full_name("layers", i));
    const int heads = layer.integer("num_heads", 1, kMaxHeads);
    layers.push_back(plain_layer(heads, layer.integer("head_dim", 1, kMaxHeads), mask));
    fields.check(layer.status());
  }
  return layers;
}

LayerWeights layer_of(WeightReader& weights, const std::string& at, const ModelConfig& config,
                      const LayerConfig& layer) {
  const Eigen::Index inner = Eigen::Index{layer.heads} * layer.head_dim;
  LayerWeights tensors;
  tensors.attention_norm = weights.norm(at + "attention_norm", config.hidden, Bias::One);
  tensors.query = weights.linear(at + "query", inner, config.hidden, Bias::One);
  tensors.key = weights.linear(at + "key", inner, config.hidden, Bias::One);
  tensors.value = weights.linear(at + "value", inner, config.hidden, Bias::One);
  tensors.output = weights.linear(at + "output", config.hidden, inner, Bias::One);
  tensors.feed_forward_norm = weights.norm(at + "feed_forward_norm", config.hidden, Bias::One);
  tensors.feed_forward_in = weights.linear(at + "feed_forward_in", config.feed_forward, config.hidden, Bias::One);
  tensors.feed_forward_out = weights.linear(at + "feed_forward_out", config.hidden, config.feed_forward, Bias::One);
  return tensors;
}

/// {"layer": 2, "head": 1}, counted from 1; the head must exist.
HeadPlace read_place(JsonFields& fields, const std::vector<LayerShape>& layers) {
  if (layers.empty()) return {};
  HeadPlace place;
  place.layer = fields.integer("layer", 1, static_cast<int>(layers.size())) - 1;
  place.head = fields.integer("head", 1, layers[static_cast<std::size_t>(place.layer)].heads) - 1;
  return place;
}

void read_named_heads(JsonFields& fields, SourceCard& card) {
  if (fields.has("answer_head")) {
    JsonFields answer(fields.object("answer_head"), fields.file(), fields.full_name("answer_head"));
    card.answer_head = read_place(answer, card.layers);
    fields.check(answer.status());
  }
  if (!fields.has("head_roles")) return;
  const json& roles = fields.array("head_roles");
  for (std::size_t i = 0; fields.ok() && i < roles.size(); ++i) {
    JsonFields role(roles[i], fields.file(), fields.full_name("head_roles", i));
    const HeadPlace place = read_place(role, card.layers);
    card.roles.push_back({place, role.string("title", kMaxTitleBytes)});
    fields.check(role.status());
  }
}

}  // namespace

Model attnscope_model(JsonFields& fields, WeightReader& weights) {
  constexpr int kMaxTokens = 1 << 20;
  check_fixed(fields);
  Model model;
  ModelConfig& config = model.config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("hidden_size", 1, kMaxWidth);
  config.feed_forward = fields.integer("intermediate_size", 1, kMaxWidth);
  config.max_tokens = fields.integer("max_position_embeddings", 1, kMaxTokens);
  config.norm_eps = static_cast<float>(fields.number("layer_norm_eps", 1e-12, 1.0));
  config.layers = read_layers(fields);

  model.token_embedding = weights.matrix("embeddings.token.weight", config.vocab_size, config.hidden);
  model.position_embedding = weights.matrix("embeddings.position.weight", config.max_tokens, config.hidden);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    model.layers.push_back(layer_of(weights, "layers." + std::to_string(i) + ".", config, config.layers[i]));
  }
  model.final_norm = weights.norm("final_norm", config.hidden, Bias::One);
  weights.expect_no_others();
  return model;
}

void attnscope_card(JsonFields& fields, SourceCard& card) {
  card.name = fields.string("name", kMaxTitleBytes);
  card.title = fields.string_or("title", card.name, kMaxTitleBytes);
  read_named_heads(fields, card);
}

}  // namespace attnscope
