#include "io/model_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/io/tiny_model.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> names(const std::filesystem::path& assets) {
  std::vector<std::string> out;
  for (const SourceCard& card : list_models(assets)) out.push_back(card.name);
  return out;
}

TEST(ModelRegistry, ListsWhatCanBeOpenedByName) {
  const TempFolder assets;
  EXPECT_THAT(names(assets.path()), ElementsAre());
  EXPECT_THAT(names(""), ElementsAre());
  for (const char* const name : {"writer", "reader"}) {
    TinyModel tiny;
    tiny.config["name"] = name;
    tiny.write_to(assets / "models" / name);
  }
  std::filesystem::create_directory(assets / "models" / "empty");
  write(assets / "models" / "README.md", "not a model");
  EXPECT_THAT(names(assets.path()), ElementsAre("reader", "writer"));

  std::filesystem::remove(assets / "models" / "reader" / "model.safetensors");
  EXPECT_THAT(names(assets.path()), ElementsAre("reader", "writer")) << "only the config is read";
}

TEST(ModelRegistry, OpensByNameOrByPath) {
  const TempFolder assets;
  TinyModel().write_to(assets / "models" / "tiny");
  TinyModel elsewhere;
  elsewhere.config["name"] = "mine";
  elsewhere.write_to(assets / "elsewhere");
  const auto named = open_by_name(assets.path(), "tiny");
  ASSERT_TRUE(named.ok()) << to_line(named.error());
  EXPECT_EQ((*named)->card().name, "tiny");
  const auto at_path = open_by_name(assets.path(), (assets / "elsewhere").string());
  ASSERT_TRUE(at_path.ok()) << to_line(at_path.error());
  EXPECT_EQ((*at_path)->card().name, "mine");
}

TEST(ModelRegistry, ATokenizerNeedsNothingElseOfItsFolder) {
  const TempFolder assets;
  TinyModel().write_to(assets / "models" / "tiny");
  EXPECT_TRUE(open_tokenizer_by_name(assets.path(), "tiny").ok());
  std::filesystem::remove(assets / "models" / "tiny" / "model.safetensors");
  write(assets / "models" / "tiny" / "config.json", R"({"model_type": "something of next year"})");
  const auto here = open_tokenizer_by_name(assets.path(), (assets / "models" / "tiny").string());
  ASSERT_TRUE(here.ok()) << to_line(here.error());
  EXPECT_EQ(here->encode("the cat")->tokens.size(), 2U);
  std::filesystem::remove(assets / "models" / "tiny" / "tokenizer.json");
  EXPECT_EQ(open_tokenizer_by_name(assets.path(), "tiny").error().where,
            (assets / "models" / "tiny" / "tokenizer.json").string());
  EXPECT_EQ(open_tokenizer_by_name(assets.path(), "none").error().code, ErrorCode::NotFound);
}

TEST(ModelRegistry, AnUnknownNameIsAnsweredWithThoseThereAre) {
  const TempFolder assets;
  const auto none = open_by_name(assets.path(), "bert");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(to_line(none.error()),
            "'bert': no model of this name and no such folder; give the path of a model's folder");
  TinyModel().write_to(assets / "models" / "tiny");
  for (const char* const name : {"bert", "", "no/such/path"}) {
    const auto got = open_by_name(assets.path(), name);
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error().code, ErrorCode::NotFound);
    EXPECT_EQ(got.error().what, "no model of this name and no such folder; known names: tiny");
  }
}

TEST(ModelRegistry, AModelThatCannotBeReadTellsWhy) {
  const TempFolder assets;
  TinyModel().write_to(assets / "models" / "tiny");
  write(assets / "models" / "tiny" / "config.json", "{");
  EXPECT_THAT(names(assets.path()), ElementsAre());
  const auto got = open_by_name(assets.path(), "tiny");
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().code, ErrorCode::Truncated);
}

TEST(ModelRegistry, KnowsTheBuiltInModels) {
  const std::vector<SourceCard> cards = list_models(ATTNSCOPE_ASSETS);
  ASSERT_EQ(names(ATTNSCOPE_ASSETS), (std::vector<std::string>{"reader", "writer"}));
  for (const SourceCard& card : cards) {
    EXPECT_TRUE(card.answer_head.has_value()) << card.name;
    EXPECT_EQ(card.causal, card.name == "writer");
  }
}

}  // namespace
}  // namespace attnscope::test
