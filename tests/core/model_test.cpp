#include "core/model.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

using test::kNan;

Model small_model(const test::RandomParts& parts = {.embedding_norm = true, .head_norms = true, .gate = true}) {
  ModelConfig config{.vocab_size = 11,
                     .hidden = 6,
                     .feed_forward = 10,
                     .max_tokens = 5,
                     .embedding = 4,
                     .padding_id = 2,
                     .layers = {plain_layer(3, 2, Mask::all()), plain_layer(1, 4, Mask::causal())}};
  config.layers[1].heads = 2;
  return test::random_model(config, 1, parts);
}

TEST(Validate, AcceptsAModelWhoseTensorsFitItsConfig) {
  const Status status = validate(small_model());
  EXPECT_TRUE(status.ok()) << (status.ok() ? "" : to_line(status.error()));
}

// Every tensor of the model, reached by hand; a new one belongs here as well.
struct TensorCase {
  std::string name;
  std::function<WeightMatrix*(Model&)> matrix;
  std::function<WeightVector*(Model&)> vector;
};

std::vector<TensorCase> tensor_cases() {
  std::vector<TensorCase> cases;
  const auto norm = [&](const std::string& name, auto get) {
    cases.push_back({name + ".weight", {}, [get](Model& m) { return &get(m).weight; }});
    cases.push_back({name + ".bias", {}, [get](Model& m) { return &get(m).bias; }});
  };
  const auto linear = [&](const std::string& name, auto get) {
    cases.push_back({name + ".weight", [get](Model& m) { return &get(m).weight; }, {}});
    cases.push_back({name + ".bias", {}, [get](Model& m) { return &get(m).bias; }});
  };
  cases.push_back({"token_embedding", [](Model& m) { return &m.token_embedding; }, {}});
  cases.push_back({"position_embedding", [](Model& m) { return &m.position_embedding; }, {}});
  norm("embedding_norm", [](Model& m) -> Norm& { return m.embedding_norm; });
  linear("embedding_projection", [](Model& m) -> Linear& { return m.embedding_projection; });
  norm("layer 1, attention_norm", [](Model& m) -> Norm& { return m.layers[0].attention_norm; });
  linear("layer 1, query", [](Model& m) -> Linear& { return m.layers[0].query; });
  linear("layer 1, key", [](Model& m) -> Linear& { return m.layers[0].key; });
  linear("layer 1, value", [](Model& m) -> Linear& { return m.layers[0].value; });
  norm("layer 1, query_norm", [](Model& m) -> Norm& { return m.layers[0].query_norm; });
  norm("layer 2, key_norm", [](Model& m) -> Norm& { return m.layers[1].key_norm; });
  linear("layer 2, key", [](Model& m) -> Linear& { return m.layers[1].key; });
  linear("layer 2, output", [](Model& m) -> Linear& { return m.layers[1].output; });
  norm("layer 2, feed_forward_norm", [](Model& m) -> Norm& { return m.layers[1].feed_forward_norm; });
  linear("layer 2, feed_forward_in", [](Model& m) -> Linear& { return m.layers[1].feed_forward_in; });
  linear("layer 2, feed_forward_gate", [](Model& m) -> Linear& { return m.layers[1].feed_forward_gate; });
  linear("layer 2, feed_forward_out", [](Model& m) -> Linear& { return m.layers[1].feed_forward_out; });
  norm("final_norm", [](Model& m) -> Norm& { return m.final_norm; });
  return cases;
}

TEST(Validate, NamesTheTensorWhoseShapeIsWrong) {
  for (const TensorCase& tensor : tensor_cases()) {
    SCOPED_TRACE(tensor.name);
    Model model = small_model();
    if (tensor.matrix) {
      WeightMatrix& numbers = *tensor.matrix(model);
      numbers = Matrix(Matrix::Zero(numbers.rows() + 1, numbers.columns()));
    } else {
      WeightVector& numbers = *tensor.vector(model);
      numbers = Vector(Vector::Zero(numbers.size() - 1));
    }
    const Status status = validate(model);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::ShapeMismatch);
    EXPECT_EQ(status.error().where, tensor.name);
  }
}

TEST(Validate, NamesTheTensorThatHoldsANan) {
  for (const TensorCase& tensor : tensor_cases()) {
    SCOPED_TRACE(tensor.name);
    Model model = small_model();
    if (tensor.matrix) {
      Matrix numbers = tensor.matrix(model)->view();
      numbers.bottomRightCorner<1, 1>().setConstant(kNan);
      *tensor.matrix(model) = std::move(numbers);
    } else {
      Vector numbers = tensor.vector(model)->view();
      numbers.tail<1>().setConstant(kNan);
      *tensor.vector(model) = std::move(numbers);
    }
    const Status status = validate(model);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::NotFinite);
    EXPECT_EQ(status.error().where, tensor.name);
  }
}

TEST(Validate, AMatrixIsNotItsTranspose) {
  Model model = small_model();
  Linear& linear = model.layers[0].feed_forward_in;
  linear.weight = Matrix(linear.weight.view().transpose());
  ASSERT_FALSE(validate(model).ok());
  EXPECT_EQ(validate(model).error().what, "expected [10, 6] by the config, got [6, 10]");
  linear.order = MatrixOrder::InOut;
  EXPECT_TRUE(validate(model).ok());
}

TEST(Validate, MostTensorsMayBeAbsent) {
  EXPECT_TRUE(validate(small_model({.positions = false, .biases = false})).ok());
  Model model = small_model();
  model.layers[0].output.weight = {};
  ASSERT_FALSE(validate(model).ok());
  EXPECT_EQ(validate(model).error().where, "layer 1, output.weight");
  model = small_model();
  model.embedding_projection = {};
  ASSERT_FALSE(validate(model).ok());
  EXPECT_EQ(validate(model).error().where, "embedding_projection.weight");
}

TEST(Validate, CountsTheLayers) {
  Model model = small_model();
  model.layers.pop_back();
  ASSERT_FALSE(validate(model).ok());
  EXPECT_EQ(validate(model).error().where, "layers");
}

TEST(Validate, RefusesAConfigThatDescribesNothing) {
  const std::vector<std::function<void(ModelConfig&)>> breaks{
      [](ModelConfig& c) { c.vocab_size = 0; },
      [](ModelConfig& c) { c.hidden = -6; },
      [](ModelConfig& c) { c.feed_forward = 0; },
      [](ModelConfig& c) { c.max_tokens = 0; },
      [](ModelConfig& c) { c.embedding = -4; },
      [](ModelConfig& c) { c.padding_id = -2; },
      [](ModelConfig& c) { c.layers.clear(); },
      [](ModelConfig& c) { c.layers[1].heads = 0; },
      [](ModelConfig& c) { c.layers[0].head_dim = -1; },
      [](ModelConfig& c) { c.layers[0].kv_heads = 0; },
      [](ModelConfig& c) { c.layers[0].kv_heads = 2; },
      [](ModelConfig& c) { c.layers[0].scale = 0.0F; },
      [](ModelConfig& c) { c.layers[0].scale = kNan; },
      [](ModelConfig& c) { c.layers[0].mask.back = -1; },
      [](ModelConfig& c) {
        c.layers[0].inverse_frequencies = {1.0F, 1.0F};
      },
      [](ModelConfig& c) { c.layers[0].inverse_frequencies = {kNan}; },
      [](ModelConfig& c) { c.norm_eps = 0.0F; },
      [](ModelConfig& c) { c.norm_eps = std::numeric_limits<float>::infinity(); },
  };
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Model model = small_model();
    breaks[i](model.config);
    const Status status = validate(model);
    ASSERT_FALSE(status.ok()) << "case " << i;
    EXPECT_EQ(status.error().where, "config") << "case " << i;
    EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument) << "case " << i;
  }
}

TEST(Validate, ShapesBeyondAnIntDoNotWrap) {
  Model model = small_model();
  model.config.layers[0] = plain_layer(65536, 65536, Mask::all());  // their product is 0 in 32 bits
  const Status status = validate(model);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().where, "layer 1, query.weight");
  EXPECT_EQ(status.error().what, "expected [4294967296, 6] by the config, got [6, 6]");
}

}  // namespace
}  // namespace attnscope
