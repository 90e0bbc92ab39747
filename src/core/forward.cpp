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

Matrix embed(const Model& model, const std::vector<Token>& tokens) {
  Matrix x(static_cast<Eigen::Index>(tokens.size()), model.config.hidden);
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    x.row(i) = model.token_embedding.row(tokens[static_cast<std::size_t>(i)].id) + model.position_embedding.row(i);
  }
  return x;
}

/// The values between two tensors of a layer; kept from layer to layer so that each is allocated once.
struct Scratch {
  Matrix normed;   ///< [n, hidden]
  Matrix q, k, v;  ///< [n, heads * head_dim]
  Matrix scores;   ///< [n, n] of one head
  Matrix weights;  ///< [n, n] of one head
  Matrix context;  ///< [n, heads * head_dim], what every head blended
  Matrix inner;    ///< [n, feed_forward]
  Matrix update;   ///< [n, hidden], what a block adds to the residual stream
};

Error in_layer(std::size_t layer, Error error) {
  error.where = "layer " + std::to_string(layer + 1) + ", " + error.where;
  return error;
}

/// q, k and v of all heads in three products, then cut into heads.
Result<std::vector<HeadTrace>> heads_of(const LayerWeights& layer, const LayerShape& shape, const Mask& mask,
                                        Scratch& s) {
  apply(layer.query, s.normed, s.q);
  apply(layer.key, s.normed, s.k);
  apply(layer.value, s.normed, s.v);
  for (const Matrix* part : {&s.q, &s.k, &s.v}) {
    if (const std::optional<int> row = first_bad_row(*part)) {
      return Error{ErrorCode::NotFinite, "row " + std::to_string(*row + 1),
                   "the numbers grew past what a float holds; the weights are damaged or the multiplier is too large"};
    }
  }
  std::vector<HeadTrace> heads;
  heads.reserve(static_cast<std::size_t>(shape.heads));
  for (int h = 0; h < shape.heads; ++h) {
    const Eigen::Index from = Eigen::Index{h} * shape.head_dim;
    heads.push_back({.q = s.q.middleCols(from, shape.head_dim),
                     .k = s.k.middleCols(from, shape.head_dim),
                     .v = s.v.middleCols(from, shape.head_dim),
                     .native_scale = 1.0F / std::sqrt(static_cast<float>(shape.head_dim)),
                     .mask = mask});
  }
  return heads;
}

/// x += output(what every head blended).
Status add_attention(const LayerWeights& layer, const std::vector<HeadTrace>& heads, float multiplier, const Mask& mask,
                     Matrix& x, Scratch& s) {
  s.context.resize(s.v.rows(), s.v.cols());
  Eigen::Index from = 0;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const HeadTrace& head = heads[h];
    s.scores.noalias() = head.q * head.k.transpose();
    if (Status status = softmax_rows(s.scores, multiplier * head.native_scale, mask, s.weights); !status) {
      Error error = status.error();
      error.where = "head " + std::to_string(h + 1) + ", " + error.where;
      return error;
    }
    s.context.middleCols(from, head.v.cols()).noalias() = s.weights * head.v;
    from += head.v.cols();
  }
  apply(layer.output, s.context, s.update);
  x += s.update;
  return {};
}

/// x += feed_forward(norm(x)).
void add_feed_forward(const LayerWeights& layer, float eps, Matrix& x, Scratch& s) {
  apply(layer.feed_forward_norm, eps, x, s.normed);
  apply(layer.feed_forward_in, s.normed, s.inner);
  gelu(s.inner);
  apply(layer.feed_forward_out, s.inner, s.update);
  x += s.update;
}

}  // namespace

Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options,
                      std::stop_token stop) {
  const ModelConfig& config = model.config;
  assert(config.layers.size() == model.layers.size());
  if (const Status status = check(config, tokens, options); !status) return status.error();

  const Mask own_mask = config.causal ? Mask::causal() : Mask::all();
  const Mask mask = options.mask.value_or(own_mask);
  Matrix x = embed(model, tokens);
  Trace trace{.tokens = std::move(tokens), .layers = {}};
  trace.layers.reserve(model.layers.size());
  Scratch scratch;
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    if (stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "a newer request made this one pointless"};
    const LayerWeights& layer = model.layers[l];
    apply(layer.attention_norm, config.norm_eps, x, scratch.normed);
    Result<std::vector<HeadTrace>> heads = heads_of(layer, config.layers[l], own_mask, scratch);
    if (!heads) return in_layer(l, heads.error());
    trace.layers.push_back(std::move(heads).value());

    // A Trace ends with the last layer's q, k and v. What that layer would add to x, and the final norm after it, feed
    // only a prediction that nobody reads; leaving them out saves nearly half of a small model's time.
    if (l + 1 == model.layers.size()) break;
    if (const Status status = add_attention(layer, trace.layers.back(), options.multiplier, mask, x, scratch);
        !status) {
      return in_layer(l, status.error());
    }
    add_feed_forward(layer, config.norm_eps, x, scratch);
  }
  return trace;
}

}  // namespace attnscope
