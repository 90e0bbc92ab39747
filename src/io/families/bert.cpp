// BERT (Devlin et al. 2019) as the original release and Hugging Face transformers keep it, and those that differ from
// it in a value or a tensor: RoBERTa (Liu et al. 2019), XLM-R (Conneau et al. 2020) and ELECTRA (Clark et al. 2020).
#include <string>
#include <utility>

#include "io/families/config_parts.h"
#include "io/families/family.h"
#include "io/quote.h"

namespace attnscope {

namespace {

ModelConfig bert_config(JsonFields& fields) {
  ModelConfig config;
  read_sizes(fields, config);
  config.norm_place = NormPlace::After;
  config.norm_eps = read_epsilon(fields, "layer_norm_eps", 1e-12);
  config.activation = read_activation(fields, "hidden_act", "gelu");
  const std::string positions = fields.string_or("position_embedding_type", "absolute");
  if (positions != "absolute") {
    fields.refuse("position_embedding_type", quote(positions) + " is not supported; expected 'absolute'",
                  ErrorCode::Unsupported);
  }
  expect_not(fields, "add_cross_attention");
  const Mask mask = fields.boolean_or("is_decoder", false) ? Mask::causal() : Mask::all();
  const int heads = fields.integer("num_attention_heads", 1, kMaxHeads);
  const int head_dim = divide_among_heads(fields, "num_attention_heads", heads, config.hidden);
  const int layers = fields.integer("num_hidden_layers", 1, kMaxLayers);
  config.layers.assign(static_cast<std::size_t>(layers), plain_layer(heads, head_dim, mask));
  return config;
}

LayerWeights bert_layer(WeightReader& weights, const std::string& at, const ModelConfig& config) {
  const int hidden = config.hidden;
  LayerWeights layer;
  layer.query = weights.linear(at + "attention.self.query", hidden, hidden, Bias::One);
  layer.key = weights.linear(at + "attention.self.key", hidden, hidden, Bias::One);
  layer.value = weights.linear(at + "attention.self.value", hidden, hidden, Bias::One);
  layer.output = weights.linear(at + "attention.output.dense", hidden, hidden, Bias::One);
  layer.attention_norm = weights.norm(at + "attention.output.LayerNorm", hidden, Bias::One);
  layer.feed_forward_in = weights.linear(at + "intermediate.dense", config.feed_forward, hidden, Bias::One);
  layer.feed_forward_out = weights.linear(at + "output.dense", hidden, config.feed_forward, Bias::One);
  layer.feed_forward_norm = weights.norm(at + "output.LayerNorm", hidden, Bias::One);
  return layer;
}

/// A single text is of type 0 throughout, so that its vector is part of every position.
WeightMatrix with_type_0(const WeightMatrix& positions, const WeightMatrix& types) {
  if (positions.empty() || types.empty()) return {};
  Matrix sums = positions.view();
  sums.rowwise() += types.view().row(0);
  return sums;
}

Model bert_tensors(JsonFields& fields, WeightReader& weights, ModelConfig config) {
  const int types = fields.integer_or("type_vocab_size", 1, kMaxWidth, 2);
  const int width = embedding_width(config);
  const int positions = config.padding_id + 1 + config.max_tokens;
  Model model;
  model.token_embedding = weights.matrix("embeddings.word_embeddings.weight", config.vocab_size, width);
  model.position_embedding = with_type_0(weights.matrix("embeddings.position_embeddings.weight", positions, width),
                                         weights.matrix("embeddings.token_type_embeddings.weight", types, width));
  model.embedding_norm = weights.norm("embeddings.LayerNorm", width, Bias::One);
  if (config.embedding > 0) {
    model.embedding_projection = weights.linear("embeddings_project", config.hidden, width, Bias::One);
  }
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    model.layers.push_back(bert_layer(weights, "encoder.layer." + std::to_string(i) + ".", config));
  }
  model.config = std::move(config);
  return model;
}

}  // namespace

Model bert_model(JsonFields& fields, WeightReader& weights) {
  weights.prefix("bert.");
  return bert_tensors(fields, weights, bert_config(fields));
}

Model roberta_model(JsonFields& fields, WeightReader& weights) {
  ModelConfig config = bert_config(fields);
  config.padding_id = fields.integer_or("pad_token_id", 0, kMaxVocabulary, 1);
  config.max_tokens -= config.padding_id + 1;  // the first rows of the position table belong to no token of a text
  if (config.max_tokens < 1) {
    fields.refuse("max_position_embeddings", "leaves no room for a text, whose positions start after pad_token_id " +
                                                 std::to_string(config.padding_id));
  }
  weights.prefix("roberta.");
  return bert_tensors(fields, weights, std::move(config));
}

Model electra_model(JsonFields& fields, WeightReader& weights) {
  ModelConfig config = bert_config(fields);
  const int width = fields.integer_or("embedding_size", 1, kMaxWidth, 128);
  if (width != config.hidden) config.embedding = width;
  weights.prefix("electra.");
  return bert_tensors(fields, weights, std::move(config));
}

}  // namespace attnscope
