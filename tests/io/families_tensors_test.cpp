// What the families make of the names and shapes of tensors, good and bad.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/forward.h"
#include "tests/io/checkpoint_parts.h"

namespace attnscope::test {
namespace {

Trace trace_of(const Result<Model>& model) {
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : to_line(model.error()));
  std::vector<Token> tokens(5);
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i].id = static_cast<int>(i) + 1;
  if (!model.ok()) return Trace{};
  return model->decoder ? forward_two(*model, tokens, tokens).value() : forward(*model, tokens).value();
}

/// What stands before the names in some checkpoints; the ones in the tree have or have not.
struct PrefixCase {
  std::string family, prefix;
};

TEST(Families, NamesComeWithAndWithoutTheirPrefix) {
  for (const auto& [family, prefix] : {PrefixCase{"bart", "model."},
                                       {"bart_before", "model."},
                                       {"marian", "model."},
                                       {"mbart", "model."},
                                       {"bert", "bert."},
                                       {"distilbert", "distilbert."},
                                       {"electra", "electra."},
                                       {"electra_base", "electra."},
                                       {"gpt2", "transformer."},
                                       {"gpt_neox", "gpt_neox."},
                                       {"gpt_neox_serial", "gpt_neox."},
                                       {"llama", "model."},
                                       {"modernbert", "model."},
                                       {"modernbert_typed", "model."},
                                       {"roberta", "roberta."},
                                       {"t5", "transformer."},
                                       {"t5_gated", "transformer."}}) {
    SCOPED_TRACE(family);
    Parts parts(family);
    const std::vector<float> want = maps_of(trace_of(parts.read()));
    const auto has_it = [&prefix = prefix](const TensorToWrite& tensor) { return tensor.name.starts_with(prefix); };
    const bool has = std::ranges::any_of(parts.tensors, has_it);
    parts.rename([&prefix = prefix, has](const std::string& name) {
      if (!has) return prefix + name;
      return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    });
    EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  }
}

TEST(Families, BertFromBefore2019SaysGammaAndBeta) {
  Parts parts("bert");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  parts.rename([](const std::string& name) {
    if (name.ends_with("LayerNorm.weight")) return name.substr(0, name.size() - 6) + "gamma";
    if (name.ends_with("LayerNorm.bias")) return name.substr(0, name.size() - 4) + "beta";
    return name;
  });
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  std::erase_if(parts.tensors, [](const TensorToWrite& tensor) { return tensor.name == "embeddings.LayerNorm.beta"; });
  EXPECT_EQ(line_of(parts), "weights: tensor 'embeddings.LayerNorm.beta' is missing; config.json calls for it");
}

/// Tensors that a checkpoint has and that attention does not depend on.
/// Whether a tensor's name says so. The checkpoints have two layers, one like the other, and trying each tensor takes
/// long, so one test tries those of the second and another those of the first.
bool is_of_layer(int layer, const std::string& name) {
  const std::size_t digit = name.find_first_of("0123456789");
  return digit != std::string::npos && name.compare(digit, 2, std::to_string(layer) + ".") == 0;
}

bool may_be_absent(const std::string& name) {
  constexpr std::array kBuffers{".attn.bias", ".attention.bias", ".masked_bias", ".inv_freq"};
  constexpr std::array kHeads{"pooler.",        "lm_head.",     "discriminator_predictions.", "embed_out.", "head.",
                              "decoder.weight", "decoder.bias", "final_logits_bias"};
  if (name.ends_with("EncDecAttention.relative_attention_bias.weight")) return true;
  return std::ranges::any_of(kBuffers, [&](const char* end) { return name.ends_with(end); }) ||
         std::ranges::any_of(kHeads, [&](const char* start) { return name.starts_with(start); });
}

TEST(Families, XlmRIsRobertaUnderAnotherName) {
  Parts parts("roberta");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  parts.config["model_type"] = "xlm-roberta";
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);
}

TEST(Families, MinistralIsMistralUnderAnotherName) {
  Parts parts("ministral");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  parts.config["model_type"] = "ministral";
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);
}

TEST(Families, LlamasThatAnswerQuestionsHaveAPrefixOfTheirOwn) {
  for (const char* const family : {"llama", "qwen2", "qwen3"}) {
    SCOPED_TRACE(family);
    Parts parts(family);
    const std::vector<float> want = maps_of(trace_of(parts.read()));
    parts.rename([](const std::string& name) {
      return name.starts_with("model.") ? "transformer." + name.substr(std::string("model.").size()) : name;
    });
    parts.tensors.push_back(f32_tensor("qa_outputs.bias", {2}, std::vector<float>(2)));
    EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  }
}

TEST(Families, WhatBartsConfigSaidBeforeRelease42IsNotAskedSince) {
  Parts parts("bart");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  parts.config["normalize_before"] = parts.config["add_final_layer_norm"] = true;
  parts.config["normalize_embedding"] = false;
  EXPECT_NE(maps_of(trace_of(Parts("bart_before").read())), want);
  EXPECT_EQ(line_of(parts), "weights: tensor 'model.encoder.layer_norm.weight' is missing; config.json calls for it");
  parts.config["transformers_version"] = "4.2.0";
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);

  Parts before("bart_before");
  before.config["transformers_version"] = "4.57.1";
  EXPECT_EQ(line_of(before),
            "weights: tensor 'encoder.layernorm_embedding.weight' is missing; config.json calls for it");
}

TEST(Families, AnEncoderOfT5OpensAlone) {
  for (const std::string family : {"t5_gated", "mt5"}) {
    SCOPED_TRACE(family);
    Parts parts(family);
    const std::vector<float> want = maps_of(trace_of(parts.read()).map(MapSide::Encoder));
    std::erase_if(parts.tensors, [](const TensorToWrite& tensor) { return tensor.name.starts_with("decoder."); });
    parts.config["architectures"] = {"T5ForConditionalGeneration"};
    EXPECT_NE(line_of(parts).find("tensor 'decoder.block.0."), std::string::npos);

    for (const char* const name : {"T5EncoderModel", "MT5EncoderModel", "T5ForTokenClassification"}) {
      parts.config["architectures"] = {name};
      EXPECT_EQ(maps_of(trace_of(parts.read())), want) << name;
      EXPECT_FALSE(describe_model(parts.config.dump(), "m")->card.takes_two());
    }
    parts.config.erase("architectures");
    parts.config["is_encoder_decoder"] = false;
    parts.rename([](const std::string& name) { return "transformer." + name; });
    EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  }
}

TEST(Families, AnEmbeddingThatIsNotTiedIsEachStacksOwn) {
  for (const std::string family : {"bart", "mbart", "marian"}) {
    SCOPED_TRACE(family);
    Parts parts(family);
    parts.config["tie_word_embeddings"] = false;
    const std::vector<float> want = maps_of(trace_of(parts.read()));
    for (const std::string stack : {"encoder", "decoder"}) {
      const std::vector<float> numbers(std::size_t{13} * 12, stack == "encoder" ? 0.5F : 0.25F);
      parts.tensors.push_back(f32_tensor("model." + stack + ".embed_tokens.weight", {13, 12}, numbers));
    }
    const Result<Model> apart = parts.read();
    ASSERT_TRUE(apart.ok()) << to_line(apart.error());
    EXPECT_EQ(apart->token_embedding(4, 3), 0.5F);
    EXPECT_EQ(apart->decoder->token_embedding(4, 3), 0.25F);
    parts.config["tie_word_embeddings"] = true;
    EXPECT_EQ(maps_of(trace_of(parts.read())), want) << "tied, whatever else the file holds";
  }
}

TEST(Families, AnEmbeddingThatIsSharedHasOneOfThreeNames) {
  for (const std::string family : {"t5", "bart"}) {
    Parts parts(family);
    const std::string prefix = family == "bart" ? "model." : "";
    const std::vector<float> want = maps_of(trace_of(parts.read()));
    for (const std::string stack : {"encoder", "decoder"}) {
      SCOPED_TRACE(stack);
      Parts renamed(family);
      renamed.tensor(prefix + "shared.weight").name = prefix + stack + ".embed_tokens.weight";
      EXPECT_EQ(maps_of(trace_of(renamed.read())), want);
      // As older files have it: under every name at once.
      Parts tied(family);
      tied.tensors.push_back(tied.tensor(prefix + "shared.weight"));
      tied.tensors.back().name = prefix + stack + ".embed_tokens.weight";
      EXPECT_EQ(maps_of(trace_of(tied.read())), want);
    }
    const Result<Model> model = parts.read();
    EXPECT_EQ(model->token_embedding.view().data(), model->decoder->token_embedding.view().data()) << "read once";
  }
}

TEST(Families, MariansSinusoidsAreTheFilesWhereItKeepsThem) {
  Parts parts("marian");
  std::vector<float> kept(std::size_t{24} * 12);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = static_cast<float>(i) / 8;
  parts.tensors.push_back(f32_tensor("model.decoder.embed_positions.weight", {24, 12}, kept));
  const Result<Model> model = parts.read();
  ASSERT_TRUE(model.ok()) << to_line(model.error());
  EXPECT_EQ(model->decoder->position_embedding(1, 2), 14.0F / 8);
  EXPECT_FLOAT_EQ(model->position_embedding(1, 0), std::sin(1.0F));
  EXPECT_FLOAT_EQ(model->position_embedding(1, 6), std::cos(1.0F));
  parts.tensors.back().shape = {12, 24};
  EXPECT_EQ(line_of(parts),
            "weights: tensor 'model.decoder.embed_positions.weight' is F32 [12, 24], expected [24, 12]");
}

TEST(Families, DistilGpt2OpensAsGpt2) {
  Parts parts("gpt2");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  // What its config.json and its file hold beside GPT-2's.
  parts.config["_num_labels"] = 1;
  parts.config["id2label"] = {{"0", "LABEL_0"}};
  parts.config["task_specific_params"] = {{"text-generation", {{"do_sample", true}, {"max_length", 50}}}};
  parts.rename([](const std::string& name) { return "transformer." + name; });
  parts.tensors.push_back(f32_tensor("lm_head.weight", {1}, std::vector<float>{1.0F}));
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);
}

TEST(Families, AMissingTensorIsNamed) {
  for (const std::string& family : kAllOfThem) {
    Parts parts(family);
    for (std::size_t left = parts.tensors.size(); left > 0; --left) {
      const TensorToWrite missing = parts.tensors.front();
      parts.tensors.erase(parts.tensors.begin());
      if (may_be_absent(missing.name)) {
        EXPECT_TRUE(parts.read().ok()) << missing.name;
      } else if (!is_of_layer(0, missing.name)) {
        EXPECT_EQ(line_of(parts), "weights: tensor '" + missing.name + "' is missing; config.json calls for it");
      }
      parts.tensors.push_back(missing);
    }
  }
}

TEST(Families, AShapeThatDisagreesIsToldWithBoth) {
  for (const std::string& family : kAllOfThem) {
    Parts parts(family);
    for (TensorToWrite& tensor : parts.tensors) {
      if (may_be_absent(tensor.name) || is_of_layer(1, tensor.name)) continue;
      const std::string right = to_text(tensor.shape);
      tensor.shape.push_back(1);
      EXPECT_EQ(line_of(parts),
                "weights: tensor '" + tensor.name + "' is F32 " + to_text(tensor.shape) + ", expected " + right);
      tensor.shape.pop_back();
    }
  }
  Parts turned("gpt2");
  turned.tensor("h.1.mlp.c_fc.weight").shape = {192, 48};
  EXPECT_EQ(line_of(turned), "weights: tensor 'h.1.mlp.c_fc.weight' is F32 [192, 48], expected [48, 192]");
  // What config.json says of widths and biases decides which tensors there have to be.
  Parts wide("electra");
  wide.config["embedding_size"] = 12;
  EXPECT_EQ(line_of(wide),
            "weights: tensor 'electra.embeddings.word_embeddings.weight' is F32 [13, 8], expected [13, 12]");
  Parts biased("modernbert");
  biased.config["attention_bias"] = true;
  EXPECT_EQ(line_of(biased), "weights: tensor 'model.layers.0.attn.Wqkv.bias' is missing; config.json calls for it");
}

TEST(Families, ANumberThatIsNoneIsNamed) {
  for (const std::string& family : kAllOfThem) {
    Parts parts(family);
    TensorToWrite& tensor =
        *std::ranges::find_if(parts.tensors, [](const TensorToWrite& each) { return !may_be_absent(each.name); });
    const float bad = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(tensor.bytes.data() + tensor.bytes.size() - sizeof(bad), &bad, sizeof(bad));
    EXPECT_EQ(line_of(parts),
              "weights: tensor '" + tensor.name + "' holds an infinity or NaN, expected numbers; the file is damaged");
  }
}

TEST(Families, ExtraTensorsAreNobodysBusiness) {
  Parts parts("gpt2");
  parts.tensors.push_back(i64_tensor("h.0.attn.masked_bias", {}, std::vector<std::int64_t>{-10000}));
  parts.tensors.push_back(f32_tensor("lm_head.weight", {1}, std::vector<float>{std::nanf("")}));
  EXPECT_TRUE(parts.read().ok());
  Parts roberta("roberta");
  roberta.tensors.push_back(i64_tensor("roberta.embeddings.position_ids", {1, 2}, std::vector<std::int64_t>{0, 1}));
  EXPECT_TRUE(roberta.read().ok());
}

}  // namespace
}  // namespace attnscope::test
