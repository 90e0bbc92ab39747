#include "io/model_tensors.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/finite.h"
#include "io/quote.h"

namespace attnscope {

namespace {

/// The sizes that shapes are made of.
enum class Size : std::uint8_t { One, Vocabulary, Tokens, Hidden, Inner, FeedForward };

/// `layer` counts for Inner only, the width of all heads of a layer together.
Eigen::Index value_of(Size size, const ModelConfig& config, const LayerConfig& layer) {
  switch (size) {
    case Size::One:
      return 1;
    case Size::Vocabulary:
      return config.vocab_size;
    case Size::Tokens:
      return config.max_tokens;
    case Size::Hidden:
      return config.hidden;
    case Size::Inner:
      return Eigen::Index{layer.heads} * layer.head_dim;
    case Size::FeedForward:
      return config.feed_forward;
  }
  return 0;
}

using Field = std::variant<WeightMatrix*, WeightVector*>;

/// A tensor of the file: its name, the field it fills, and its shape. A vector has columns One.
template <class Owner>
struct TensorRow {
  std::string_view name;
  Field (*field)(Owner&);
  Size rows;
  Size columns = Size::One;
};

constexpr std::array<TensorRow<Model>, 4> kModelTensors{{
    {"embeddings.token.weight", [](Model& m) -> Field { return &m.token_embedding; }, Size::Vocabulary, Size::Hidden},
    {"embeddings.position.weight", [](Model& m) -> Field { return &m.position_embedding; }, Size::Tokens, Size::Hidden},
    {"final_norm.weight", [](Model& m) -> Field { return &m.final_norm.weight; }, Size::Hidden},
    {"final_norm.bias", [](Model& m) -> Field { return &m.final_norm.bias; }, Size::Hidden},
}};

using Layer = LayerWeights;

/// Of each layer; in the file "layers.0." and so on stands before the name.
constexpr std::array<TensorRow<Layer>, 16> kLayerTensors{{
    {"attention_norm.weight", [](Layer& l) -> Field { return &l.attention_norm.weight; }, Size::Hidden},
    {"attention_norm.bias", [](Layer& l) -> Field { return &l.attention_norm.bias; }, Size::Hidden},
    {"query.weight", [](Layer& l) -> Field { return &l.query.weight; }, Size::Inner, Size::Hidden},
    {"query.bias", [](Layer& l) -> Field { return &l.query.bias; }, Size::Inner},
    {"key.weight", [](Layer& l) -> Field { return &l.key.weight; }, Size::Inner, Size::Hidden},
    {"key.bias", [](Layer& l) -> Field { return &l.key.bias; }, Size::Inner},
    {"value.weight", [](Layer& l) -> Field { return &l.value.weight; }, Size::Inner, Size::Hidden},
    {"value.bias", [](Layer& l) -> Field { return &l.value.bias; }, Size::Inner},
    {"output.weight", [](Layer& l) -> Field { return &l.output.weight; }, Size::Hidden, Size::Inner},
    {"output.bias", [](Layer& l) -> Field { return &l.output.bias; }, Size::Hidden},
    {"feed_forward_norm.weight", [](Layer& l) -> Field { return &l.feed_forward_norm.weight; }, Size::Hidden},
    {"feed_forward_norm.bias", [](Layer& l) -> Field { return &l.feed_forward_norm.bias; }, Size::Hidden},
    {"feed_forward_in.weight", [](Layer& l) -> Field { return &l.feed_forward_in.weight; }, Size::FeedForward,
     Size::Hidden},
    {"feed_forward_in.bias", [](Layer& l) -> Field { return &l.feed_forward_in.bias; }, Size::FeedForward},
    {"feed_forward_out.weight", [](Layer& l) -> Field { return &l.feed_forward_out.weight; }, Size::Hidden,
     Size::FeedForward},
    {"feed_forward_out.bias", [](Layer& l) -> Field { return &l.feed_forward_out.bias; }, Size::Hidden},
}};

/// Reads one tensor into its field.
Status read(const SafetensorsFile& file, const std::string& name, Field field, Eigen::Index rows,
            Eigen::Index columns) {
  const TensorInfo* const tensor = file.find(name);
  if (tensor == nullptr) {
    return Error{ErrorCode::NotFound, file.name(), "tensor " + quote(name) + " is missing; config.json calls for it"};
  }
  const auto keep = [&](auto* out, auto numbers) -> Status {
    if (!numbers) return numbers.error();
    const auto& read = *numbers;
    const bool finite = all_finite(Eigen::Map<const Eigen::RowVectorXf>(read.data(), read.size()));
    *out = std::move(numbers).value();
    if (finite) return {};
    return Error{ErrorCode::NotFinite, file.name(),
                 "tensor " + quote(name) + " holds an infinity or NaN, expected numbers; the file is damaged"};
  };
  if (WeightMatrix** const matrix = std::get_if<WeightMatrix*>(&field))
    return keep(*matrix, file.matrix(*tensor, rows, columns));
  return keep(std::get<WeightVector*>(field), file.vector(*tensor, rows));
}

/// Reads every tensor of a table.
template <class Owner, std::size_t N>
Status read_all(const SafetensorsFile& file, const std::array<TensorRow<Owner>, N>& table, const std::string& prefix,
                const ModelConfig& config, const LayerConfig& shape, Owner& owner) {
  for (const TensorRow<Owner>& row : table) {
    Status got = read(file, prefix + std::string(row.name), row.field(owner), value_of(row.rows, config, shape),
                      value_of(row.columns, config, shape));
    if (!got) return got;
  }
  return {};
}

template <class Owner, std::size_t N>
long count(const std::array<TensorRow<Owner>, N>& table, const ModelConfig& config, const LayerConfig& shape) {
  long sum = 0;
  for (const TensorRow<Owner>& row : table) {
    sum += static_cast<long>(value_of(row.rows, config, shape) * value_of(row.columns, config, shape));
  }
  return sum;
}

/// All names that the tables give have been found; when the file has more, something in it is not what config.json
/// says.
Status check_nothing_else(const SafetensorsFile& file, const ModelConfig& config) {
  const std::size_t expected = kModelTensors.size() + config.layers.size() * kLayerTensors.size();
  if (file.tensors().size() == expected) return {};
  return Error{ErrorCode::ShapeMismatch, file.name(),
               "holds " + std::to_string(file.tensors().size()) + " tensors, expected the " + std::to_string(expected) +
                   " of " + std::to_string(config.layers.size()) + " layers that config.json calls for"};
}

}  // namespace

long count_parameters(const ModelConfig& config) {
  long sum = count(kModelTensors, config, {});
  for (const LayerConfig& shape : config.layers) sum += count(kLayerTensors, config, shape);
  return sum;
}

Result<Model> read_model_tensors(const SafetensorsFile& file, const ModelConfig& config) {
  Model model;
  model.config = config;
  if (const Status got = read_all(file, kModelTensors, "", config, {}, model); !got) return got.error();
  for (std::size_t i = 0; i < config.layers.size(); ++i) {
    const std::string prefix = "layers." + std::to_string(i) + ".";
    const Status got = read_all(file, kLayerTensors, prefix, config, config.layers[i], model.layers.emplace_back());
    if (!got) return got.error();
  }
  if (const Status exact = check_nothing_else(file, config); !exact) return exact.error();
  return model;
}

}  // namespace attnscope
