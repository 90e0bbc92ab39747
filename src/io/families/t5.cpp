// T5 (Raffel et al. 2020), its version 1.1 and Flan-T5 (Chung et al. 2022), and mT5 (Xue et al. 2021).
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/quote.h"

namespace attnscope {

namespace {

/// The feed-forward block, as "relu" or "gated-gelu" name it.
struct T5FeedForward {
  Activation activation = Activation::Relu;
  bool gated = false;
};

T5FeedForward read_t5_feed_forward(JsonFields& fields, const std::string& fallback) {
  constexpr std::string_view kName = "feed_forward_proj";
  constexpr std::string_view kGated = "gated-";
  const std::string named = fields.string_or(kName, fallback);
  T5FeedForward block;
  block.gated = fields.has("is_gated_act") ? fields.boolean("is_gated_act") : named.starts_with(kGated);
  std::string activation = named.starts_with(kGated) ? named.substr(kGated.size()) : named;
  if (named == "gated-gelu") activation = "gelu_new";  // what it was trained with; the name says less than it means
  if (fields.has("dense_act_fn")) {
    block.activation = read_activation(fields, "dense_act_fn", activation);
  } else if (const auto known = find_activation(activation)) {
    block.activation = *known;
  } else {
    fields.refuse(kName, quote(named) + " is not supported; expected an activation, or gated- and one",
                  ErrorCode::Unsupported);
  }
  return block;
}

RelativePositions read_relative_positions(JsonFields& fields, bool both_ways) {
  constexpr int kMostBuckets = 1 << 16;
  RelativePositions positions;
  positions.buckets = fields.integer_or("relative_attention_num_buckets", 1, kMostBuckets, 32);
  positions.max_distance = fields.integer_or("relative_attention_max_distance", 1, kMaxPositions, 128);
  positions.both_ways = both_ways;
  if (!positions.valid()) {
    fields.refuse("relative_attention_num_buckets", std::to_string(positions.buckets) +
                                                        " buckets do not fit a relative_attention_max_distance of " +
                                                        std::to_string(positions.max_distance));
    positions = {};
  }
  return positions;
}

ModelConfig t5_config(JsonFields& fields, const T5FeedForward& block, bool decoder) {
  ModelConfig config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("d_model", 1, kMaxWidth);
  config.feed_forward = fields.integer("d_ff", 1, kMaxWidth);
  config.max_tokens = kMaxPositions;  // distances have no end
  config.norm = NormKind::Rms;
  config.norm_eps = read_epsilon(fields, "layer_norm_epsilon", 1e-6);
  config.activation = block.activation;
  config.relative = read_relative_positions(fields, !decoder);
  const Mask mask = decoder ? Mask::causal() : Mask::all();
  LayerConfig layer =
      plain_layer(fields.integer("num_heads", 1, kMaxHeads), fields.integer("d_kv", 1, kMaxHeads), mask);
  layer.scale = 1.0F;
  int layers = fields.integer("num_layers", 1, kMaxLayers);
  if (decoder) layers = fields.integer_or("num_decoder_layers", 1, kMaxLayers, layers);
  config.layers.assign(static_cast<std::size_t>(layers), layer);
  return config;
}

AttentionWeights t5_attention(WeightReader& weights, const std::string& at, const std::string& name,
                              const ModelConfig& config) {
  const LayerConfig& shape = config.layers.front();
  const Eigen::Index inner = Eigen::Index{shape.heads} * shape.head_dim;
  AttentionWeights attention;
  attention.attention_norm = weights.norm(at + "layer_norm", config.hidden, Bias::None);
  attention.query = weights.linear(at + name + ".q", inner, config.hidden, Bias::None);
  attention.key = weights.linear(at + name + ".k", inner, config.hidden, Bias::None);
  attention.value = weights.linear(at + name + ".v", inner, config.hidden, Bias::None);
  attention.output = weights.linear(at + name + ".o", config.hidden, inner, Bias::None);
  return attention;
}

LayerWeights t5_layer(WeightReader& weights, const std::string& at, const ModelConfig& config, bool gated,
                      bool decoder) {
  LayerWeights layer;
  static_cast<AttentionWeights&>(layer) = t5_attention(weights, at + "0.", "SelfAttention", config);
  if (decoder) layer.cross = t5_attention(weights, at + "1.", "EncDecAttention", config);
  const std::string block = at + (decoder ? "2." : "1.");
  const std::string dense = block + "DenseReluDense.";
  const int inner = config.feed_forward;
  layer.feed_forward_norm = weights.norm(block + "layer_norm", config.hidden, Bias::None);
  if (gated) layer.feed_forward_gate = weights.linear(dense + "wi_0", inner, config.hidden, Bias::None);
  layer.feed_forward_in = weights.linear(dense + (gated ? "wi_1" : "wi"), inner, config.hidden, Bias::None);
  layer.feed_forward_out = weights.linear(dense + "wo", config.hidden, inner, Bias::None);
  return layer;
}

/// name: "encoder" or "decoder". The bias of distances lies in the first layer and is every layer's; what lies beside
/// the decoder's cross-attention under the same name is a leftover that nothing uses.
void t5_stack(WeightReader& weights, const std::string& name, bool gated, bool decoder, Stack& stack) {
  const ModelConfig& config = stack.config;
  const std::string blocks = name + ".block.";
  stack.distance_bias = weights.matrix(blocks + "0.layer.0.SelfAttention.relative_attention_bias.weight",
                                       config.relative.buckets, config.layers.front().heads);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    stack.layers.push_back(t5_layer(weights, blocks + std::to_string(i) + ".layer.", config, gated, decoder));
  }
  stack.final_norm = weights.norm(name + ".final_layer_norm", config.hidden, Bias::None);
}

/// What tells the members apart, where config.json is silent.
struct T5Parts {
  std::string feed_forward;
  bool padding_starts = false;  ///< a decoder's text begins with the padding; else with token 0
};

/// Whether config.json is that of an encoder alone: it says so itself, or names a class that is made of no more.
bool has_encoder_only(JsonFields& fields) {
  if (says_no(fields, "is_encoder_decoder")) return true;
  if (!fields.has("architectures")) return false;
  return std::ranges::any_of(fields.array("architectures"), [](const nlohmann::json& name) {
    const std::string_view text = name.is_string() ? name.get_ref<const std::string&>() : std::string_view();
    return text.ends_with("EncoderModel") || text.ends_with("ForTokenClassification");
  });
}

Model t5_like(JsonFields& fields, WeightReader& weights, const T5Parts& parts) {
  const T5FeedForward block = read_t5_feed_forward(fields, parts.feed_forward);
  Model model;
  model.config = t5_config(fields, block, false);
  weights.prefix("transformer.");  // of those that classify
  model.token_embedding = read_shared_embedding(weights, model.config.vocab_size, model.config.hidden);
  t5_stack(weights, "encoder", block.gated, false, model);
  if (has_encoder_only(fields)) return model;

  Stack& decoder = model.decoder.emplace();
  decoder.config = t5_config(fields, block, true);
  const int start = parts.padding_starts ? fields.integer_or("pad_token_id", 0, kMaxVocabulary, 0) : 0;
  decoder.config.start_id = read_start_id(fields, decoder.config.vocab_size, start);
  decoder.token_embedding = model.token_embedding;
  t5_stack(weights, "decoder", block.gated, true, decoder);
  return model;
}

}  // namespace

Model t5_model(JsonFields& fields, WeightReader& weights) {
  return t5_like(fields, weights, {.feed_forward = "relu", .padding_starts = true});
}

Model mt5_model(JsonFields& fields, WeightReader& weights) {
  return t5_like(fields, weights, {.feed_forward = "gated-gelu"});
}

}  // namespace attnscope
