#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/model_tensors.h"
#include "io/safetensors_writer.h"
#include "tests/io/golden.h"

namespace attnscope::test {

/// A checkpoint of tests/data, taken apart so that a test can spoil it.
struct Parts {
  explicit Parts(const std::string& family) {
    const std::filesystem::path folder = std::filesystem::path(ATTNSCOPE_TEST_DATA) / family / "checkpoint";
    config = golden_json(folder / "config.json");
    const auto file = SafetensorsFile::open(folder / "model.safetensors");
    EXPECT_TRUE(file.ok());
    for (const TensorInfo& tensor : file->tensors()) {
      tensors.push_back(f32_tensor(tensor.name, tensor.shape, *file->floats(tensor)));
    }
  }

  nlohmann::json config;
  std::vector<TensorToWrite> tensors;

  TensorToWrite& tensor(const std::string& name) {
    for (TensorToWrite& each : tensors) {
      if (each.name == name) return each;
    }
    ADD_FAILURE() << name;
    return tensors.front();
  }

  void rename(const std::function<std::string(const std::string&)>& to) {
    for (TensorToWrite& each : tensors) each.name = to(each.name);
  }

  [[nodiscard]] Result<Model> read() const {
    const auto description = describe_model(config.dump(), "some/folder");
    if (!description) return description.error();
    auto file = SafetensorsFile::from_bytes(safetensors_bytes(tensors).value(), "weights");
    if (!file) return file.error();
    return read_model_tensors(WeightFiles(std::move(file).value()), *description, {});
  }
};

/// What reading says of parts that do not fit.
inline std::string line_of(const Parts& parts) {
  const auto model = parts.read();
  EXPECT_FALSE(model.ok());
  return model.ok() ? "" : to_line(model.error());
}

inline const std::vector<std::string> kAllOfThem{"bart",         "bart_before", "bert",
                                                 "distilbert",   "electra",     "electra_base",
                                                 "gpt2",         "gpt_neox",    "gpt_neox_serial",
                                                 "llama",        "llama3",      "marian",
                                                 "marian_apart", "mbart",       "ministral",
                                                 "mistral",      "modernbert",  "modernbert_typed",
                                                 "mt5",          "qwen2",       "qwen3",
                                                 "roberta",      "t5",          "t5_gated"};

}  // namespace attnscope::test
