// BART (Lewis et al. 2020), and those that differ from it in a value or a tensor: mBART (Liu et al. 2020) and Marian
// (Junczys-Dowmunt et al. 2018), as Hugging Face transformers keeps them.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/model_config.h"

namespace attnscope {

namespace {

/// What tells the members apart.
struct BartParts {
  bool norm_before = false;  ///< each block norms what it works on rather than what it gives
  bool final_norm = false;   ///< and the stack norms what it gives
  bool embedding_norm = true;
  bool learned_positions = true;  ///< else sinusoids
  bool shared_embedding = true;   ///< both stacks have the same table of tokens
  int default_start = 2;          ///< where config.json does not say
};

/// The rows of a learned position table that belong to no token.
constexpr int kBartUnusedPositions = 2;

ModelConfig bart_config(JsonFields& fields, const std::string& stack, const BartParts& parts) {
  ModelConfig config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("d_model", 1, kMaxWidth);
  config.feed_forward = fields.integer(stack + "_ffn_dim", 1, kMaxWidth);
  config.max_tokens = fields.integer("max_position_embeddings", 1, kMaxPositions);
  config.norm_place = parts.norm_before ? NormPlace::Before : NormPlace::After;
  config.activation = read_activation(fields, "activation_function", "gelu");
  if (fields.boolean_or("scale_embedding", false))
    config.embedding_scale = std::sqrt(static_cast<float>(config.hidden));
  const std::string heads_name = stack + "_attention_heads";
  const int heads = fields.integer(heads_name, 1, kMaxHeads);
  const int head_dim = divide_among_heads(fields, heads_name, heads, config.hidden);
  const int layers = fields.integer(stack + "_layers", 1, kMaxLayers);
  const Mask mask = stack == "decoder" ? Mask::causal() : Mask::all();
  config.layers.assign(static_cast<std::size_t>(layers), plain_layer(heads, head_dim, mask));
  return config;
}

/// Vaswani et al. 2017, section 3.5, but all sines come before all cosines.
Matrix sinusoids(int positions, int width) {
  Matrix table(positions, width);
  const int sines = (width + 1) / 2;
  for (int column = 0; column < width; ++column) {
    const int pair = column < sines ? column : column - sines;
    const double period = std::pow(10000.0, 2.0 * pair / width);
    for (int position = 0; position < positions; ++position) {
      const double angle = position / period;
      table(position, column) = static_cast<float>(column < sines ? std::sin(angle) : std::cos(angle));
    }
  }
  return table;
}

/// Marian's sinusoids as the file keeps them, maybe rounded to halves, or else made here.
void marian_positions(WeightReader& weights, const std::string& name, Stack& stack) {
  ModelConfig& config = stack.config;
  const std::string kept = name + ".embed_positions.weight";
  if (weights.has(kept)) {
    stack.position_embedding = weights.matrix(kept, config.max_tokens, config.hidden);
    return;
  }
  config.max_tokens = std::min(config.max_tokens, kMostTokens);  // any number of them could be made
  if (weights.reads()) stack.position_embedding = sinusoids(config.max_tokens, config.hidden);
}

AttentionWeights bart_attention(WeightReader& weights, const std::string& at, const std::string& name, int hidden) {
  AttentionWeights attention;
  attention.query = weights.linear(at + name + ".q_proj", hidden, hidden, Bias::One);
  attention.key = weights.linear(at + name + ".k_proj", hidden, hidden, Bias::One);
  attention.value = weights.linear(at + name + ".v_proj", hidden, hidden, Bias::One);
  attention.output = weights.linear(at + name + ".out_proj", hidden, hidden, Bias::One);
  attention.attention_norm = weights.norm(at + name + "_layer_norm", hidden, Bias::One);
  return attention;
}

LayerWeights bart_layer(WeightReader& weights, const std::string& at, const ModelConfig& config, bool decoder) {
  const int hidden = config.hidden;
  LayerWeights layer;
  static_cast<AttentionWeights&>(layer) = bart_attention(weights, at, "self_attn", hidden);
  if (decoder) layer.cross = bart_attention(weights, at, "encoder_attn", hidden);
  layer.feed_forward_in = weights.linear(at + "fc1", config.feed_forward, hidden, Bias::One);
  layer.feed_forward_out = weights.linear(at + "fc2", hidden, config.feed_forward, Bias::One);
  layer.feed_forward_norm = weights.norm(at + "final_layer_norm", hidden, Bias::One);
  return layer;
}

WeightMatrix bart_positions(WeightReader& weights, const std::string& at, const ModelConfig& config) {
  const WeightMatrix table =
      weights.matrix(at + "embed_positions.weight", config.max_tokens + kBartUnusedPositions, config.hidden);
  return table.rows(kBartUnusedPositions, config.max_tokens);
}

/// Everything of a stack but what its tokens are embedded by.
void bart_stack(WeightReader& weights, const std::string& name, const BartParts& parts, Stack& stack) {
  const ModelConfig& config = stack.config;
  const std::string at = name + ".";
  if (parts.learned_positions) stack.position_embedding = bart_positions(weights, at, config);
  if (parts.embedding_norm) stack.embedding_norm = weights.norm(at + "layernorm_embedding", config.hidden, Bias::One);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    const std::string layer = at + "layers." + std::to_string(i) + ".";
    stack.layers.push_back(bart_layer(weights, layer, config, name == "decoder"));
  }
  if (parts.final_norm) stack.final_norm = weights.norm(at + "layer_norm", config.hidden, Bias::One);
}

/// The table of a stack that has its own. Where config.json unties what older releases shared all the same, there is
/// but one.
WeightMatrix own_embedding(WeightReader& weights, const std::string& name, const ModelConfig& config) {
  return weights.matrix(weights.first_of({name + ".embed_tokens.weight", "shared.weight"}), config.vocab_size,
                        config.hidden);
}

Model bart_like(JsonFields& fields, WeightReader& weights, const BartParts& parts) {
  if (says_no(fields, "is_encoder_decoder")) {
    fields.refuse("is_encoder_decoder", "a decoder without its encoder is not supported", ErrorCode::Unsupported);
  }
  Model model;
  model.config = bart_config(fields, "encoder", parts);
  Stack& decoder = model.decoder.emplace();
  decoder.config = bart_config(fields, "decoder", parts);

  weights.prefix("model.");
  const int vocab_size = model.config.vocab_size;
  if (!parts.shared_embedding) {
    decoder.config.vocab_size = fields.integer_or("decoder_vocab_size", 1, kMaxVocabulary, vocab_size);
  }
  if (parts.shared_embedding && !says_no(fields, "tie_word_embeddings")) {
    model.token_embedding = decoder.token_embedding = read_shared_embedding(weights, vocab_size, model.config.hidden);
  } else {
    model.token_embedding = own_embedding(weights, "encoder", model.config);
    decoder.token_embedding = own_embedding(weights, "decoder", decoder.config);
  }
  decoder.config.start_id = read_start_id(fields, decoder.config.vocab_size, parts.default_start);
  bart_stack(weights, "encoder", parts, model);
  bart_stack(weights, "decoder", parts, decoder);
  return model;
}

/// The variants that the reference implementation knew before its release 4.2. Since then it gives config.json no say
/// in them, whatever fields are left there.
BartParts read_variant(JsonFields& fields) {
  BartParts parts;
  if (written_since(fields, {4, 2})) return parts;
  parts.norm_before = fields.boolean_or("normalize_before", false);
  parts.final_norm = fields.boolean_or("add_final_layer_norm", false);
  parts.embedding_norm = fields.boolean_or("normalize_embedding", true);
  expect_not(fields, "static_position_embeddings");
  expect_not(fields, "do_blenderbot_90_layernorm");
  return parts;
}

}  // namespace

Model bart_model(JsonFields& fields, WeightReader& weights) { return bart_like(fields, weights, read_variant(fields)); }

Model mbart_model(JsonFields& fields, WeightReader& weights) {
  return bart_like(fields, weights, {.norm_before = true, .final_norm = true, .default_start = kLastStarts});
}

Model marian_model(JsonFields& fields, WeightReader& weights) {
  BartParts parts{.embedding_norm = false, .learned_positions = false};
  parts.shared_embedding = fields.boolean_or("share_encoder_decoder_embeddings", true);
  parts.default_start = fields.integer_or("pad_token_id", 0, kMaxVocabulary, 58100);
  Model model = bart_like(fields, weights, parts);
  marian_positions(weights, "encoder", model);
  marian_positions(weights, "decoder", *model.decoder);
  return model;
}

}  // namespace attnscope
