// A whole folder as transformers saves it: opened, a text encoded, its attention held against the reference.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "io/model_source.h"
#include "tests/io/checkpoint_parts.h"
#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

class CheckpointFolder : public ::testing::TestWithParam<std::string> {};

TEST_P(CheckpointFolder, OpensAndAttends) {
  const std::filesystem::path data = std::filesystem::path(ATTNSCOPE_TEST_DATA) / GetParam();
  const TempFolder folder;
  std::filesystem::copy(data / "checkpoint", folder.path());
  std::filesystem::copy(data / "tokenizer.json", folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  EXPECT_EQ((*source)->card().origin, folder.path().string());
  EXPECT_EQ((*source)->card().name, folder.path().filename().string());
  for (const auto& one : golden_json(data / "attention.json")) {
    const auto encoding = (*source)->encode(one["text"].get<std::string>());
    ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
    ASSERT_EQ(ids_of(*encoding), one["ids"].get<std::vector<int>>());
    if (one.contains("text_pair")) {
      ASSERT_TRUE((*source)->card().takes_two());
      const auto second = (*source)->encode_second(one["text_pair"].get<std::string>());
      ASSERT_TRUE(second.ok()) << to_line(second.error());
      ASSERT_EQ(ids_of(*second), one["decoder_input_ids"].get<std::vector<int>>());
      EXPECT_TRUE(second->tokens.front().special());
      EXPECT_FALSE(second->tokens.front().text.empty());
      const auto trace = (*source)->trace_two(encoding->tokens, second->tokens, {}, {});
      ASSERT_TRUE(trace.ok()) << to_line(trace.error());
      ASSERT_NO_FATAL_FAILURE(expect_golden_maps(*trace, data / one["file"].get<std::string>()));
      continue;
    }
    EXPECT_FALSE((*source)->card().takes_two());
    EXPECT_EQ((*source)->encode_second("t1").error().code, ErrorCode::Unsupported);
    const auto trace = (*source)->trace(encoding->tokens, {}, {});
    ASSERT_TRUE(trace.ok()) << to_line(trace.error());
    ASSERT_NO_FATAL_FAILURE(expect_golden_maps(*trace, data / one["file"].get<std::string>()));
  }
}

TEST(CheckpointSource, ADecoderWithoutATextReadsTheTokenThatStartsIt) {
  const std::filesystem::path data = std::filesystem::path(ATTNSCOPE_TEST_DATA) / "t5";
  const TempFolder folder;
  std::filesystem::copy(data / "checkpoint", folder.path());
  std::filesystem::copy(data / "tokenizer.json", folder.path());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  const auto nothing = (*source)->encode_second("");
  ASSERT_TRUE(nothing.ok());
  ASSERT_EQ(nothing->tokens.size(), 1U);
  EXPECT_EQ(nothing->tokens[0].text, "<pad>");
  const auto trace = (*source)->trace_two((*source)->encode("The cat")->tokens, nothing->tokens, {}, {});
  ASSERT_TRUE(trace.ok()) << to_line(trace.error());
  EXPECT_EQ(trace->cross.front().front().q.rows(), 1);
  const auto alone = (*source)->trace((*source)->encode("The cat")->tokens, {}, {});
  ASSERT_TRUE(alone.ok());
  EXPECT_TRUE(alone->cross.empty() && alone->tokens_b.empty());
}

TEST(CheckpointSource, AnMBartWithoutAStartBeginsWithTheLanguageThatEndsItsText) {
  const std::filesystem::path data = std::filesystem::path(ATTNSCOPE_TEST_DATA) / "mbart";
  const TempFolder folder;
  std::filesystem::copy(data / "checkpoint/model.safetensors", folder.path());
  nlohmann::json config = golden_json(data / "checkpoint/config.json");
  config.erase("decoder_start_token_id");
  nlohmann::json tokenizer = golden_json(data / "tokenizer.json");
  const auto special = [](const char* name) {
    return nlohmann::json{{"SpecialToken", {{"id", name}, {"type_id", 0}}}};
  };
  const nlohmann::json text{{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
  tokenizer["post_processor"] = {{"type", "TemplateProcessing"},
                                 {"single", {text, special("t2"), special("t7")}},
                                 {"pair", nlohmann::json::array()},
                                 {"special_tokens",
                                  {{"t2", {{"id", "t2"}, {"ids", {2}}, {"tokens", {"t2"}}}},
                                   {"t7", {{"id", "t7"}, {"ids", {7}}, {"tokens", {"t7"}}}}}}};
  write(folder / "config.json", config.dump());
  write(folder / "tokenizer.json", tokenizer.dump());
  const auto source = open_model(folder.path());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  EXPECT_EQ(ids_of(*(*source)->encode("t3 t4")), (std::vector<int>{3, 4, 2, 7}));
  const auto second = (*source)->encode_second("t3 t4");
  EXPECT_EQ(ids_of(*second), (std::vector<int>{7, 3, 4, 2}));
  EXPECT_EQ(second->tokens.front().text, "t7");
  EXPECT_FALSE(second->tokens.front().span);
  EXPECT_EQ(ids_of(*(*source)->encode_second("")), (std::vector<int>{7}));
}

INSTANTIATE_TEST_SUITE_P(Families, CheckpointFolder, ::testing::ValuesIn(kAllOfThem),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace attnscope::test
