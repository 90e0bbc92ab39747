#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/distance_bias.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"
#include "core/weights.h"

namespace attnscope {

/// What people are told of a layer; layers of one model may differ.
struct LayerShape {
  int heads = 0;
  int head_dim = 0;
  int kv_heads = 0;  ///< where several heads share keys and values: how many have their own; else 0
  friend bool operator==(const LayerShape&, const LayerShape&) = default;
};

/// The attention block of one layer.
struct LayerConfig {
  int heads = 0;
  int kv_heads = 0;  ///< heads / kv_heads query heads that follow each other share one head's keys and values
  int head_dim = 0;
  float scale = 0.0F;  ///< what q.k is multiplied by
  Mask mask;           ///< what a query sees
  /// Rotary positions (Su et al. 2021, section 3.4.2): in each head, q and k have dimensions i and i + size() turned by
  /// position * inverse_frequencies[i], for i < size(). Dimensions beyond 2 size() stay; empty turns nothing.
  std::vector<float> inverse_frequencies;
  friend bool operator==(const LayerConfig&, const LayerConfig&) = default;
};

/// A layer of heads that share nothing and turn nothing, with Vaswani's scale 1/sqrt(head_dim).
LayerConfig plain_layer(int heads, int head_dim, const Mask& mask);

enum class NormKind : std::uint8_t {
  Layer,  ///< to mean 0 and variance 1 (Ba et al. 2016, eq. 4)
  Rms,    ///< to a root mean square of 1 (Zhang and Sennrich 2019, eq. 4)
};

enum class NormPlace : std::uint8_t {
  Before,  ///< x += f(norm(x))
  After,   ///< x = norm(x + f(x)), as in Vaswani et al. 2017
};

enum class Residual : std::uint8_t {
  OneByOne,  ///< the feed-forward block works on what attention has changed
  Parallel,  ///< both work on the same x, x += attention(x) + feed_forward(x) (Wang and Komatsuzaki 2021, GPT-J)
};

enum class Activation : std::uint8_t {
  Gelu,       ///< x Phi(x) with the exact normal distribution function (Hendrycks and Gimpel 2016, section 2)
  GeluTanh,   ///< its likeness x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), ibidem
  QuickGelu,  ///< another one, x / (1 + exp(-1.702 x)), ibidem
  Relu,       ///< max(0, x)
  Silu,       ///< x / (1 + exp(-x)), also called swish
};

/// A stack of layers as data: the forward pass reads this and knows no model by name.
struct ModelConfig {
  int vocab_size = 0;
  int hidden = 0;        ///< d_model
  int feed_forward = 0;  ///< inner width of the feed-forward block
  int max_tokens = 0;    ///< how many it may read
  int embedding = 0;     ///< width of the embedding tables where embedding_projection widens it; 0: hidden
  /// Tokens of this id take row padding_id of the position table and are not counted; the others take the rows after
  /// it, one by one. -1: there are none such, and rows are counted from 0.
  int padding_id = -1;
  float embedding_scale = 1.0F;     ///< what a token's embedding is multiplied by
  RelativePositions relative = {};  ///< what the logits of self-attention say of distances
  /// The token that a decoder's text begins with: it reads the second text shifted by one place, the last token left
  /// out, so that each row is about the token after it. -1: the text is read as it is; other negative ones stand for
  /// what whoever makes the tokens puts there.
  int start_id = -1;
  NormKind norm = NormKind::Layer;
  NormPlace norm_place = NormPlace::Before;
  Residual residual = Residual::OneByOne;
  float norm_eps = 1e-5F;
  Activation activation = Activation::Gelu;
  std::vector<LayerConfig> layers;
};

/// Width of the embedding tables.
int embedding_width(const ModelConfig& config);

/// Whether no query of any layer sees what comes after itself.
bool looks_back_only(const ModelConfig& config);

/// y = x W^T + b, or x W + b where the order is InOut. bias: [out], or empty.
struct Linear {
  WeightMatrix weight;
  WeightVector bias;
  MatrixOrder order = MatrixOrder::OutIn;
};

/// weight: one number a column, or empty for a norm that leaves everything as it is; bias: likewise, or empty.
struct Norm {
  WeightVector weight;
  WeightVector bias;
};

/// What one attention block is made of.
struct AttentionWeights {
  Norm attention_norm;
  Linear query;       ///< out: heads * head_dim; head h owns h * head_dim ...
  Linear key, value;  ///< out: kv_heads * head_dim
  Norm query_norm;    ///< [head_dim], of each head before its positions are turned; may be empty
  Norm key_norm;      ///< likewise
  Linear output;      ///< hidden from heads * head_dim
};

/// A layer and its self-attention.
struct LayerWeights : AttentionWeights {
  /// Of a decoder: between self-attention and the feed-forward block each token also looks at what the encoder made.
  /// Heads as in self-attention, key and value from the encoder's hidden, no mask, no positions.
  AttentionWeights cross;
  Norm feed_forward_norm;
  Linear feed_forward_in;    ///< feed_forward from hidden
  Linear feed_forward_gate;  ///< the same, or empty; its activation multiplies what feed_forward_in gives
  Linear feed_forward_out;   ///< hidden from feed_forward
};

/// Layers upon the embedding of a text's tokens.
struct Stack {
  ModelConfig config;
  WeightMatrix token_embedding;     ///< [vocab_size, embedding_width()]
  WeightMatrix position_embedding;  ///< [padding_id + 1 + max_tokens, embedding_width()], or empty
  WeightMatrix distance_bias;       ///< [buckets, heads], shared by all layers, where config.relative says so
  Norm embedding_norm;              ///< may be empty
  Linear embedding_projection;      ///< hidden from embedding_width(), where config.embedding says so
  std::vector<LayerWeights> layers;
  Norm final_norm;  ///< may be empty
};

/// A transformer: one stack, or an encoder and the decoder that reads what it made (Vaswani et al. 2017, figure 1).
struct Model : Stack {
  std::optional<Stack> decoder;
};

/// Checks every shape against the config and every number for being finite; `where` names the tensor.
Status validate(const Model& model);

}  // namespace attnscope
