#include "io/model_tensors.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "io/half.h"
#include "tests/io/tiny_model.h"

namespace attnscope::test {
namespace {

void expect_equal(const Model& got, const Model& want) {
  const std::vector<TensorToWrite> a = tensors_of(got);
  const std::vector<TensorToWrite> b = tensors_of(want);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].shape, b[i].shape) << b[i].name;
    EXPECT_EQ(a[i].bytes, b[i].bytes) << b[i].name;
  }
}

/// Writes the tensors and reads them by the tiny model's config.
Result<Model> read_back(const TinyModel& tiny, std::optional<std::uint64_t> memory = {}) {
  const auto bytes = safetensors_bytes(tiny.tensors);
  EXPECT_TRUE(bytes.ok());
  auto file = SafetensorsFile::from_bytes(*bytes, "f");
  EXPECT_TRUE(file.ok());
  const auto description = describe_model(tiny.config.dump(), "model");
  EXPECT_TRUE(description.ok());
  return read_model_tensors(WeightFiles(std::move(file).value()), *description, memory);
}

TEST(ModelTensors, EveryTensorLandsInItsField) {
  const TinyModel tiny;
  const auto model = read_back(tiny);
  ASSERT_TRUE(model.ok()) << to_line(model.error());
  EXPECT_TRUE(validate(*model).ok());
  expect_equal(*model, tiny.model);
}

TEST(ModelTensors, MayBeHalves) {
  TinyModel tiny;
  Model rounded = tiny.model;
  for (TensorToWrite& tensor : tiny.tensors) {
    std::vector<float> numbers(tensor.bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), tensor.bytes.data(), tensor.bytes.size());
    tensor = f16_tensor(tensor.name, tensor.shape, numbers);
  }
  const auto model = read_back(tiny);
  ASSERT_TRUE(model.ok()) << to_line(model.error());
  EXPECT_EQ(model->token_embedding.view()(1, 2), half_to_float(float_to_half(tiny.model.token_embedding.view()(1, 2))));
  EXPECT_NE(model->token_embedding.view()(1, 2), tiny.model.token_embedding.view()(1, 2));
}

TEST(ModelTensors, AreCounted) {
  const TinyModel tiny;
  long numbers = 0;
  for (const TensorToWrite& tensor : tiny.tensors) numbers += static_cast<long>(tensor.bytes.size() / sizeof(float));
  EXPECT_EQ(describe_model(tiny.config.dump(), "model")->card.parameters, numbers);
}

TEST(ModelTensors, AMissingOneIsNamed) {
  for (const TensorToWrite& missing : TinyModel().tensors) {
    TinyModel tiny;
    std::erase_if(tiny.tensors, [&](const TensorToWrite& tensor) { return tensor.name == missing.name; });
    const auto model = read_back(tiny);
    ASSERT_FALSE(model.ok()) << missing.name;
    EXPECT_EQ(model.error().code, ErrorCode::NotFound);
    EXPECT_EQ(model.error().what, "tensor '" + missing.name + "' is missing; config.json calls for it");
  }
}

TEST(ModelTensors, AnotherShapeIsRefusedWithBoth) {
  for (const TensorToWrite& wrong : TinyModel().tensors) {
    TinyModel tiny;
    TensorToWrite& tensor = tiny.tensor(wrong.name);
    ++tensor.shape[0];
    tensor.bytes.resize(tensor.bytes.size() / static_cast<std::size_t>(tensor.shape[0] - 1) *
                        static_cast<std::size_t>(tensor.shape[0]));
    const auto model = read_back(tiny);
    ASSERT_FALSE(model.ok()) << wrong.name;
    EXPECT_EQ(model.error().code, ErrorCode::ShapeMismatch);
    EXPECT_EQ(model.error().what,
              "tensor '" + wrong.name + "' is F32 " + to_text(tensor.shape) + ", expected " + to_text(wrong.shape));
  }
}

TEST(ModelTensors, NumbersThatAreNoneAreRefused) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (const TensorToWrite& wrong : TinyModel().tensors) {
      TinyModel tiny;
      TensorToWrite& tensor = tiny.tensor(wrong.name);
      std::memcpy(tensor.bytes.data() + tensor.bytes.size() - sizeof(float), &bad, sizeof(float));
      const auto model = read_back(tiny);
      ASSERT_FALSE(model.ok()) << wrong.name;
      EXPECT_EQ(model.error().code, ErrorCode::NotFinite);
      EXPECT_NE(model.error().what.find("'" + wrong.name + "'"), std::string::npos) << model.error().what;
    }
  }
}

TEST(ModelTensors, OneTooManyIsRefused) {
  TinyModel tiny;
  tiny.config["layers"].erase(1);
  tiny.config.erase("answer_head");
  const auto model = read_back(tiny);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(model.error().what, "holds 36 tensors, expected the 20 that config.json calls for");
}

TEST(ModelTensors, AreReadOnlyWhereThereIsMemoryForThem) {
  const TinyModel tiny;
  const auto needed = static_cast<std::uint64_t>(describe_model(tiny.config.dump(), "model")->card.parameters) * 4;
  EXPECT_TRUE(read_back(tiny, needed).ok());
  const auto model = read_back(tiny, needed - 1);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(to_line(model.error()),
            "f: needs 0 MiB of memory, of which 0 MiB are free; close other programs or open a smaller model");
}

TEST(ModelTensors, WholeNumbersAreNotWeights) {
  TinyModel tiny;
  TensorToWrite& tensor = tiny.tensor("final_norm.bias");
  tensor = i64_tensor(tensor.name, tensor.shape, std::vector<std::int64_t>(4));
  const auto model = read_back(tiny);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().what, "tensor 'final_norm.bias' is I64 [4], expected F32, F16 or BF16");
}

}  // namespace
}  // namespace attnscope::test
