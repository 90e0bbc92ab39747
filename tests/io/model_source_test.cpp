#include "io/model_source.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "core/forward.h"
#include "io/file.h"
#include "tests/io/golden.h"
#include "tests/io/tiny_model.h"

namespace attnscope::test {
namespace {

TEST(OpenModel, GivesASourceThatReadsAndTraces) {
  const TempFolder folder;
  TinyModel tiny;
  tiny.card = "# Tiny\nA model for tests.\n";
  tiny.write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  EXPECT_EQ((*source)->card().about, tiny.card);
  EXPECT_EQ((*source)->card().max_tokens, 6);

  const auto encoding = (*source)->encode("The cat sat quietly .");
  ASSERT_TRUE(encoding.ok());
  EXPECT_EQ(ids_of(*encoding), (std::vector<int>{1, 2, 3, 0, 4}));
  const auto trace = (*source)->trace(encoding->tokens, {}, {});
  ASSERT_TRUE(trace.ok()) << to_line(trace.error());
  const auto want = forward(tiny.model, encoding->tokens);
  ASSERT_TRUE(want.ok());
  ASSERT_EQ(trace->layers.size(), 2U);
  EXPECT_EQ(trace->layers[1][0].q.view(), want->layers[1][0].q.view());
  EXPECT_EQ(trace->layers[1][0].mask, Mask::causal());
}

TEST(OpenModel, AFileThatChangesUnderItsModelGivesNoMoreNumbers) {
  const TempFolder folder;
  TinyModel tiny;
  tiny.write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok());
  const auto tokens = (*source)->encode("the cat sat")->tokens;
  EXPECT_TRUE((*source)->unchanged().ok());
  EXPECT_TRUE((*source)->trace(tokens, {}, {}).ok());

  const std::filesystem::path weights = folder / "model.safetensors";
  std::filesystem::resize_file(weights, std::filesystem::file_size(weights) / 2);
  const auto cut = (*source)->trace(tokens, {}, {});
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::Truncated);
  EXPECT_EQ(cut.error().where, weights.string());
  EXPECT_FALSE((*source)->unchanged().ok());
}

TEST(OpenModel, AModelOfHalvesNeedsItsFileNoMore) {
  const TempFolder folder;
  TinyModel tiny;
  for (TensorToWrite& tensor : tiny.tensors) {
    std::vector<float> numbers(tensor.bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), tensor.bytes.data(), tensor.bytes.size());
    tensor = f16_tensor(tensor.name, tensor.shape, numbers);
  }
  tiny.write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok());
  std::filesystem::resize_file(folder / "model.safetensors", 100);
  EXPECT_TRUE((*source)->unchanged().ok());
  EXPECT_TRUE((*source)->trace((*source)->encode("the cat sat")->tokens, {}, {}).ok());
}

TEST(OpenModel, CutsTextsThatAreTooLong) {
  const TempFolder folder;
  TinyModel().write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok());
  const auto encoding = (*source)->encode("the cat sat . the cat sat .");
  ASSERT_TRUE(encoding.ok());
  EXPECT_EQ(encoding->tokens.size(), 6U);
  EXPECT_EQ(encoding->total_tokens, 8U);
  EXPECT_EQ(encoding->cut_at, 22U);
  EXPECT_TRUE((*source)->trace(encoding->tokens, {}, {}).ok());
  EXPECT_TRUE((*source)->encode("")->tokens.empty());
  EXPECT_EQ((*source)->encode("\xFF").error().code, ErrorCode::InvalidArgument);
}

TEST(OpenModel, EmptyTextGivesNoTokensWhateverTheFrame) {
  const TempFolder folder;
  TinyModel tiny;
  tiny.tokenizer["post_processor"] = {{"type", "BertProcessing"}, {"cls", {"?", 0}}, {"sep", {"?", 0}}};
  tiny.write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  EXPECT_TRUE((*source)->encode("")->tokens.empty());
  EXPECT_EQ((*source)->encode("cat")->tokens.size(), 3U);
}

TEST(OpenModel, TokensThatWereAddedLaterNeedNoRowUntilATextHasThem) {
  const TempFolder folder;
  TinyModel tiny;
  tiny.tokenizer["added_tokens"] = {{{"id", 5}, {"content", "<pad>"}}};
  tiny.write_to(folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  EXPECT_TRUE((*source)->trace((*source)->encode("cat")->tokens, {}, {}).ok());
  const auto beyond = (*source)->trace((*source)->encode("cat <pad>")->tokens, {}, {});
  ASSERT_FALSE(beyond.ok());
  EXPECT_TRUE(to_line(beyond.error()).find("id 5 is outside the vocabulary of 5") != std::string::npos)
      << to_line(beyond.error());
}

TEST(OpenModel, FilesThatDoNotFitEachOtherAreRefused) {
  const auto line_of = [](const TinyModel& tiny) {
    const TempFolder folder;
    tiny.write_to(folder.path());
    const auto source = open_model(folder.path());
    EXPECT_FALSE(source.ok());
    return source.ok() ? "" : to_line(source.error()).substr(folder.path().string().size() + 1);
  };
  TinyModel words;
  words.tokenizer["model"]["vocab"]["dog"] = 5;
  EXPECT_EQ(line_of(words), "tokenizer.json: has a token with id 5, but config.json says vocab_size 5");

  TinyModel frame;
  frame.tokenizer["post_processor"] = {{"type", "BertProcessing"}, {"cls", {"?", 0}}, {"sep", {"?", 0}}};
  frame.config["max_position_embeddings"] = 2;
  EXPECT_EQ(line_of(frame),
            "tokenizer.json: adds 2 tokens to every text, which leaves no room in the 2 that config.json allows");

  TinyModel wide;
  wide.config["hidden_size"] = 8;
  EXPECT_EQ(line_of(wide), "model.safetensors: tensor 'embeddings.token.weight' is F32 [5, 4], expected [5, 8]");

  TinyModel talkative;
  talkative.card = std::string((std::size_t{1} << 18U) + 1, 'x');
  EXPECT_EQ(line_of(talkative), "CARD.md: holds 262145 bytes, expected at most 262144");
}

TEST(OpenModel, MissingFilesAndFoldersAreNamed) {
  const TempFolder folder;
  for (const char* const name : {"config.json", "tokenizer.json", "model.safetensors"}) {
    TinyModel().write_to(folder.path());
    std::filesystem::remove(folder / name);
    const auto source = open_model(folder.path());
    ASSERT_FALSE(source.ok());
    EXPECT_EQ(to_line(source.error()), (folder / name).string() + ": no such file");
  }
  const std::filesystem::path file = folder / "tokenizer.json";
  for (const std::filesystem::path& path : {folder / "none", file}) {
    const auto source = open_model(path);
    ASSERT_FALSE(source.ok());
    EXPECT_EQ(source.error().code, ErrorCode::NotFound);
    EXPECT_EQ(source.error().where, path.string());
  }
}

TEST(OpenModel, WeightsThatAreCutShortAreRefused) {
  const TempFolder folder;
  TinyModel().write_to(folder.path());
  const std::string whole = slurp(folder / "model.safetensors");
  for (std::size_t size = 0; size < whole.size(); size += 61) {
    write(folder / "model.safetensors", whole.substr(0, size));
    const auto source = open_model(folder.path());
    ASSERT_FALSE(source.ok()) << size;
    EXPECT_EQ(source.error().where, (folder / "model.safetensors").string());
  }
}

}  // namespace
}  // namespace attnscope::test
