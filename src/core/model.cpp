#include "core/model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "core/finite.h"

namespace attnscope {
namespace {

struct Shape {
  Eigen::Index rows = 0;
  Eigen::Index columns = 1;
  friend bool operator==(const Shape&, const Shape&) = default;
};

/// One tensor: what it is called, what it must be by the config, and what it is. A vector is a matrix of one column.
struct TensorRow {
  std::string name;
  Shape expected;
  Shape actual;
  bool may_be_empty;
  bool finite;
};

constexpr bool kMayBeEmpty = true;

/// Every tensor of the model, each declared once.
class TensorRows {
 public:
  explicit TensorRows(const Model& model) {
    add_stack("", model, 0);
    if (model.decoder) add_stack("decoder ", *model.decoder, model.config.hidden);
  }

  std::vector<TensorRow> rows;

 private:
  /// encoded: the width of what its layers look at beside themselves; 0: nothing.
  void add_stack(const std::string& at, const Stack& stack, int encoded) {
    const ModelConfig& config = stack.config;
    const int width = embedding_width(config);
    const Eigen::Index positions = Eigen::Index{config.padding_id} + 1 + config.max_tokens;
    matrix(at + "token_embedding", {config.vocab_size, width}, stack.token_embedding);
    matrix(at + "position_embedding", {positions, width}, stack.position_embedding, kMayBeEmpty);
    if (config.relative.buckets > 0) {
      matrix(at + "distance_bias", {config.relative.buckets, config.layers.front().heads}, stack.distance_bias);
    }
    norm(at + "embedding_norm", width, stack.embedding_norm, kMayBeEmpty);
    if (config.embedding > 0) linear(at + "embedding_projection", config.hidden, width, stack.embedding_projection);
    for (std::size_t l = 0; l < stack.layers.size(); ++l) {
      const std::string in_layer = at + "layer " + std::to_string(l + 1) + ", ";
      add_attention(in_layer, config.hidden, config.hidden, config.layers[l], stack.layers[l]);
      if (encoded > 0) {
        add_attention(in_layer + "cross ", config.hidden, encoded, config.layers[l], stack.layers[l].cross);
      }
      add_feed_forward(in_layer, config, stack.layers[l]);
    }
    norm(at + "final_norm", config.hidden, stack.final_norm, kMayBeEmpty);
  }

  /// asked: the width of what it looks at.
  void add_attention(const std::string& at, int hidden, int asked, const LayerConfig& shape,
                     const AttentionWeights& weights) {
    const Eigen::Index inner = Eigen::Index{shape.heads} * shape.head_dim;
    const Eigen::Index shared = Eigen::Index{shape.kv_heads} * shape.head_dim;
    norm(at + "attention_norm", hidden, weights.attention_norm, kMayBeEmpty);
    linear(at + "query", inner, hidden, weights.query);
    linear(at + "key", shared, asked, weights.key);
    linear(at + "value", shared, asked, weights.value);
    norm(at + "query_norm", shape.head_dim, weights.query_norm, kMayBeEmpty);
    norm(at + "key_norm", shape.head_dim, weights.key_norm, kMayBeEmpty);
    linear(at + "output", hidden, inner, weights.output);
  }

  void add_feed_forward(const std::string& at, const ModelConfig& config, const LayerWeights& layer) {
    norm(at + "feed_forward_norm", config.hidden, layer.feed_forward_norm, kMayBeEmpty);
    linear(at + "feed_forward_in", config.feed_forward, config.hidden, layer.feed_forward_in);
    linear(at + "feed_forward_gate", config.feed_forward, config.hidden, layer.feed_forward_gate, kMayBeEmpty);
    linear(at + "feed_forward_out", config.hidden, config.feed_forward, layer.feed_forward_out);
  }

  void matrix(std::string name, Shape expected, const WeightMatrix& matrix, bool may_be_empty = false) {
    bool finite = true;
    const WeightMatrix::View view = matrix.view();
    for (Eigen::Index row = 0; finite && row < view.rows(); ++row) finite = all_finite(view.row(row));
    rows.push_back({std::move(name), expected, {matrix.rows(), matrix.columns()}, may_be_empty, finite});
  }

  void vector(std::string name, Eigen::Index size, const WeightVector& vector, bool may_be_empty) {
    const bool finite = all_finite(vector.view().transpose());
    rows.push_back({std::move(name), {size}, {vector.size()}, may_be_empty, finite});
  }

  void norm(const std::string& name, Eigen::Index size, const Norm& norm, bool may_be_empty = false) {
    vector(name + ".weight", size, norm.weight, may_be_empty);
    vector(name + ".bias", size, norm.bias, kMayBeEmpty);
  }

  void linear(const std::string& name, Eigen::Index out, Eigen::Index in, const Linear& linear,
              bool may_be_empty = false) {
    const Shape expected = linear.order == MatrixOrder::OutIn ? Shape{out, in} : Shape{in, out};
    matrix(name + ".weight", expected, linear.weight, may_be_empty);
    vector(name + ".bias", out, linear.bias, kMayBeEmpty);
  }
};

Error bad_config(std::string what) { return {ErrorCode::InvalidArgument, "config", std::move(what)}; }

Status check(const LayerConfig& layer, const std::string& of_layer) {
  if (layer.heads % layer.kv_heads != 0) {
    return bad_config("heads" + of_layer + " are " + std::to_string(layer.heads) + ", expected a multiple of its " +
                      std::to_string(layer.kv_heads) + " kv_heads");
  }
  if (!std::isfinite(layer.scale) || layer.scale <= 0.0F) {
    return bad_config("scale" + of_layer + " must be a finite number above 0");
  }
  if (!layer.mask.valid()) return bad_config("mask" + of_layer + " must let a query see 0 or more places");
  const bool fits = 2 * layer.inverse_frequencies.size() <= static_cast<std::size_t>(layer.head_dim);
  const bool finite = std::ranges::all_of(layer.inverse_frequencies, [](float f) { return std::isfinite(f); });
  if (fits && finite) return {};
  return bad_config("inverse_frequencies" + of_layer + " must be finite, and at most half as many as head_dim");
}

Status check_relative(const ModelConfig& config) {
  if (config.relative.buckets == 0) return {};
  if (!config.relative.valid()) return bad_config("relative must have buckets for both ways, and reach beyond them");
  const int heads = config.layers.front().heads;
  const bool alike = std::ranges::all_of(config.layers, [=](const LayerConfig& layer) { return layer.heads == heads; });
  return alike ? Status() : bad_config("relative needs as many heads in every layer");
}

Status check(const ModelConfig& config) {
  struct Size {
    std::string name;
    int value;
  };
  std::vector<Size> sizes{{"vocab_size", config.vocab_size},
                          {"hidden", config.hidden},
                          {"feed_forward", config.feed_forward},
                          {"max_tokens", config.max_tokens},
                          {"number of layers", static_cast<int>(config.layers.size())}};
  for (std::size_t l = 0; l < config.layers.size(); ++l) {
    sizes.push_back({"heads of layer " + std::to_string(l + 1), config.layers[l].heads});
    sizes.push_back({"kv_heads of layer " + std::to_string(l + 1), config.layers[l].kv_heads});
    sizes.push_back({"head_dim of layer " + std::to_string(l + 1), config.layers[l].head_dim});
  }
  for (const Size& size : sizes) {
    if (size.value >= 1) continue;
    return bad_config(size.name + " is " + std::to_string(size.value) + ", expected at least 1");
  }
  if (config.embedding < 0) return bad_config("embedding must be a width, or 0 for that of hidden");
  if (config.padding_id < -1) return bad_config("padding_id must be a token's id, or -1 for none");
  if (!std::isfinite(config.embedding_scale)) return bad_config("embedding_scale must be a finite number");
  if (Status status = check_relative(config); !status) return status;
  for (std::size_t l = 0; l < config.layers.size(); ++l) {
    if (Status status = check(config.layers[l], " of layer " + std::to_string(l + 1)); !status) return status;
  }
  if (std::isfinite(config.norm_eps) && config.norm_eps > 0.0F) return {};
  return bad_config("norm_eps must be a finite number above 0");
}

Status check_stack(const Stack& stack) {
  if (Status status = check(stack.config); !status) return status;
  if (stack.layers.size() == stack.config.layers.size()) return {};
  return Error{ErrorCode::ShapeMismatch, "layers",
               "the config lists " + std::to_string(stack.config.layers.size()) + ", the weights hold " +
                   std::to_string(stack.layers.size())};
}

std::string to_text(const Shape& shape) {
  return "[" + std::to_string(shape.rows) + ", " + std::to_string(shape.columns) + "]";
}

}  // namespace

LayerConfig plain_layer(int heads, int head_dim, const Mask& mask) {
  return {.heads = heads,
          .kv_heads = heads,
          .head_dim = head_dim,
          .scale = 1.0F / std::sqrt(static_cast<float>(head_dim)),
          .mask = mask,
          .inverse_frequencies = {}};
}

int embedding_width(const ModelConfig& config) { return config.embedding > 0 ? config.embedding : config.hidden; }

bool looks_back_only(const ModelConfig& config) {
  return std::ranges::all_of(config.layers, [](const LayerConfig& layer) { return layer.mask.ahead == 0; });
}

Status validate(const Model& model) {
  if (Status status = check_stack(model); !status) return status;
  if (model.decoder) {
    if (Status status = check_stack(*model.decoder); !status) return status;
  }
  for (const TensorRow& tensor : TensorRows(model).rows) {
    if (tensor.may_be_empty && tensor.actual.rows == 0) continue;
    if (tensor.actual != tensor.expected) {
      return Error{ErrorCode::ShapeMismatch, tensor.name,
                   "expected " + to_text(tensor.expected) + " by the config, got " + to_text(tensor.actual)};
    }
    if (!tensor.finite) {
      return Error{ErrorCode::NotFinite, tensor.name, "holds an infinity or NaN; the file is damaged"};
    }
  }
  return {};
}

}  // namespace attnscope
