#include "tests/support/naive.h"

#include <cmath>
#include <cstddef>

namespace attnscope::test {
namespace {

/// x W^T + b for every row of x.
Grid naive_linear(const Grid& x, const Linear& linear) {
  Grid out;
  for (const std::vector<double>& in : x) {
    out.emplace_back();
    for (Eigen::Index o = 0; o < linear.weight.rows(); ++o) {
      double sum = static_cast<double>(linear.bias(o));
      for (Eigen::Index i = 0; i < linear.weight.cols(); ++i) {
        sum += static_cast<double>(linear.weight(o, i)) * in[static_cast<std::size_t>(i)];
      }
      out.back().push_back(sum);
    }
  }
  return out;
}

Grid naive_norm(const Grid& x, const LayerNorm& norm, double eps) {
  Grid out = x;
  for (std::vector<double>& row : out) {
    const double size = static_cast<double>(row.size());
    double mean = 0;
    for (const double number : row) mean += number / size;
    double variance = 0;
    for (const double number : row) variance += (number - mean) * (number - mean) / size;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      row[i] = (row[i] - mean) / std::sqrt(variance + eps) * static_cast<double>(norm.weight(at)) +
               static_cast<double>(norm.bias(at));
    }
  }
  return out;
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

double naive_gelu(double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

bool naive_sees(const Mask& mask, int i, int j) {
  const long long back = static_cast<long long>(i) - j;
  return back <= mask.back && -back <= mask.ahead;
}

Grid naive_scores(const Matrix& q, const Matrix& k) { return naive_products(to_grid(q), to_grid(k)); }

Grid naive_weights(const Grid& scores, double scale, const Mask& mask) {
  Grid weights = scores;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < scores[i].size(); ++j) {
      const bool sees = naive_sees(mask, static_cast<int>(i), static_cast<int>(j));
      weights[i][j] = sees ? std::exp(scale * scores[i][j]) : 0.0;
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

std::vector<std::vector<NaiveHead>> naive_forward(const Model& model, const std::vector<Token>& tokens,
                                                  const ForwardOptions& options) {
  const double eps = static_cast<double>(model.config.norm_eps);
  const Mask mask = options.mask ? *options.mask : model.config.causal ? Mask::causal() : Mask::all();
  Grid x;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    x.emplace_back();
    for (int c = 0; c < model.config.hidden; ++c) {
      x.back().push_back(static_cast<double>(model.token_embedding(tokens[i].id, c)) +
                         static_cast<double>(model.position_embedding(static_cast<Eigen::Index>(i), c)));
    }
  }
  std::vector<std::vector<NaiveHead>> trace;
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    const LayerWeights& layer = model.layers[l];
    const LayerShape& shape = model.config.layers[l];
    const Grid normed = naive_norm(x, layer.attention_norm, eps);
    Grid context(x.size());
    trace.emplace_back();
    for (int h = 0; h < shape.heads; ++h) {
      const int from = h * shape.head_dim;
      const NaiveHead head{.q = naive_columns(naive_linear(normed, layer.query), from, shape.head_dim),
                           .k = naive_columns(naive_linear(normed, layer.key), from, shape.head_dim),
                           .v = naive_columns(naive_linear(normed, layer.value), from, shape.head_dim)};
      const double scale = static_cast<double>(options.multiplier) / std::sqrt(static_cast<double>(shape.head_dim));
      const Grid weights = naive_weights(naive_products(head.q, head.k), scale, mask);
      for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t d = 0; d < head.v[i].size(); ++d) {
          double sum = 0;
          for (std::size_t j = 0; j < x.size(); ++j) sum += weights[i][j] * head.v[j][d];
          context[i].push_back(sum);
        }
      }
      trace.back().push_back(head);
    }
    naive_add(x, naive_linear(context, layer.output));
    Grid inner = naive_linear(naive_norm(x, layer.feed_forward_norm, eps), layer.feed_forward_in);
    for (std::vector<double>& row : inner) {
      for (double& number : row) number = naive_gelu(number);
    }
    naive_add(x, naive_linear(inner, layer.feed_forward_out));
  }
  return trace;
}

}  // namespace attnscope::test
