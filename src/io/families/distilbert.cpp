// DistilBERT (Sanh et al. 2019): BERT without token types, under names of its own.
#include <string>

#include "io/families/config_parts.h"
#include "io/families/family.h"

namespace attnscope {

namespace {

ModelConfig distilbert_config(JsonFields& fields) {
  ModelConfig config;
  config.vocab_size = fields.integer("vocab_size", 1, kMaxVocabulary);
  config.hidden = fields.integer("dim", 1, kMaxWidth);
  config.feed_forward = fields.integer("hidden_dim", 1, kMaxWidth);
  config.max_tokens = fields.integer("max_position_embeddings", 1, kMaxPositions);
  config.norm_place = NormPlace::After;
  config.norm_eps = 1e-12F;  // config.json has no say in it
  config.activation = read_activation(fields, "activation", "gelu");
  const int heads = fields.integer("n_heads", 1, kMaxHeads);
  const int head_dim = divide_among_heads(fields, "n_heads", heads, config.hidden);
  const int layers = fields.integer("n_layers", 1, kMaxLayers);
  config.layers.assign(static_cast<std::size_t>(layers), plain_layer(heads, head_dim, Mask::all()));
  return config;
}

LayerWeights distilbert_layer(WeightReader& weights, const std::string& at, const ModelConfig& config) {
  const int hidden = config.hidden;
  LayerWeights layer;
  layer.query = weights.linear(at + "attention.q_lin", hidden, hidden, Bias::One);
  layer.key = weights.linear(at + "attention.k_lin", hidden, hidden, Bias::One);
  layer.value = weights.linear(at + "attention.v_lin", hidden, hidden, Bias::One);
  layer.output = weights.linear(at + "attention.out_lin", hidden, hidden, Bias::One);
  layer.attention_norm = weights.norm(at + "sa_layer_norm", hidden, Bias::One);
  layer.feed_forward_in = weights.linear(at + "ffn.lin1", config.feed_forward, hidden, Bias::One);
  layer.feed_forward_out = weights.linear(at + "ffn.lin2", hidden, config.feed_forward, Bias::One);
  layer.feed_forward_norm = weights.norm(at + "output_layer_norm", hidden, Bias::One);
  return layer;
}

}  // namespace

Model distilbert_model(JsonFields& fields, WeightReader& weights) {
  Model model;
  model.config = distilbert_config(fields);
  const ModelConfig& config = model.config;

  weights.prefix("distilbert.");
  model.token_embedding = weights.matrix("embeddings.word_embeddings.weight", config.vocab_size, config.hidden);
  // Where sinusoidal_pos_embds is true, the file holds the sinusoids all the same.
  model.position_embedding = weights.matrix("embeddings.position_embeddings.weight", config.max_tokens, config.hidden);
  model.embedding_norm = weights.norm("embeddings.LayerNorm", config.hidden, Bias::One);
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    model.layers.push_back(distilbert_layer(weights, "transformer.layer." + std::to_string(i) + ".", config));
  }
  return model;
}

}  // namespace attnscope
