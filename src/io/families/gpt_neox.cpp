// GPT-NeoX (Black et al. 2022), Pythia included.
#include <string>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/families/rotary.h"

namespace attnscope {

namespace {

constexpr int kNeoxContext = 2048;  ///< where config.json does not say

LayerConfig neox_layer_config(JsonFields& fields, int hidden) {
  constexpr RotaryNames kNames{
      .theta = "rotary_emb_base", .share = "rotary_pct", .default_share = 0.25, .default_context = kNeoxContext};
  const int heads = fields.integer("num_attention_heads", 1, kMaxHeads);
  const int head_dim = divide_among_heads(fields, "num_attention_heads", heads, hidden);
  LayerConfig layer = plain_layer(heads, head_dim, Mask::causal());
  // An odd number of dimensions is turned with the one after them, as the reference implementation does.
  const int turned = static_cast<int>(head_dim * read_rotary_share(fields, kNames));
  if (turned == head_dim && head_dim % 2 != 0) {
    fields.refuse("rotary_pct", "a head's " + std::to_string(head_dim) + " dimensions cannot be turned in pairs");
    return layer;
  }
  layer.inverse_frequencies = read_inverse_frequencies(fields, turned, kNames);
  return layer;
}

ModelConfig neox_config(JsonFields& fields) {
  ModelConfig config;
  read_sizes(fields, config, kNeoxContext);
  config.norm_eps = read_epsilon(fields, "layer_norm_eps", 1e-5);
  config.activation = read_activation(fields, "hidden_act", "gelu");
  if (fields.boolean_or("use_parallel_residual", true)) config.residual = Residual::Parallel;
  const int layers = fields.integer("num_hidden_layers", 1, kMaxLayers);
  config.layers.assign(static_cast<std::size_t>(layers), neox_layer_config(fields, config.hidden));
  return config;
}

/// One of query (0), key (1) and value (2) out of a Linear that keeps the three of each head together:
/// [heads, 3, head_dim].
Linear part_of_heads(const Linear& fused, const LayerConfig& shape, int part) {
  if (fused.weight.empty()) return {};
  const Eigen::Index dim = shape.head_dim;
  Matrix weight(shape.heads * dim, fused.weight.columns());
  Vector bias(fused.bias.empty() ? 0 : weight.rows());
  for (Eigen::Index head = 0; head < shape.heads; ++head) {
    const Linear own = outputs_of(fused, (3 * head + part) * dim, dim);
    weight.middleRows(head * dim, dim) = own.weight.view();
    if (bias.size() > 0) bias.segment(head * dim, dim) = own.bias.view();
  }
  return {.weight = std::move(weight), .bias = std::move(bias)};
}

LayerWeights neox_layer(WeightReader& weights, const std::string& at, const ModelConfig& config,
                        const LayerConfig& shape, Bias attention_bias) {
  const int hidden = config.hidden;
  LayerWeights layer;
  layer.attention_norm = weights.norm(at + "input_layernorm", hidden, Bias::One);
  const Linear qkv = weights.linear(at + "attention.query_key_value", 3 * hidden, hidden, attention_bias);
  layer.query = part_of_heads(qkv, shape, 0);
  layer.key = part_of_heads(qkv, shape, 1);
  layer.value = part_of_heads(qkv, shape, 2);
  layer.output = weights.linear(at + "attention.dense", hidden, hidden, attention_bias);
  layer.feed_forward_norm = weights.norm(at + "post_attention_layernorm", hidden, Bias::One);
  layer.feed_forward_in = weights.linear(at + "mlp.dense_h_to_4h", config.feed_forward, hidden, Bias::One);
  layer.feed_forward_out = weights.linear(at + "mlp.dense_4h_to_h", hidden, config.feed_forward, Bias::One);
  return layer;
}

}  // namespace

Model gpt_neox_model(JsonFields& fields, WeightReader& weights) {
  Model model;
  model.config = neox_config(fields);
  const ModelConfig& config = model.config;
  const Bias attention_bias = read_bias(fields, "attention_bias", true);

  weights.prefix("gpt_neox.");
  model.token_embedding = weights.matrix("embed_in.weight", config.vocab_size, config.hidden);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    const std::string at = "layers." + std::to_string(i) + ".";
    model.layers.push_back(neox_layer(weights, at, config, config.layers[i], attention_bias));
  }
  model.final_norm = weights.norm("final_layer_norm", config.hidden, Bias::One);
  return model;
}

}  // namespace attnscope
