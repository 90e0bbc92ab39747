#include "core/model.h"

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
  const float* numbers;
};

template <class Tensor>
TensorRow row(std::string name, Shape expected, const Tensor& tensor) {
  return {std::move(name), expected, {tensor.rows(), tensor.cols()}, tensor.data()};
}

/// Every tensor of the model, each declared once.
std::vector<TensorRow> tensors_of(const Model& model) {
  const ModelConfig& config = model.config;
  std::vector<TensorRow> rows;
  const auto norm = [&](const std::string& name, const LayerNorm& tensors) {
    rows.push_back(row(name + ".weight", {config.hidden}, tensors.weight));
    rows.push_back(row(name + ".bias", {config.hidden}, tensors.bias));
  };
  const auto linear = [&](const std::string& name, Eigen::Index out, Eigen::Index in, const Linear& tensors) {
    rows.push_back(row(name + ".weight", {out, in}, tensors.weight));
    rows.push_back(row(name + ".bias", {out}, tensors.bias));
  };

  rows.push_back(row("token_embedding", {config.vocab_size, config.hidden}, model.token_embedding));
  rows.push_back(row("position_embedding", {config.max_tokens, config.hidden}, model.position_embedding));
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    const LayerWeights& layer = model.layers[l];
    const Eigen::Index inner = Eigen::Index{config.layers[l].heads} * config.layers[l].head_dim;
    const std::string at = "layer " + std::to_string(l + 1) + ", ";
    norm(at + "attention_norm", layer.attention_norm);
    linear(at + "query", inner, config.hidden, layer.query);
    linear(at + "key", inner, config.hidden, layer.key);
    linear(at + "value", inner, config.hidden, layer.value);
    linear(at + "output", config.hidden, inner, layer.output);
    norm(at + "feed_forward_norm", layer.feed_forward_norm);
    linear(at + "feed_forward_in", config.feed_forward, config.hidden, layer.feed_forward_in);
    linear(at + "feed_forward_out", config.hidden, config.feed_forward, layer.feed_forward_out);
  }
  norm("final_norm", model.final_norm);
  return rows;
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
    sizes.push_back({"head_dim of layer " + std::to_string(l + 1), config.layers[l].head_dim});
  }
  for (const Size& size : sizes) {
    if (size.value >= 1) continue;
    return Error{ErrorCode::InvalidArgument, "config",
                 size.name + " is " + std::to_string(size.value) + ", expected at least 1"};
  }
  if (!std::isfinite(config.norm_eps) || config.norm_eps <= 0.0F) {
    return Error{ErrorCode::InvalidArgument, "config", "norm_eps must be a finite number above 0"};
  }
  return {};
}

std::string to_text(const Shape& shape) {
  return "[" + std::to_string(shape.rows) + ", " + std::to_string(shape.columns) + "]";
}

}  // namespace

Status validate(const Model& model) {
  if (Status status = check(model.config); !status) return status;
  if (model.layers.size() != model.config.layers.size()) {
    return Error{ErrorCode::ShapeMismatch, "layers",
                 "the config lists " + std::to_string(model.config.layers.size()) + ", the weights hold " +
                     std::to_string(model.layers.size())};
  }
  for (const TensorRow& tensor : tensors_of(model)) {
    if (tensor.actual != tensor.expected) {
      return Error{ErrorCode::ShapeMismatch, tensor.name,
                   "expected " + to_text(tensor.expected) + " by the config, got " + to_text(tensor.actual)};
    }
    const Eigen::Index size = tensor.actual.rows * tensor.actual.columns;
    if (!all_finite(Eigen::Map<const Eigen::RowVectorXf>(tensor.numbers, size))) {
      return Error{ErrorCode::NotFinite, tensor.name, "holds an infinity or NaN; the file is damaged"};
    }
  }
  return {};
}

}  // namespace attnscope
