// ModernBERT (Warner et al. 2024).
#include <cstddef>
#include <string>
#include <vector>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/families/rotary.h"

namespace attnscope {

namespace {

constexpr int kModernBertContext = 8192;  ///< where config.json does not say

LayerConfig modernbert_layer_config(JsonFields& fields, const ModelConfig& config, const Mask& mask,
                                    const RotaryNames& names) {
  const int heads = fields.integer("num_attention_heads", 1, kMaxHeads);
  const int head_dim = divide_among_heads(fields, "num_attention_heads", heads, config.hidden);
  LayerConfig layer = plain_layer(heads, head_dim, mask);
  if (head_dim % 2 != 0) {
    fields.refuse("num_attention_heads",
                  "leaves " + std::to_string(head_dim) + " dimensions a head, which cannot be turned in pairs");
    return layer;
  }
  layer.inverse_frequencies = read_inverse_frequencies(fields, head_dim, names);
  return layer;
}

/// Which layers see a band only: those that layer_types names, or all but every n-th.
std::vector<bool> read_local_layers(JsonFields& fields, std::size_t layers) {
  if (fields.has("layer_types")) return read_layer_types(fields, layers);
  const auto every = static_cast<std::size_t>(fields.integer_or("global_attn_every_n_layers", 1, kMaxLayers, 3));
  std::vector<bool> local(layers);
  for (std::size_t i = 0; i < layers; ++i) local[i] = i % every != 0;
  return local;
}

std::vector<LayerConfig> read_modernbert_layers(JsonFields& fields, const ModelConfig& config) {
  const auto count = static_cast<std::size_t>(fields.integer("num_hidden_layers", 1, kMaxLayers));
  const int window = fields.integer_or("local_attention", 0, kMaxPositions, 128);
  RotaryNames names{.theta = "global_rope_theta",
                    .default_theta = 160000.0,
                    .default_context = kModernBertContext,
                    .layer_type = "full_attention"};
  const LayerConfig global = modernbert_layer_config(fields, config, Mask::all(), names);
  names.layer_type = "sliding_attention";
  if (!fields.is_null("local_rope_theta")) {  // null stands for the global one
    names.theta = "local_rope_theta";
    names.default_theta = 10000.0;
  }
  const LayerConfig local = modernbert_layer_config(fields, config, Mask::nearby(window / 2), names);
  std::vector<LayerConfig> layers;
  for (const bool is_local : read_local_layers(fields, count)) layers.push_back(is_local ? local : global);
  return layers;
}

ModelConfig modernbert_config(JsonFields& fields) {
  ModelConfig config;
  read_sizes(fields, config, kModernBertContext);
  config.norm_eps = read_epsilon(fields, "norm_eps", 1e-5);
  config.activation = read_activation(fields, "hidden_activation", "gelu");
  if (fields.has("rope_scaling")) {
    fields.refuse("rope_scaling", "is not supported here; expected rope_parameters", ErrorCode::Unsupported);
  }
  config.layers = read_modernbert_layers(fields, config);
  return config;
}

/// Which of its tensors have a bias.
struct ModernBertBiases {
  Bias norm, attention, feed_forward;
};

LayerWeights modernbert_layer(WeightReader& weights, std::size_t index, const ModelConfig& config,
                              const ModernBertBiases& biases) {
  const std::string at = "layers." + std::to_string(index) + ".";
  const int hidden = config.hidden;
  const int inner = config.feed_forward;
  LayerWeights layer;
  // What the first layer works on comes from the embedding's norm and is not normed again.
  if (index > 0) layer.attention_norm = weights.norm(at + "attn_norm", hidden, biases.norm);
  const Linear qkv = weights.linear(at + "attn.Wqkv", 3 * hidden, hidden, biases.attention);
  layer.query = outputs_of(qkv, 0, hidden);
  layer.key = outputs_of(qkv, hidden, hidden);
  layer.value = outputs_of(qkv, 2 * hidden, hidden);
  layer.output = weights.linear(at + "attn.Wo", hidden, hidden, biases.attention);
  layer.feed_forward_norm = weights.norm(at + "mlp_norm", hidden, biases.norm);
  const Linear both = weights.linear(at + "mlp.Wi", 2 * inner, hidden, biases.feed_forward);
  layer.feed_forward_gate = outputs_of(both, 0, inner);
  layer.feed_forward_in = outputs_of(both, inner, inner);
  layer.feed_forward_out = weights.linear(at + "mlp.Wo", hidden, inner, biases.feed_forward);
  return layer;
}

}  // namespace

Model modernbert_model(JsonFields& fields, WeightReader& weights) {
  Model model;
  model.config = modernbert_config(fields);
  const ModelConfig& config = model.config;
  const ModernBertBiases biases{.norm = read_bias(fields, "norm_bias"),
                                .attention = read_bias(fields, "attention_bias"),
                                .feed_forward = read_bias(fields, "mlp_bias")};

  weights.prefix("model.");
  model.token_embedding = weights.matrix("embeddings.tok_embeddings.weight", config.vocab_size, config.hidden);
  model.embedding_norm = weights.norm("embeddings.norm", config.hidden, biases.norm);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    model.layers.push_back(modernbert_layer(weights, i, config, biases));
  }
  model.final_norm = weights.norm("final_norm", config.hidden, biases.norm);
  return model;
}

}  // namespace attnscope
