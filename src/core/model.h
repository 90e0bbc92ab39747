#pragma once

#include <string>
#include <vector>

#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"

namespace attnscope {

/// The attention block of one layer; layers of one model may differ.
struct LayerShape {
  int heads = 0;
  int head_dim = 0;
  friend bool operator==(const LayerShape&, const LayerShape&) = default;
};

/// A transformer as data: the forward pass reads this and knows no model by name.
struct ModelConfig {
  int vocab_size = 0;
  int hidden = 0;        ///< d_model
  int feed_forward = 0;  ///< inner width of the feed-forward block
  int max_tokens = 0;    ///< rows of the position table
  float norm_eps = 1e-5F;
  bool causal = false;  ///< whether a query sees only itself and what came before
  std::vector<LayerShape> layers;
};

/// y = x W^T + b. weight: [out, in], as PyTorch's Linear keeps it; bias: [out].
struct Linear {
  Matrix weight;
  Vector bias;
};

/// weight and bias: [hidden].
struct LayerNorm {
  Vector weight;
  Vector bias;
};

struct LayerWeights {
  LayerNorm attention_norm;
  Linear query, key, value;  ///< [heads * head_dim, hidden]; head h owns rows h * head_dim ...
  Linear output;             ///< [hidden, heads * head_dim]
  LayerNorm feed_forward_norm;
  Linear feed_forward_in;   ///< [feed_forward, hidden]
  Linear feed_forward_out;  ///< [hidden, feed_forward]
};

/// A pre-norm transformer with learned positions: x += attention(norm(x)); x += mlp(norm(x)).
struct Model {
  ModelConfig config;
  Matrix token_embedding;     ///< [vocab_size, hidden]
  Matrix position_embedding;  ///< [max_tokens, hidden]
  std::vector<LayerWeights> layers;
  LayerNorm final_norm;
};

/// Checks every shape against the config and every number for being finite; `where` names the tensor.
Status validate(const Model& model);

}  // namespace attnscope
