// Llama (Touvron et al. 2023) and those that differ from it in a value or a tensor.
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/families/rotary.h"

namespace attnscope {

namespace {

/// What tells the members apart.
struct LlamaParts {
  int head_dim = 0;    ///< 0: hidden / heads
  int kv_heads = 0;    ///< where config.json does not say; 0: as many as heads, which null stands for too
  int max_tokens = 0;  ///< where config.json does not say
  Bias qkv_bias = Bias::None;
  Bias output_bias = Bias::None;
  Bias feed_forward_bias = Bias::None;
  bool head_norms = false;
};

LayerConfig llama_layer_config(JsonFields& fields, int hidden, const LlamaParts& parts) {
  const int heads = fields.integer("num_attention_heads", 1, kMaxHeads);
  const int head_dim =
      parts.head_dim > 0 ? parts.head_dim : divide_among_heads(fields, "num_attention_heads", heads, hidden);
  LayerConfig layer = plain_layer(heads, head_dim, Mask::causal());
  const bool alike = parts.kv_heads == 0 || fields.is_null("num_key_value_heads");
  layer.kv_heads = fields.integer_or("num_key_value_heads", 1, kMaxHeads, alike ? heads : parts.kv_heads);
  if (heads % layer.kv_heads != 0) {
    fields.refuse("num_key_value_heads",
                  std::to_string(layer.kv_heads) + " cannot be shared by " + std::to_string(heads) + " heads evenly");
    layer.kv_heads = 1;
  }
  if (head_dim % 2 != 0) {
    fields.refuse("head_dim", std::to_string(head_dim) + " dimensions cannot be turned in pairs");
    return layer;
  }
  layer.inverse_frequencies = read_inverse_frequencies(fields, head_dim, {.default_context = parts.max_tokens});
  if (read_rotary_share(fields) < 1.0) {
    fields.refuse("partial_rotary_factor", "less than 1 is not supported here", ErrorCode::Unsupported);
  }
  return layer;
}

ModelConfig llama_config(JsonFields& fields, const LlamaParts& parts) {
  ModelConfig config;
  read_sizes(fields, config, parts.max_tokens);
  config.norm = NormKind::Rms;
  config.norm_eps = read_epsilon(fields, "rms_norm_eps", 1e-6);
  config.activation = read_activation(fields, "hidden_act", "silu");
  const int layers = fields.integer("num_hidden_layers", 1, kMaxLayers);
  config.layers.assign(static_cast<std::size_t>(layers), llama_layer_config(fields, config.hidden, parts));
  return config;
}

LayerWeights llama_layer(WeightReader& weights, const std::string& at, const ModelConfig& config,
                         const LayerConfig& shape, const LlamaParts& parts) {
  const int hidden = config.hidden;
  const Eigen::Index inner = Eigen::Index{shape.heads} * shape.head_dim;
  const Eigen::Index shared = Eigen::Index{shape.kv_heads} * shape.head_dim;
  LayerWeights layer;
  layer.attention_norm = weights.norm(at + "input_layernorm", hidden, Bias::None);
  layer.query = weights.linear(at + "self_attn.q_proj", inner, hidden, parts.qkv_bias);
  layer.key = weights.linear(at + "self_attn.k_proj", shared, hidden, parts.qkv_bias);
  layer.value = weights.linear(at + "self_attn.v_proj", shared, hidden, parts.qkv_bias);
  if (parts.head_norms) {
    layer.query_norm = weights.norm(at + "self_attn.q_norm", shape.head_dim, Bias::None);
    layer.key_norm = weights.norm(at + "self_attn.k_norm", shape.head_dim, Bias::None);
  }
  layer.output = weights.linear(at + "self_attn.o_proj", hidden, inner, parts.output_bias);
  layer.feed_forward_norm = weights.norm(at + "post_attention_layernorm", hidden, Bias::None);
  layer.feed_forward_in = weights.linear(at + "mlp.up_proj", config.feed_forward, hidden, parts.feed_forward_bias);
  layer.feed_forward_gate = weights.linear(at + "mlp.gate_proj", config.feed_forward, hidden, parts.feed_forward_bias);
  layer.feed_forward_out = weights.linear(at + "mlp.down_proj", hidden, config.feed_forward, parts.feed_forward_bias);
  return layer;
}

Model llama_tensors(WeightReader& weights, ModelConfig config, const LlamaParts& parts) {
  Model model;
  weights.prefix("model.");
  weights.prefix("transformer.");  // of those that answer questions
  model.token_embedding = weights.matrix("embed_tokens.weight", config.vocab_size, config.hidden);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    const std::string at = "layers." + std::to_string(i) + ".";
    model.layers.push_back(llama_layer(weights, at, config, config.layers[i], parts));
  }
  model.final_norm = weights.norm("norm", config.hidden, Bias::None);
  model.config = std::move(config);
  return model;
}

/// How many keys a query sees, itself included; 0 for all before it. The reference implementation's classes say 4096
/// where the file says nothing.
int read_window(JsonFields& fields) {
  if (fields.is_null("sliding_window")) return 0;
  return fields.integer_or("sliding_window", 1, kMaxPositions, 4096);
}

/// The layers from `first` on see so many keys; 0: all that come before.
void narrow_layers_from(std::size_t first, int window, std::vector<LayerConfig>& layers) {
  for (std::size_t i = first; window > 0 && i < layers.size(); ++i) layers[i].mask = {.back = window - 1, .ahead = 0};
}

/// The same for those that layer_types names; there must be a window for them.
void narrow_named_layers(JsonFields& fields, int window, std::vector<LayerConfig>& layers) {
  const std::vector<bool> sliding = read_layer_types(fields, layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!sliding[i]) continue;
    layers[i].mask = {.back = window - 1, .ahead = 0};
    if (window == 0) fields.refuse(fields.full_name("layer_types", i), "slides, but there is no sliding_window in use");
  }
}

/// Which layers of a Qwen see a window only: those that layer_types names, or all from max_window_layers on.
void narrow_qwen_layers(JsonFields& fields, std::vector<LayerConfig>& layers) {
  const int window = fields.boolean_or("use_sliding_window", false) ? read_window(fields) : 0;
  if (fields.has("layer_types")) return narrow_named_layers(fields, window, layers);
  if (window == 0) return;
  const int first = fields.integer_or("max_window_layers", 0, kMaxLayers, 28);
  narrow_layers_from(static_cast<std::size_t>(first), window, layers);
}

}  // namespace

Model llama_model(JsonFields& fields, WeightReader& weights) {
  const Bias attention = read_bias(fields, "attention_bias");
  const LlamaParts parts{.head_dim = fields.integer_or("head_dim", 1, kMaxHeads, 0),
                         .max_tokens = 2048,
                         .qkv_bias = attention,
                         .output_bias = attention,
                         .feed_forward_bias = read_bias(fields, "mlp_bias")};
  return llama_tensors(weights, llama_config(fields, parts), parts);
}

/// Ministral included, which has a window in some of its layers only and goes by either name.
Model mistral_model(JsonFields& fields, WeightReader& weights) {
  const LlamaParts parts{
      .head_dim = fields.integer_or("head_dim", 1, kMaxHeads, 0), .kv_heads = 8, .max_tokens = 131072};
  ModelConfig config = llama_config(fields, parts);
  const int window = read_window(fields);
  if (fields.has("layer_types")) {
    narrow_named_layers(fields, window, config.layers);
  } else {
    narrow_layers_from(0, window, config.layers);
  }
  return llama_tensors(weights, std::move(config), parts);
}

Model qwen2_model(JsonFields& fields, WeightReader& weights) {
  const LlamaParts parts{.head_dim = fields.integer_or("head_dim", 1, kMaxHeads, 0),
                         .kv_heads = 32,
                         .max_tokens = 32768,
                         .qkv_bias = Bias::One};
  ModelConfig config = llama_config(fields, parts);
  narrow_qwen_layers(fields, config.layers);
  return llama_tensors(weights, std::move(config), parts);
}

Model qwen3_model(JsonFields& fields, WeightReader& weights) {
  const Bias attention = read_bias(fields, "attention_bias");
  const LlamaParts parts{.head_dim = fields.integer_or("head_dim", 1, kMaxHeads, 128),
                         .kv_heads = 32,
                         .max_tokens = 32768,
                         .qkv_bias = attention,
                         .output_bias = attention,
                         .head_norms = true};
  ModelConfig config = llama_config(fields, parts);
  narrow_qwen_layers(fields, config.layers);
  return llama_tensors(weights, std::move(config), parts);
}

}  // namespace attnscope
