// GPT-2 (Radford et al. 2019), DistilGPT-2 included.
#include <string>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"

namespace attnscope {

namespace {

std::vector<LayerConfig> gpt2_layers(JsonFields& fields, int hidden) {
  const int heads = fields.integer("n_head", 1, kMaxHeads);
  LayerConfig layer = plain_layer(heads, divide_among_heads(fields, "n_head", heads, hidden), Mask::causal());
  if (!fields.boolean_or("scale_attn_weights", true)) layer.scale = 1.0F;
  std::vector<LayerConfig> layers(static_cast<std::size_t>(fields.integer("n_layer", 1, kMaxLayers)), layer);
  if (!fields.boolean_or("scale_attn_by_inverse_layer_idx", false)) return layers;
  for (std::size_t i = 0; i < layers.size(); ++i) layers[i].scale /= static_cast<float>(i + 1);
  return layers;
}

ModelConfig gpt2_config(JsonFields& fields) {
  ModelConfig config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("n_embd", 1, kMaxWidth);
  config.feed_forward = fields.integer_or("n_inner", 1, kMaxWidth, 4 * config.hidden);
  config.max_tokens = fields.integer("n_positions", 1, kMaxPositions);
  config.norm_eps = read_epsilon(fields, "layer_norm_epsilon", 1e-5);
  config.activation = read_activation(fields, "activation_function", "gelu_new");
  config.layers = gpt2_layers(fields, config.hidden);
  expect_not(fields, "add_cross_attention");
  return config;
}

LayerWeights gpt2_layer(WeightReader& weights, const std::string& at, const ModelConfig& config) {
  const int hidden = config.hidden;
  const auto linear = [&](const std::string& name, int out, int in) {
    return weights.linear(at + name, out, in, Bias::One, MatrixOrder::InOut);
  };
  LayerWeights layer;
  layer.attention_norm = weights.norm(at + "ln_1", hidden, Bias::One);
  const Linear qkv = linear("attn.c_attn", 3 * hidden, hidden);
  layer.query = outputs_of(qkv, 0, hidden);
  layer.key = outputs_of(qkv, hidden, hidden);
  layer.value = outputs_of(qkv, 2 * hidden, hidden);
  layer.output = linear("attn.c_proj", hidden, hidden);
  layer.feed_forward_norm = weights.norm(at + "ln_2", hidden, Bias::One);
  layer.feed_forward_in = linear("mlp.c_fc", config.feed_forward, hidden);
  layer.feed_forward_out = linear("mlp.c_proj", hidden, config.feed_forward);
  return layer;
}

}  // namespace

Model gpt2_model(JsonFields& fields, WeightReader& weights) {
  Model model;
  model.config = gpt2_config(fields);
  const ModelConfig& config = model.config;

  weights.prefix("transformer.");
  model.token_embedding = weights.matrix("wte.weight", config.vocab_size, config.hidden);
  model.position_embedding = weights.matrix("wpe.weight", config.max_tokens, config.hidden);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    model.layers.push_back(gpt2_layer(weights, "h." + std::to_string(i) + ".", config));
  }
  model.final_norm = weights.norm("ln_f", config.hidden, Bias::One);
  return model;
}

}  // namespace attnscope
