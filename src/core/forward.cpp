#include "core/forward.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "core/attend.h"
#include "core/blocks.h"
#include "core/finite.h"
#include "core/slab.h"

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

/// Adds to each row of x, which belong to the last tokens, its token's row of the position table.
void add_positions(const WeightMatrix::View& table, int padding_id, const std::vector<Token>& tokens, Matrix& x) {
  Eigen::Index last = padding_id;
  const Eigen::Index first = static_cast<Eigen::Index>(tokens.size()) - x.rows();
  for (Eigen::Index i = -first; i < x.rows(); ++i) {
    const bool padding = tokens[static_cast<std::size_t>(first + i)].id == padding_id;
    const Eigen::Index row = padding ? padding_id : ++last;
    if (i >= 0) x.row(i) += table.row(row);
  }
}

/// The tokens from `first` on: [n - first, hidden].
Matrix embed(const Stack& stack, const std::vector<Token>& tokens, Eigen::Index first, Workers& workers) {
  const ModelConfig& config = stack.config;
  const WeightMatrix::View rows = stack.token_embedding.view();
  Matrix x(static_cast<Eigen::Index>(tokens.size()) - first, rows.cols());
  for (Eigen::Index i = 0; i < x.rows(); ++i) x.row(i) = rows.row(tokens[static_cast<std::size_t>(first + i)].id);
  if (config.embedding_scale != 1.0F) x *= config.embedding_scale;
  if (!stack.position_embedding.empty()) {
    add_positions(stack.position_embedding.view(), config.padding_id, tokens, x);
  }
  Matrix next;
  if (!stack.embedding_norm.weight.empty()) {
    apply(stack.embedding_norm, config.norm, config.norm_eps, x, next, workers);
    x.swap(next);
  }
  if (config.embedding > 0) {
    apply(stack.embedding_projection, x, next, workers);
    x.swap(next);
  }
  return x;
}

/// The values between two tensors of a layer; kept from layer to layer so that each is allocated once. n: the rows that
/// are computed.
struct Scratch {
  Matrix normed;      ///< [n, hidden]
  PackedRows packed;  ///< of what is multiplied next
  Matrix context;     ///< [n, heads * head_dim], what every head blended
  Matrix inner;       ///< [n, feed_forward]
  Matrix gate;        ///< [n, feed_forward]
  Matrix before;      ///< [n, hidden], the residual stream before attention, where the feed-forward block works on that
  Matrix update;      ///< [n, hidden], what a block adds to the residual stream
};

/// A stack on its way over the tokens of one text.
struct StackRun {
  const Stack& stack;
  std::string name;       ///< what messages call its layers: "layer", "decoder layer"
  const Matrix* encoded;  ///< [m, hidden of the encoder] what its layers look at beside themselves; null: nothing
  bool whole;             ///< whether anybody reads more than its heads
  const ForwardOptions& options;
  const std::stop_token& stop;
  Workers& workers;
  const Trace* previous = nullptr;  ///< whose first rows are taken over; null where there are none
  Eigen::Index first = 0;           ///< how many these are
  Scratch scratch = {};
  Slab slab = {};  ///< for the residual streams and q, k and v of all heads
};

/// What a block works on: the residual stream, normed where the model norms before its blocks.
const Matrix& input_of_block(StackRun& run, const Norm& norm, const Matrix& x) {
  const ModelConfig& config = run.stack.config;
  if (config.norm_place == NormPlace::After) return x;
  apply(norm, config.norm, config.norm_eps, x, run.scratch.normed, run.workers);
  return run.scratch.normed;
}

/// Adds what a block gave to the residual stream, which is then normed where the model norms after its blocks.
void add_update(StackRun& run, const Norm& norm, Matrix& x) {
  const ModelConfig& config = run.stack.config;
  add(run.scratch.update, x, run.workers);
  if (config.norm_place == NormPlace::Before) return;
  apply(norm, config.norm, config.norm_eps, x, run.scratch.normed, run.workers);
  x.swap(run.scratch.normed);
}

/// Takes over the rows that the previous pass had, where they do not lie there already.
void take_over(const SharedMatrix& previous, Eigen::Index rows, MutableView to) {
  if (previous.view().data() != to.data()) to.topRows(rows) = previous.view().topRows(rows);
}

/// One of q, k and v of a layer's heads: the rows that the previous pass had, and room for the others.
Eigen::Map<Matrix> begin_with(StackRun& run, std::size_t layer, Eigen::Index rows, int heads, int head_dim,
                              SharedMatrix HeadTrace::*part) {
  Eigen::Map<Matrix> whole = run.slab.take(rows, Eigen::Index{heads} * head_dim);
  if (run.first == 0) return whole;
  const std::vector<HeadTrace>& previous = run.previous->layers[layer];
  const std::size_t sharing = previous.size() / static_cast<std::size_t>(heads);
  for (int h = 0; h < heads; ++h) {
    take_over(previous[static_cast<std::size_t>(h) * sharing].*part, run.first,
              whole.middleCols(Eigen::Index{h} * head_dim, head_dim));
  }
  return whole;
}

/// Where a stack leaves what it made of one map.
struct MapTrace {
  LayerTraces& heads;
  Streams& streams;
};

/// Keeps the residual stream as a block finds it, behind the rows that the previous pass had.
void keep_stream(StackRun& run, std::size_t layer, const Matrix& x, Streams& streams) {
  Eigen::Map<Matrix> kept = run.slab.take(run.first + x.rows(), x.cols());
  if (run.first > 0) take_over(run.previous->streams[layer], run.first, kept);
  copy(x, kept.bottomRows(x.rows()), run.workers);
  streams.push_back(run.slab.share(kept));
}

/// Which heads: those of a layer that look at its own text, or across.
struct HeadsToMake {
  std::size_t layer;
  const LayerConfig& shape;
  const AttentionWeights& weights;
  const std::vector<DistanceBias>& biases;  ///< one a head, or none at all
};

/// q of what asks, k and v of what is asked, of all heads in three products, normed and turned where the model does so.
/// What the previous pass had is not made again: asking and asked are the rows after it.
Result<std::vector<HeadTrace>> heads_of(StackRun& run, const HeadsToMake& make, const Matrix& asking,
                                        const Matrix& asked) {
  const ModelConfig& config = run.stack.config;
  const LayerConfig& shape = make.shape;
  const AttentionWeights& weights = make.weights;
  Workers& workers = run.workers;
  auto q = begin_with(run, make.layer, run.first + asking.rows(), shape.heads, shape.head_dim, &HeadTrace::q);
  auto k = begin_with(run, make.layer, run.first + asked.rows(), shape.kv_heads, shape.head_dim, &HeadTrace::k);
  auto v = begin_with(run, make.layer, run.first + asked.rows(), shape.kv_heads, shape.head_dim, &HeadTrace::v);
  PackedRows& packed = run.scratch.packed;
  packed.pack(asking, workers);
  apply_into(weights.query, packed, q.bottomRows(asking.rows()), workers);
  if (&asking != &asked) packed.pack(asked, workers);
  apply_into(weights.key, packed, k.bottomRows(asked.rows()), workers);
  apply_into(weights.value, packed, v.bottomRows(asked.rows()), workers);
  apply_per_head(weights.query_norm, config.norm, config.norm_eps, q.bottomRows(asking.rows()), workers);
  apply_per_head(weights.key_norm, config.norm, config.norm_eps, k.bottomRows(asked.rows()), workers);
  rotate(shape.inverse_frequencies, shape.head_dim, run.first, q.bottomRows(asking.rows()), workers);
  rotate(shape.inverse_frequencies, shape.head_dim, run.first, k.bottomRows(asked.rows()), workers);
  for (const Eigen::Map<Matrix>* part : {&q, &k, &v}) {
    const auto made = part->bottomRows(part->rows() - run.first);
    if (!all_finite(made, workers)) {
      return Error{ErrorCode::NotFinite, "row " + std::to_string(run.first + *first_bad_row(made) + 1),
                   "the numbers grew past what a float holds; the weights are damaged or the multiplier is too large"};
    }
  }
  const SharedMatrix all_q = run.slab.share(q);
  const SharedMatrix all_k = run.slab.share(k);
  const SharedMatrix all_v = run.slab.share(v);
  std::vector<HeadTrace> heads;
  heads.reserve(static_cast<std::size_t>(shape.heads));
  const int sharing = shape.heads / shape.kv_heads;
  for (int h = 0; h < shape.heads; ++h) {
    const Eigen::Index shared = Eigen::Index{h / sharing} * shape.head_dim;
    heads.push_back({.q = all_q.columns(Eigen::Index{h} * shape.head_dim, shape.head_dim),
                     .k = all_k.columns(shared, shape.head_dim),
                     .v = all_v.columns(shared, shape.head_dim),
                     .native_scale = shape.scale,
                     .mask = shape.mask,
                     .bias = make.biases.empty() ? DistanceBias() : make.biases[static_cast<std::size_t>(h)]});
  }
  return heads;
}

/// What every head blended goes through `output` into the residual stream. mask: instead of the heads' own.
Status add_attention(StackRun& run, const AttentionWeights& weights, const std::vector<HeadTrace>& heads,
                     const std::optional<Mask>& mask, Matrix& x) {
  Scratch& s = run.scratch;
  const Attending how{.multiplier = run.options.multiplier, .mask = mask, .first = run.first};
  if (Status attended = attend(heads, how, s.context, run.workers, run.stop); !attended) return attended;
  s.packed.pack(s.context, run.workers);
  apply(weights.output, s.packed, s.update, run.workers);
  add_update(run, weights.attention_norm, x);
  return {};
}

/// `seen` is what the block works on: x itself, or what x was before attention.
void add_feed_forward(StackRun& run, const LayerWeights& layer, const Matrix& seen, Matrix& x) {
  const ModelConfig& config = run.stack.config;
  Scratch& s = run.scratch;
  s.packed.pack(input_of_block(run, layer.feed_forward_norm, seen), run.workers);
  apply(layer.feed_forward_in, s.packed, s.inner, run.workers);
  const bool gated = !layer.feed_forward_gate.weight.empty();
  if (gated) apply(layer.feed_forward_gate, s.packed, s.gate, run.workers);
  s.packed.pack(s.inner, run.workers, [&](Eigen::Index begin, Eigen::Index end) {
    apply(config.activation, gated ? s.gate : s.inner, begin, end);
    if (gated) multiply(s.gate, s.inner, begin, end);
  });
  apply(layer.feed_forward_out, s.packed, s.update, run.workers);
  add_update(run, layer.feed_forward_norm, x);
}

/// The heads of a layer's cross-attention are shaped like its own, but they see everything, wherever it stands.
LayerConfig looking_across(LayerConfig shape) {
  shape.mask = Mask::all();
  shape.inverse_frequencies.clear();
  return shape;
}

/// Runs one layer over x, as far as anybody needs. own, cross: where its own heads and the cross heads go.
Status run_layer(StackRun& run, std::size_t l, const std::vector<DistanceBias>& biases, Matrix& x, const MapTrace& own,
                 const MapTrace& cross) {
  const ModelConfig& config = run.stack.config;
  const LayerWeights& layer = run.stack.layers[l];
  const LayerConfig& shape = config.layers[l];
  // A Trace ends with the last layer's q, k and v. What that layer would add to x, and the final norm after it, feed
  // only a prediction that nobody reads; leaving them out saves nearly half of a small model's time.
  const bool ends_here = l + 1 == run.stack.layers.size() && !run.whole;

  keep_stream(run, l, x, own.streams);
  const Matrix& in = input_of_block(run, layer.attention_norm, x);
  Result<std::vector<HeadTrace>> heads =
      heads_of(run, {.layer = l, .shape = shape, .weights = layer, .biases = biases}, in, in);
  if (!heads) return heads.error();
  own.heads.push_back(std::move(heads).value());
  if (ends_here && run.encoded == nullptr) return {};
  const bool parallel = config.residual == Residual::Parallel;
  if (parallel) run.scratch.before = x;
  Status added = add_attention(run, layer, own.heads.back(), run.options.mask, x);
  if (!added) return added;

  if (run.encoded != nullptr) {
    keep_stream(run, l, x, cross.streams);
    const Matrix& asking = input_of_block(run, layer.cross.attention_norm, x);
    heads = heads_of(run, {.layer = l, .shape = looking_across(shape), .weights = layer.cross, .biases = {}}, asking,
                     *run.encoded);
    if (!heads) return heads.error();
    cross.heads.push_back(std::move(heads).value());
    if (ends_here) return {};
    added = add_attention(run, layer.cross, cross.heads.back(), std::nullopt, x);
    if (!added) return added;
  }
  add_feed_forward(run, layer, parallel ? run.scratch.before : x, x);
  return {};
}

/// How many numbers the residual streams and q, k and v of all heads are.
std::size_t numbers_to_keep(const StackRun& run, Eigen::Index rows) {
  const ModelConfig& config = run.stack.config;
  Eigen::Index numbers = 0;
  for (const LayerConfig& layer : config.layers) {
    numbers += rows * (config.hidden + (layer.heads + 2 * layer.kv_heads) * layer.head_dim);
    if (run.encoded == nullptr) continue;
    numbers += rows * (config.hidden + layer.heads * layer.head_dim);
    numbers += 2 * run.encoded->rows() * layer.kv_heads * layer.head_dim;
  }
  return static_cast<std::size_t>(numbers);
}

/// Whether everything that a pass kept lies where rows can be appended.
bool lies_in_its_memory(const Trace& trace) {
  if (trace.memory.empty() || trace.layers.empty()) return false;
  const auto lies = [&](const HeadTrace& head) {
    return trace.memory.holds(head.q) && trace.memory.holds(head.k) && trace.memory.holds(head.v);
  };
  return std::ranges::all_of(trace.layers, [&](const auto& heads) { return std::ranges::all_of(heads, lies); }) &&
         std::ranges::all_of(trace.streams, [&](const SharedMatrix& stream) { return trace.memory.holds(stream); });
}

/// Where the pass over one text keeps its numbers: behind those of the previous pass where that is the same text with
/// words added. looks_back: whether a longer text could use what this one has.
Slab memory_for(const StackRun& run, const PassControl& control, bool looks_back, Eigen::Index rows) {
  const Trace* const previous = control.previous;
  if (run.first > 0 && run.first == previous->size() && lies_in_its_memory(*previous)) {
    if (std::optional<Slab> more = previous->memory.extended(rows)) return *std::move(more);
  }
  const Eigen::Index more =
      looks_back ? std::min(std::max<Eigen::Index>(8, rows / 16), run.stack.config.max_tokens - rows) : 0;
  return Slab(numbers_to_keep(run, rows + more), rows, more, control.spare);
}

/// The memory of a pass, which gives the room that it took back when nothing comes of it.
class Claim {
 public:
  Claim(Slab memory, Eigen::Index rows_before) : memory_(std::move(memory)), rows_before_(rows_before) {}
  ~Claim() {
    if (!kept_) memory_.give_back(rows_before_);
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

  [[nodiscard]] const Slab& memory() const { return memory_; }
  void keep() { kept_ = true; }

 private:
  Slab memory_;
  Eigen::Index rows_before_;
  bool kept_ = false;
};

/// Runs a stack over a text's tokens. Gives [n, hidden], the final norm included, where run.whole says so.
Result<Matrix> run_stack(StackRun run, const std::vector<Token>& tokens, const MapTrace& own, const MapTrace& cross) {
  const ModelConfig& config = run.stack.config;
  assert(config.layers.size() == run.stack.layers.size());
  Matrix x = embed(run.stack, tokens, run.first, run.workers);
  std::vector<DistanceBias> biases;
  if (config.relative.buckets > 0) {
    biases = distance_biases(config.relative, run.stack.distance_bias, static_cast<int>(tokens.size()));
  }
  if (run.slab.empty()) run.slab = Slab(numbers_to_keep(run, static_cast<Eigen::Index>(tokens.size())));
  own.heads.reserve(run.stack.layers.size());
  own.streams.reserve(run.stack.layers.size());
  for (std::size_t l = 0; l < run.stack.layers.size(); ++l) {
    Status done;
    if (!run.stop.stop_requested()) done = run_layer(run, l, biases, x, own, cross);
    if (run.stop.stop_requested()) return Error{ErrorCode::Cancelled, "", "a newer request made this one pointless"};
    if (!done) {
      Error error = done.error();
      error.where = run.name + " " + std::to_string(l + 1) + ", " + error.where;
      return error;
    }
  }
  if (!run.whole) return Matrix();
  Matrix normed;
  apply(run.stack.final_norm, config.norm, config.norm_eps, x, normed, run.workers);
  return normed;
}

bool looks_back(const ModelConfig& config, const ForwardOptions& options) {
  return options.mask ? options.mask->ahead == 0 : looks_back_only(config);
}

/// How many rows of the previous pass hold for these tokens as well. At least one row is left to compute.
Eigen::Index rows_that_hold(const ModelConfig& config, const std::vector<Token>& tokens, const ForwardOptions& options,
                            const Trace* previous) {
  if (previous == nullptr || previous->layers.size() != config.layers.size()) return 0;
  if (!looks_back(config, options)) return 0;
  const std::size_t most = std::min(previous->tokens.size(), tokens.size() - 1);
  std::size_t same = 0;
  while (same < most && previous->tokens[same].id == tokens[same].id) ++same;
  return static_cast<Eigen::Index>(same);
}

}  // namespace

Result<Trace> forward(const Model& model, std::vector<Token> tokens, const ForwardOptions& options,
                      const PassControl& control) {
  if (const Status sound = check(model.config, tokens); !sound) return sound.error();
  if (const Status sound = check(options); !sound) return sound.error();
  Trace trace{.tokens = std::move(tokens), .layers = {}};
  Workers alone;
  StackRun run{.stack = model,
               .name = "layer",
               .encoded = nullptr,
               .whole = false,
               .options = options,
               .stop = control.stop,
               .workers = control.workers != nullptr ? *control.workers : alone,
               .previous = control.previous,
               .first = rows_that_hold(model.config, trace.tokens, options, control.previous)};
  Claim claim(memory_for(run, control, looks_back(model.config, options), trace.size()), run.first);
  run.slab = claim.memory();
  const MapTrace own{trace.layers, trace.streams};
  const MapTrace cross{trace.cross, trace.cross_streams};
  if (const auto done = run_stack(run, trace.tokens, own, cross); !done) return done.error();
  claim.keep();
  trace.memory = claim.memory();
  return trace;
}

Result<Trace> forward_two(const Model& model, std::vector<Token> tokens, std::vector<Token> tokens_b,
                          const ForwardOptions& options, const PassControl& control) {
  if (!model.decoder) return Error{ErrorCode::InvalidArgument, "tokens of the second text", "the model reads one text"};
  if (const Status sound = check(model.config, tokens); !sound) return sound.error();
  if (const Status sound = check(model.decoder->config, tokens_b, " of the second text"); !sound) return sound.error();
  if (const Status sound = check(options); !sound) return sound.error();
  Trace trace{.tokens = std::move(tokens), .layers = {}, .tokens_b = std::move(tokens_b)};
  Workers alone;
  Workers& workers = control.workers != nullptr ? *control.workers : alone;
  const MapTrace cross{trace.cross, trace.cross_streams};
  const Result<Matrix> encoded = run_stack({.stack = model,
                                            .name = "encoder layer",
                                            .encoded = nullptr,
                                            .whole = true,
                                            .options = options,
                                            .stop = control.stop,
                                            .workers = workers},
                                           trace.tokens, {trace.layers, trace.streams}, cross);
  if (!encoded) return encoded.error();
  const Result<Matrix> decoded = run_stack({.stack = *model.decoder,
                                            .name = "decoder layer",
                                            .encoded = &*encoded,
                                            .whole = false,
                                            .options = options,
                                            .stop = control.stop,
                                            .workers = workers},
                                           trace.tokens_b, {trace.decoder, trace.decoder_streams}, cross);
  if (!decoded) return decoded.error();
  return trace;
}

}  // namespace attnscope
