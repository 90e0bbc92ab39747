#include "core/forward.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "core/blocks.h"
#include "core/finite.h"
#include "core/softmax.h"

namespace attnscope {
namespace {

Status check(const ModelConfig& config, const std::vector<Token>& tokens, const ForwardOptions& options) {
  if (tokens.empty()) return Error{ErrorCode::InvalidArgument, "tokens", "there are none; give a text"};
  if (tokens.size() > static_cast<std::size_t>(config.max_tokens)) {
    return Error{ErrorCode::OutOfLimits, "tokens",
                 std::to_string(tokens.size()) + " are more than the " + std::to_string(config.max_tokens) +
                     " that the model can read; shorten the text"};
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (0 <= tokens[i].id && tokens[i].id < config.vocab_size) continue;
    return Error{ErrorCode::InvalidArgument, "token " + std::to_string(i + 1),
                 "id " + std::to_string(tokens[i].id) + " is outside the vocabulary of " +
                     std::to_string(config.vocab_size) + "; use the model's own tokenizer"};
  }
  if (!std::isfinite(options.multiplier) || options.multiplier < 0.0F) {
    return Error{ErrorCode::InvalidArgument, "multiplier", "must be a finite number, 0 or more"};
  }
  if (options.mask && !options.mask->valid()) {
    return Error{ErrorCode::InvalidArgument, "mask", "must let a query see 0 or more places back and ahead"};
  }
  return {};
}

/// Each token's row of the position table.
void add_positions(const WeightMatrix::View& table, int padding_id, const std::vector<Token>& tokens, Matrix& x) {
  Eigen::Index last = padding_id;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const bool padding = tokens[static_cast<std::size_t>(i)].id == padding_id;
    x.row(i) += table.row(padding ? padding_id : ++last);
  }
}

Matrix embed(const Model& model, const std::vector<Token>& tokens) {
  const ModelConfig& config = model.config;
  const WeightMatrix::View rows = model.token_embedding.view();
  Matrix x(static_cast<Eigen::Index>(tokens.size()), rows.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) x.row(i) = rows.row(tokens[static_cast<std::size_t>(i)].id);
  if (!model.position_embedding.empty()) {
    add_positions(model.position_embedding.view(), config.padding_id, tokens, x);
  }
  Matrix next;
  if (!model.embedding_norm.weight.empty()) {
    apply(model.embedding_norm, config.norm, config.norm_eps, x, next);
    x.swap(next);
  }
  if (config.embedding > 0) {
    apply(model.embedding_projection, x, next);
    x.swap(next);
  }
  return x;
}

/// The values between two tensors of a layer; kept from layer to layer so that each is allocated once.
struct Scratch {
  Matrix normed;   ///< [n, hidden]
  Matrix q, k, v;  ///< [n, heads * head_dim], k and v [n, kv_heads * head_dim]
  Matrix scores;   ///< [n, n] of one head
  Matrix weights;  ///< [n, n] of one head
  Matrix context;  ///< [n, heads * head_dim], what every head blended
  Matrix inner;    ///< [n, feed_forward]
  Matrix gate;     ///< [n, feed_forward]
  Matrix before;   ///< [n, hidden], the residual stream before attention, where the feed-forward block works on that
  Matrix update;   ///< [n, hidden], what a block adds to the residual stream
};

Error in_layer(std::size_t layer, Error error) {
  error.where = "layer " + std::to_string(layer + 1) + ", " + error.where;
  return error;
}

/// What a block works on: the residual stream, normed where the model norms before its blocks.
const Matrix& input_of_block(const ModelConfig& config, const Norm& norm, const Matrix& x, Scratch& s) {
  if (config.norm_place == NormPlace::After) return x;
  apply(norm, config.norm, config.norm_eps, x, s.normed);
  return s.normed;
}

/// Adds what a block gave to the residual stream, which is then normed where the model norms after its blocks.
void add_update(const ModelConfig& config, const Norm& norm, Matrix& x, Scratch& s) {
  x += s.update;
  if (config.norm_place == NormPlace::Before) return;
  apply(norm, config.norm, config.norm_eps, x, s.normed);
  x.swap(s.normed);
}

/// q, k and v of all heads in three products, normed and turned where the model does so, then cut into heads.
Result<std::vector<HeadTrace>> heads_of(const ModelConfig& config, const LayerConfig& shape, const LayerWeights& layer,
                                        const Matrix& x, Scratch& s) {
  apply(layer.query, x, s.q);
  apply(layer.key, x, s.k);
  apply(layer.value, x, s.v);
  apply_per_head(layer.query_norm, config.norm, config.norm_eps, s.q);
  apply_per_head(layer.key_norm, config.norm, config.norm_eps, s.k);
  rotate(shape.inverse_frequencies, shape.head_dim, s.q);
  rotate(shape.inverse_frequencies, shape.head_dim, s.k);
  for (const Matrix* part : {&s.q, &s.k, &s.v}) {
    if (const std::optional<int> row = first_bad_row(*part)) {
      return Error{ErrorCode::NotFinite, "row " + std::to_string(*row + 1),
                   "the numbers grew past what a float holds; the weights are damaged or the multiplier is too large"};
    }
  }
  std::vector<HeadTrace> heads;
  heads.reserve(static_cast<std::size_t>(shape.heads));
  const int sharing = shape.heads / shape.kv_heads;
  for (int h = 0; h < shape.heads; ++h) {
    const Eigen::Index from = Eigen::Index{h} * shape.head_dim;
    const Eigen::Index shared = Eigen::Index{h / sharing} * shape.head_dim;
    heads.push_back({.q = s.q.middleCols(from, shape.head_dim),
                     .k = s.k.middleCols(shared, shape.head_dim),
                     .v = s.v.middleCols(shared, shape.head_dim),
                     .native_scale = shape.scale,
                     .mask = shape.mask});
  }
  return heads;
}

/// What every head blended goes through `output` into the residual stream.
Status add_attention(const ModelConfig& config, const LayerWeights& layer, const std::vector<HeadTrace>& heads,
                     const ForwardOptions& options, Matrix& x, Scratch& s) {
  s.context.resize(s.q.rows(), s.q.cols());
  Eigen::Index from = 0;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const HeadTrace& head = heads[h];
    s.scores.noalias() = head.q * head.k.transpose();
    const Mask mask = options.mask.value_or(head.mask);
    if (Status status = softmax_rows(s.scores, options.multiplier * head.native_scale, mask, s.weights); !status) {
      Error error = status.error();
      error.where = "head " + std::to_string(h + 1) + ", " + error.where;
      return error;
    }
    s.context.middleCols(from, head.v.cols()).noalias() = s.weights * head.v;
    from += head.v.cols();
  }
  apply(layer.output, s.context, s.update);
  add_update(config, layer.attention_norm, x, s);
  return {};
}

/// `seen` is what the block works on: x itself, or what x was before attention.
void add_feed_forward(const ModelConfig& config, const LayerWeights& layer, const Matrix& seen, Matrix& x, Scratch& s) {
  const Matrix& in = input_of_block(config, layer.feed_forward_norm, seen, s);
  apply(layer.feed_forward_in, in, s.inner);
  if (layer.feed_forward_gate.weight.empty()) {
    apply(config.activation, s.inner);
  } else {
    apply(layer.feed_forward_gate, in, s.gate);
    apply(config.activation, s.gate);
    s.inner.array() *= s.gate.array();
  }
  apply(layer.feed_forward_out, s.inner, s.update);
  add_update(config, layer.feed_forward_norm, x, s);
}

}  // namespace

Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options,
                      std::stop_token stop) {
  const ModelConfig& config = model.config;
  assert(config.layers.size() == model.layers.size());
  if (const Status status = check(config, tokens, options); !status) return status.error();

  Matrix x = embed(model, tokens);
  Trace trace{.tokens = std::move(tokens), .layers = {}};
  trace.layers.reserve(model.layers.size());
  Scratch scratch;
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "a newer request made this one pointless"};
    const LayerWeights& layer = model.layers[l];
    const Matrix& in = input_of_block(config, layer.attention_norm, x, scratch);
    Result<std::vector<HeadTrace>> heads = heads_of(config, config.layers[l], layer, in, scratch);
    if (!heads) return in_layer(l, heads.error());
    trace.layers.push_back(std::move(heads).value());

    // A Trace ends with the last layer's q, k and v. What that layer would add to x, and the final norm after it, feed
    // only a prediction that nobody reads; leaving them out saves nearly half of a small model's time.
    if (l + 1 == model.layers.size()) break;
    const bool parallel = config.residual == Residual::Parallel;
    if (parallel) scratch.before = x;
    const Status added = add_attention(config, layer, trace.layers.back(), options, x, scratch);
    if (!added) return in_layer(l, added.error());
    add_feed_forward(config, layer, parallel ? scratch.before : x, x, scratch);
  }
  return trace;
}

}  // namespace attnscope
