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

/// of: what messages add to name the text, " of the second text".
Status check(const ModelConfig& config, const std::vector<Token>& tokens, const std::string& of = "") {
  if (tokens.empty()) return Error{ErrorCode::InvalidArgument, "tokens" + of, "there are none; give a text"};
  if (tokens.size() > static_cast<std::size_t>(config.max_tokens)) {
    return Error{ErrorCode::OutOfLimits, "tokens" + of,
                 std::to_string(tokens.size()) + " are more than the " + std::to_string(config.max_tokens) +
                     " that the model can read; shorten the text"};
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (0 <= tokens[i].id && tokens[i].id < config.vocab_size) continue;
    return Error{ErrorCode::InvalidArgument, "token " + std::to_string(i + 1) + of,
                 "id " + std::to_string(tokens[i].id) + " is outside the vocabulary of " +
                     std::to_string(config.vocab_size) + "; use the model's own tokenizer"};
  }
  return {};
}

Status check(const ForwardOptions& options) {
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

Matrix embed(const Stack& stack, const std::vector<Token>& tokens) {
  const ModelConfig& config = stack.config;
  const WeightMatrix::View rows = stack.token_embedding.view();
  Matrix x(static_cast<Eigen::Index>(tokens.size()), rows.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) x.row(i) = rows.row(tokens[static_cast<std::size_t>(i)].id);
  if (config.embedding_scale != 1.0F) x *= config.embedding_scale;
  if (!stack.position_embedding.empty()) {
    add_positions(stack.position_embedding.view(), config.padding_id, tokens, x);
  }
  Matrix next;
  if (!stack.embedding_norm.weight.empty()) {
    apply(stack.embedding_norm, config.norm, config.norm_eps, x, next);
    x.swap(next);
  }
  if (config.embedding > 0) {
    apply(stack.embedding_projection, x, next);
    x.swap(next);
  }
  return x;
}

/// The values between two tensors of a layer; kept from layer to layer so that each is allocated once.
struct Scratch {
  Matrix normed;   ///< [n, hidden]
  Matrix q, k, v;  ///< [n, heads * head_dim], k and v [m, kv_heads * head_dim]
  Matrix scores;   ///< [n, m] of one head
  Matrix weights;  ///< [n, m] of one head
  Matrix context;  ///< [n, heads * head_dim], what every head blended
  Matrix inner;    ///< [n, feed_forward]
  Matrix gate;     ///< [n, feed_forward]
  Matrix before;   ///< [n, hidden], the residual stream before attention, where the feed-forward block works on that
  Matrix update;   ///< [n, hidden], what a block adds to the residual stream
};

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

/// q of what asks, k and v of what is asked, of all heads in three products, normed and turned where the model does so,
/// then cut into heads. biases: one a head, or none at all.
Result<std::vector<HeadTrace>> heads_of(const ModelConfig& config, const LayerConfig& shape,
                                        const AttentionWeights& weights, const Matrix& asking, const Matrix& asked,
                                        const std::vector<DistanceBias>& biases, Scratch& s) {
  apply(weights.query, asking, s.q);
  apply(weights.key, asked, s.k);
  apply(weights.value, asked, s.v);
  apply_per_head(weights.query_norm, config.norm, config.norm_eps, s.q);
  apply_per_head(weights.key_norm, config.norm, config.norm_eps, s.k);
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
                     .mask = shape.mask,
                     .bias = biases.empty() ? DistanceBias() : biases[static_cast<std::size_t>(h)]});
  }
  return heads;
}

/// What every head blended goes through `output` into the residual stream. mask: instead of the heads' own.
Status add_attention(const ModelConfig& config, const AttentionWeights& weights, const std::vector<HeadTrace>& heads,
                     float multiplier, const std::optional<Mask>& mask, Matrix& x, Scratch& s) {
  s.context.resize(s.q.rows(), s.q.cols());
  Eigen::Index from = 0;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const HeadTrace& head = heads[h];
    s.scores.noalias() = head.q * head.k.transpose();
    const Status made =
        softmax_rows(s.scores, head.bias, multiplier * head.native_scale, mask.value_or(head.mask), s.weights);
    if (!made) {
      Error error = made.error();
      error.where = "head " + std::to_string(h + 1) + ", " + error.where;
      return error;
    }
    s.context.middleCols(from, head.v.cols()).noalias() = s.weights * head.v;
    from += head.v.cols();
  }
  apply(weights.output, s.context, s.update);
  add_update(config, weights.attention_norm, x, s);
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

/// The heads of a layer's cross-attention are shaped like its own, but they see everything, wherever it stands.
LayerConfig looking_across(LayerConfig shape) {
  shape.mask = Mask::all();
  shape.inverse_frequencies.clear();
  return shape;
}

/// A stack on its way over the tokens of one text.
struct StackRun {
  const Stack& stack;
  std::string name;       ///< what messages call its layers: "layer", "decoder layer"
  const Matrix* encoded;  ///< [m, hidden of the encoder] what its layers look at beside themselves; null: nothing
  bool whole;             ///< whether anybody reads more than its heads
  const ForwardOptions& options;
  const std::stop_token& stop;
  Scratch scratch = {};
};

/// Runs one layer over x, as far as anybody needs. heads: where its own and the cross heads go.
Status run_layer(StackRun& run, std::size_t l, const std::vector<DistanceBias>& biases, Matrix& x, LayerTraces& own,
                 LayerTraces& cross) {
  const ModelConfig& config = run.stack.config;
  const LayerWeights& layer = run.stack.layers[l];
  const LayerConfig& shape = config.layers[l];
  const float multiplier = run.options.multiplier;
  Scratch& s = run.scratch;
  // A Trace ends with the last layer's q, k and v. What that layer would add to x, and the final norm after it, feed
  // only a prediction that nobody reads; leaving them out saves nearly half of a small model's time.
  const bool ends_here = l + 1 == run.stack.layers.size() && !run.whole;

  const Matrix& in = input_of_block(config, layer.attention_norm, x, s);
  Result<std::vector<HeadTrace>> heads = heads_of(config, shape, layer, in, in, biases, s);
  if (!heads) return heads.error();
  own.push_back(std::move(heads).value());
  if (ends_here && run.encoded == nullptr) return {};
  const bool parallel = config.residual == Residual::Parallel;
  if (parallel) s.before = x;
  Status added = add_attention(config, layer, own.back(), multiplier, run.options.mask, x, s);
  if (!added) return added;

  if (run.encoded != nullptr) {
    const Matrix& asking = input_of_block(config, layer.cross.attention_norm, x, s);
    heads = heads_of(config, looking_across(shape), layer.cross, asking, *run.encoded, {}, s);
    if (!heads) return heads.error();
    cross.push_back(std::move(heads).value());
    if (ends_here) return {};
    added = add_attention(config, layer.cross, cross.back(), multiplier, std::nullopt, x, s);
    if (!added) return added;
  }
  add_feed_forward(config, layer, parallel ? s.before : x, x, s);
  return {};
}

/// Runs a stack over a text's tokens. Gives [n, hidden], the final norm included, where run.whole says so.
Result<Matrix> run_stack(StackRun run, const std::vector<Token>& tokens, LayerTraces& own, LayerTraces& cross) {
  const ModelConfig& config = run.stack.config;
  assert(config.layers.size() == run.stack.layers.size());
  Matrix x = embed(run.stack, tokens);
  std::vector<DistanceBias> biases;
  if (config.relative.buckets > 0) {
    biases = distance_biases(config.relative, run.stack.distance_bias, static_cast<int>(tokens.size()));
  }
  own.reserve(run.stack.layers.size());
  for (std::size_t l = 0; l < run.stack.layers.size(); ++l) {
    if (run.stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "a newer request made this one pointless"};
    if (const Status done = run_layer(run, l, biases, x, own, cross); !done) {
      Error error = done.error();
      error.where = run.name + " " + std::to_string(l + 1) + ", " + error.where;
      return error;
    }
  }
  if (!run.whole) return Matrix();
  Matrix normed;
  apply(run.stack.final_norm, config.norm, config.norm_eps, x, normed);
  return normed;
}

}  // namespace

Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options,
                      std::stop_token stop) {
  if (const Status sound = check(model.config, tokens); !sound) return sound.error();
  if (const Status sound = check(options); !sound) return sound.error();
  Trace trace{.tokens = std::move(tokens), .layers = {}};
  const StackRun run{
      .stack = model, .name = "layer", .encoded = nullptr, .whole = false, .options = options, .stop = stop};
  if (const auto done = run_stack(run, trace.tokens, trace.layers, trace.cross); !done) return done.error();
  return trace;
}

Result<Trace> forward_two(const Model& model, std::vector<Token> tokens, std::vector<Token> tokens_b,
                          const ForwardOptions& options, std::stop_token stop) {
  if (!model.decoder) return Error{ErrorCode::InvalidArgument, "tokens of the second text", "the model reads one text"};
  if (const Status sound = check(model.config, tokens); !sound) return sound.error();
  if (const Status sound = check(model.decoder->config, tokens_b, " of the second text"); !sound) return sound.error();
  if (const Status sound = check(options); !sound) return sound.error();
  Trace trace{.tokens = std::move(tokens), .layers = {}, .tokens_b = std::move(tokens_b)};
  const Result<Matrix> encoded = run_stack(
      {.stack = model, .name = "encoder layer", .encoded = nullptr, .whole = true, .options = options, .stop = stop},
      trace.tokens, trace.layers, trace.cross);
  if (!encoded) return encoded.error();
  const Result<Matrix> decoded = run_stack({.stack = *model.decoder,
                                            .name = "decoder layer",
                                            .encoded = &*encoded,
                                            .whole = false,
                                            .options = options,
                                            .stop = stop},
                                           trace.tokens_b, trace.decoder, trace.cross);
  if (!decoded) return decoded.error();
  return trace;
}

}  // namespace attnscope
