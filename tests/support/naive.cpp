#include "tests/support/naive.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>

namespace attnscope::test {
namespace {

double at(const WeightVector& vector, std::size_t i) {
  return static_cast<double>(vector.view()(static_cast<Eigen::Index>(i)));
}

/// x W^T + b for every row of x.
Grid naive_linear(const Grid& x, const Linear& linear) {
  const bool out_in = linear.order == MatrixOrder::OutIn;
  const Matrix weight = linear.weight.view();
  const Eigen::Index outs = out_in ? weight.rows() : weight.cols();
  Grid out;
  for (const std::vector<double>& in : x) {
    out.emplace_back();
    for (Eigen::Index o = 0; o < outs; ++o) {
      double sum = linear.bias.empty() ? 0.0 : at(linear.bias, static_cast<std::size_t>(o));
      for (std::size_t i = 0; i < in.size(); ++i) {
        const auto from = static_cast<Eigen::Index>(i);
        sum += static_cast<double>(out_in ? weight(o, from) : weight(from, o)) * in[i];
      }
      out.back().push_back(sum);
    }
  }
  return out;
}

/// Columns begin ... end - 1 of every row, taken as one.
void naive_norm_part(Grid& x, std::size_t begin, std::size_t end, const Norm& norm, const ModelConfig& config) {
  const double size = static_cast<double>(end - begin);
  for (std::vector<double>& row : x) {
    double mean = 0;
    for (std::size_t i = begin; i < end; ++i) mean += row[i] / size;
    if (config.norm == NormKind::Rms) mean = 0;
    double variance = 0;
    for (std::size_t i = begin; i < end; ++i) variance += (row[i] - mean) * (row[i] - mean) / size;
    for (std::size_t i = begin; i < end; ++i) {
      row[i] =
          (row[i] - mean) / std::sqrt(variance + static_cast<double>(config.norm_eps)) * at(norm.weight, i - begin);
      if (!norm.bias.empty()) row[i] += at(norm.bias, i - begin);
    }
  }
}

Grid naive_norm(Grid x, const Norm& norm, const ModelConfig& config) {
  if (!norm.weight.empty()) naive_norm_part(x, 0, x[0].size(), norm, config);
  return x;
}

Grid naive_norm_heads(Grid x, const Norm& norm, const ModelConfig& config) {
  const auto size = static_cast<std::size_t>(norm.weight.size());
  for (std::size_t begin = 0; size > 0 && begin < x[0].size(); begin += size) {
    naive_norm_part(x, begin, begin + size, norm, config);
  }
  return x;
}

/// Each pair (i, i + half) of each head as one complex number, times e^(i position frequency).
Grid naive_rotate(Grid x, const LayerConfig& layer) {
  const std::size_t half = layer.inverse_frequencies.size();
  for (std::size_t position = 0; position < x.size(); ++position) {
    for (std::size_t head = 0; head < x[position].size(); head += static_cast<std::size_t>(layer.head_dim)) {
      for (std::size_t i = 0; i < half; ++i) {
        double& real = x[position][head + i];
        double& imaginary = x[position][head + i + half];
        const double angle = static_cast<double>(position) * static_cast<double>(layer.inverse_frequencies[i]);
        const std::complex<double> turned = std::complex<double>(real, imaginary) * std::polar(1.0, angle);
        real = turned.real();
        imaginary = turned.imag();
      }
    }
  }
  return x;
}

/// Columns from ... from + count - 1.
Grid naive_columns(const Grid& x, int from, int count) {
  Grid out;
  for (const std::vector<double>& row : x) {
    out.emplace_back();
    for (int c = from; c < from + count; ++c) out.back().push_back(row[static_cast<std::size_t>(c)]);
  }
  return out;
}

/// a b^T
Grid naive_products(const Grid& a, const Grid& b) {
  Grid out;
  for (const std::vector<double>& left : a) {
    out.emplace_back();
    for (const std::vector<double>& right : b) {
      double sum = 0;
      for (std::size_t d = 0; d < left.size(); ++d) sum += left[d] * right[d];
      out.back().push_back(sum);
    }
  }
  return out;
}

void naive_add(Grid& x, const Grid& update) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x[i].size(); ++j) x[i][j] += update[i][j];
  }
}

double naive_activation(Activation activation, double x) {
  switch (activation) {
    case Activation::Gelu:
      return x * 0.5 * std::erfc(-x / std::sqrt(2.0));
    case Activation::GeluTanh:
      return x / (1.0 + std::exp(-2.0 * std::sqrt(2.0 / std::acos(-1.0)) * (x + 0.044715 * std::pow(x, 3))));
    case Activation::QuickGelu:
      return x / (1.0 + std::exp(-1.702 * x));
    case Activation::Relu:
      return std::max(x, 0.0);
    case Activation::Silu:
      return x / (1.0 + std::exp(-x));
  }
  return 0;
}

Grid naive_feed_forward(const Grid& x, const LayerWeights& layer, const ModelConfig& config) {
  const bool gated = !layer.feed_forward_gate.weight.empty();
  Grid inner = naive_linear(x, layer.feed_forward_in);
  Grid bent = gated ? naive_linear(x, layer.feed_forward_gate) : inner;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    for (std::size_t j = 0; j < inner[i].size(); ++j) {
      bent[i][j] = naive_activation(config.activation, bent[i][j]);
      if (gated) bent[i][j] *= inner[i][j];
    }
  }
  return naive_linear(bent, layer.feed_forward_out);
}

/// x + f(norm(x)), or norm(x + f(x)).
template <class Block>
NaiveBlock naive_block(const Grid& x, const Norm& norm, const ModelConfig& config, const Block& f) {
  const bool before = config.norm_place == NormPlace::Before;
  const Grid added = f(before ? naive_norm(x, norm, config) : x);
  Grid out = x;
  naive_add(out, added);
  return {.before = x, .added = added, .left = before ? out : naive_norm(out, norm, config)};
}

/// Row padding_id for each token of that id, and for the others one row more than there are others before.
Grid naive_positions(const Stack& stack, const std::vector<Token>& tokens) {
  const int padding = stack.config.padding_id;
  const Grid table = to_grid(stack.position_embedding.view());
  Grid rows;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    int others = 0;
    for (std::size_t j = 0; j <= i; ++j) others += tokens[j].id == padding ? 0 : 1;
    rows.push_back(table[static_cast<std::size_t>(tokens[i].id == padding ? padding : padding + others)]);
  }
  return rows;
}

/// asked: what keys and values come from.
std::vector<NaiveHead> naive_heads(const Grid& x, const Grid& asked, const AttentionWeights& layer,
                                   const LayerConfig& shape, const ModelConfig& config) {
  const Grid q = naive_rotate(naive_norm_heads(naive_linear(x, layer.query), layer.query_norm, config), shape);
  const Grid k = naive_rotate(naive_norm_heads(naive_linear(asked, layer.key), layer.key_norm, config), shape);
  const Grid v = naive_linear(asked, layer.value);
  std::vector<NaiveHead> heads;
  for (int kv_head = 0; kv_head < shape.kv_heads; ++kv_head) {
    for (int i = 0; i < shape.heads / shape.kv_heads; ++i) {
      const int head = static_cast<int>(heads.size());
      heads.push_back({.q = naive_columns(q, head * shape.head_dim, shape.head_dim),
                       .k = naive_columns(k, kv_head * shape.head_dim, shape.head_dim),
                       .v = naive_columns(v, kv_head * shape.head_dim, shape.head_dim)});
    }
  }
  return heads;
}

/// What every head blends, side by side. biases: one a head, or none at all.
Grid naive_context(const std::vector<NaiveHead>& heads, double scale, const Mask& mask,
                   const std::vector<Grid>& biases) {
  Grid context(heads[0].q.size());
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const NaiveHead& head = heads[h];
    const Grid weights =
        naive_weights(naive_products(head.q, head.k), scale, mask, biases.empty() ? Grid() : biases[h]);
    for (std::size_t i = 0; i < context.size(); ++i) {
      for (std::size_t d = 0; d < head.v[0].size(); ++d) {
        double sum = 0;
        for (std::size_t j = 0; j < head.v.size(); ++j) sum += weights[i][j] * head.v[j][d];
        context[i].push_back(sum);
      }
    }
  }
  return context;
}

/// The bucket of a distance, as the paper says it: one each for the small ones, then as many as there are for each
/// factor by which the rest reaches further.
int naive_bucket(const RelativePositions& positions, int distance) {
  int buckets = positions.buckets;
  int first = 0;
  int apart = distance < 0 ? -distance : 0;
  if (positions.both_ways) {
    buckets /= 2;
    if (distance > 0) first = buckets;
    if (distance > 0) apart = distance;
  }
  const int exact = buckets / 2;
  if (apart < exact) return first + apart;
  const double reach = std::log(static_cast<double>(positions.max_distance) / exact);
  const double beyond = std::log(static_cast<double>(apart) / exact) / reach * (buckets - exact);
  return first + std::min(exact + static_cast<int>(beyond + 1e-7), buckets - 1);
}

std::vector<Grid> naive_biases(const Stack& stack, std::size_t tokens) {
  std::vector<Grid> biases;
  if (stack.config.relative.buckets == 0) return biases;
  const Grid table = to_grid(stack.distance_bias.view());
  for (std::size_t head = 0; head < table[0].size(); ++head) {
    Grid bias(tokens, std::vector<double>(tokens));
    for (std::size_t i = 0; i < tokens; ++i) {
      for (std::size_t j = 0; j < tokens; ++j) {
        const int bucket = naive_bucket(stack.config.relative, static_cast<int>(j) - static_cast<int>(i));
        bias[i][j] = table[static_cast<std::size_t>(bucket)][head];
      }
    }
    biases.push_back(std::move(bias));
  }
  return biases;
}

Grid naive_embed(const Stack& stack, const std::vector<Token>& tokens) {
  const Matrix words = stack.token_embedding.view();
  Grid x;
  for (const Token& token : tokens) {
    x.push_back(to_grid(words.row(token.id))[0]);
    for (double& number : x.back()) number *= static_cast<double>(stack.config.embedding_scale);
  }
  if (!stack.position_embedding.empty()) naive_add(x, naive_positions(stack, tokens));
  x = naive_norm(x, stack.embedding_norm, stack.config);
  if (stack.config.embedding > 0) x = naive_linear(x, stack.embedding_projection);
  return x;
}

struct NaiveMap {
  NaiveLayers heads;
  std::vector<NaiveBlock> blocks;
};

/// encoded: what the layers look at beside themselves; null: nothing. Gives what the stack gives.
Grid naive_stack(const Stack& stack, const std::vector<Token>& tokens, const Grid* encoded,
                 const ForwardOptions& options, NaiveMap& own, NaiveMap& cross) {
  const ModelConfig& config = stack.config;
  Grid x = naive_embed(stack, tokens);
  const std::vector<Grid> biases = naive_biases(stack, tokens.size());
  for (std::size_t l = 0; l < stack.layers.size(); ++l) {
    const LayerWeights& layer = stack.layers[l];
    const LayerConfig& shape = config.layers[l];
    const double scale = static_cast<double>(options.multiplier) * static_cast<double>(shape.scale);
    const Grid before = x;
    own.blocks.push_back(naive_block(x, layer.attention_norm, config, [&](const Grid& in) {
      own.heads.push_back(naive_heads(in, in, layer, shape, config));
      return naive_linear(naive_context(own.heads.back(), scale, options.mask.value_or(shape.mask), biases),
                          layer.output);
    }));
    x = own.blocks.back().left;
    if (encoded != nullptr) {
      cross.blocks.push_back(naive_block(x, layer.cross.attention_norm, config, [&](const Grid& in) {
        LayerConfig across = shape;
        across.inverse_frequencies.clear();
        cross.heads.push_back(naive_heads(in, *encoded, layer.cross, across, config));
        return naive_linear(naive_context(cross.heads.back(), scale, Mask::all(), {}), layer.cross.output);
      }));
      x = cross.blocks.back().left;
    }
    const auto feed_forward = [&](const Grid& in) { return naive_feed_forward(in, layer, config); };
    if (config.residual == Residual::OneByOne) {
      x = naive_block(x, layer.feed_forward_norm, config, feed_forward).left;
    } else {
      naive_add(x, feed_forward(naive_norm(before, layer.feed_forward_norm, config)));
    }
  }
  return naive_norm(x, stack.final_norm, config);
}

}  // namespace

bool naive_sees(const Mask& mask, int i, int j) {
  const long long back = static_cast<long long>(i) - j;
  return back <= mask.back && -back <= mask.ahead;
}

Grid naive_scores(const MatrixView& q, const MatrixView& k) { return naive_products(to_grid(q), to_grid(k)); }

Grid naive_weights(const Grid& scores, double scale, const Mask& mask, const Grid& bias) {
  Grid weights = scores;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < scores[i].size(); ++j) {
      const bool sees = naive_sees(mask, static_cast<int>(i), static_cast<int>(j));
      const double added = bias.empty() ? 0.0 : bias[i][j];
      weights[i][j] = sees ? std::exp(scale * scores[i][j] + added) : 0.0;
      sum += weights[i][j];
    }
    for (double& weight : weights[i]) weight /= sum;
  }
  return weights;
}

double naive_entropy(const std::vector<double>& weights) {
  double bits = 0;
  for (const double weight : weights) {
    if (weight > 0) bits -= weight * std::log2(weight);
  }
  return bits;
}

NaiveLayers naive_forward(const Model& model, const std::vector<Token>& tokens, const ForwardOptions& options) {
  NaiveMap own;
  NaiveMap none;
  (void)naive_stack(model, tokens, nullptr, options, own, none);
  return own.heads;
}

std::vector<NaiveBlock> naive_blocks(const Model& model, const std::vector<Token>& tokens,
                                     const ForwardOptions& options) {
  NaiveMap own;
  NaiveMap none;
  (void)naive_stack(model, tokens, nullptr, options, own, none);
  return own.blocks;
}

NaiveTwo naive_forward_two(const Model& model, const std::vector<Token>& tokens, const std::vector<Token>& tokens_b,
                           const ForwardOptions& options) {
  NaiveMap encoder;
  NaiveMap decoder;
  NaiveMap cross;
  const Grid encoded = naive_stack(model, tokens, nullptr, options, encoder, cross);
  (void)naive_stack(*model.decoder, tokens_b, &encoded, options, decoder, cross);
  return {.encoder = encoder.heads,
          .decoder = decoder.heads,
          .cross = cross.heads,
          .encoder_blocks = encoder.blocks,
          .decoder_blocks = decoder.blocks,
          .cross_blocks = cross.blocks};
}

}  // namespace attnscope::test
