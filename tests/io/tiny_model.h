#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/model.h"
#include "io/safetensors_writer.h"
#include "tests/io/temp_folder.h"
#include "tests/support/random.h"

namespace attnscope::test {

/// The tensors of a model under the names that files give them.
inline std::vector<TensorToWrite> tensors_of(const Model& model) {
  std::vector<TensorToWrite> tensors;
  const auto matrix = [&](const std::string& name, const WeightMatrix& weights) {
    const Matrix m = weights.view();
    tensors.push_back(f32_tensor(name, {m.rows(), m.cols()}, {m.data(), static_cast<std::size_t>(m.size())}));
  };
  const auto vector = [&](const std::string& name, const WeightVector& weights) {
    const Vector v = weights.view();
    tensors.push_back(f32_tensor(name, {v.size()}, {v.data(), static_cast<std::size_t>(v.size())}));
  };
  const auto linear = [&](const std::string& name, const Linear& both) {
    matrix(name + ".weight", both.weight);
    vector(name + ".bias", both.bias);
  };
  const auto norm = [&](const std::string& name, const Norm& both) {
    vector(name + ".weight", both.weight);
    vector(name + ".bias", both.bias);
  };
  matrix("embeddings.token.weight", model.token_embedding);
  matrix("embeddings.position.weight", model.position_embedding);
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const LayerWeights& layer = model.layers[i];
    const std::string at = "layers." + std::to_string(i) + ".";
    norm(at + "attention_norm", layer.attention_norm);
    linear(at + "query", layer.query);
    linear(at + "key", layer.key);
    linear(at + "value", layer.value);
    linear(at + "output", layer.output);
    norm(at + "feed_forward_norm", layer.feed_forward_norm);
    linear(at + "feed_forward_in", layer.feed_forward_in);
    linear(at + "feed_forward_out", layer.feed_forward_out);
  }
  norm("final_norm", model.final_norm);
  return tensors;
}

/// A model folder of a few hundred numbers: two layers of different shapes, six tokens at most.
struct TinyModel {
  nlohmann::json config = nlohmann::json::parse(R"({
    "model_type": "attnscope", "format_version": 1, "name": "tiny", "title": "Tiny model", "vocab_size": 5,
    "hidden_size": 4, "intermediate_size": 7, "max_position_embeddings": 6, "layer_norm_eps": 1e-5,
    "hidden_act": "gelu", "norm_placement": "pre", "attention": "causal",
    "layers": [{"num_heads": 2, "head_dim": 3}, {"num_heads": 1, "head_dim": 2}],
    "answer_head": {"layer": 2, "head": 1},
    "head_roles": [{"layer": 1, "head": 2, "title": "who?"}]})");
  nlohmann::json tokenizer = nlohmann::json::parse(R"({
    "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "WhitespaceSplit"},
    "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "the": 1, "cat": 2, "sat": 3, ".": 4}}})");
  Model model = random_model({.vocab_size = 5,
                              .hidden = 4,
                              .feed_forward = 7,
                              .max_tokens = 6,
                              .layers = {plain_layer(2, 3, Mask::causal()), plain_layer(1, 2, Mask::causal())}},
                             3);
  std::vector<TensorToWrite> tensors = tensors_of(model);
  std::string card;  ///< CARD.md; not written where empty

  void write_to(const std::filesystem::path& folder) const {
    std::filesystem::create_directories(folder);
    write(folder / "config.json", config.dump());
    write(folder / "tokenizer.json", tokenizer.dump());
    if (!card.empty()) write(folder / "CARD.md", card);
    const Status written = write_safetensors(folder / "model.safetensors", tensors);
    EXPECT_TRUE(written.ok()) << to_line(written.error());
  }

  /// The tensor of that name, to be spoiled.
  TensorToWrite& tensor(const std::string& name) {
    for (TensorToWrite& each : tensors) {
      if (each.name == name) return each;
    }
    ADD_FAILURE() << name;
    return tensors.front();
  }
};

}  // namespace attnscope::test
