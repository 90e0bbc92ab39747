#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/safetensors.h"
#include "tests/cli/run_support.h"

// Commands over a source that takes two texts.
namespace attnscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class TwoTextCli : public Cli {
 protected:
  std::vector<std::string> with(std::vector<std::string> words) {
    words.insert(words.begin() + 1, {"--model", "two", "--text", "a b c", "--text-b", "x y z w"});
    return words;
  }
  json attend(const std::vector<std::string>& more) {
    std::vector<std::string> words = with({"attend", "--format", "json"});
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = call(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.status == 0 ? json::parse(outcome.out) : json();
  }
};

std::vector<std::string> texts_of(const json& tokens) {
  std::vector<std::string> texts;
  for (const json& token : tokens) texts.push_back(token["text"]);
  return texts;
}

TEST_F(TwoTextCli, AttendLooksAcrossUnlessAskedOtherwise) {
  const json cross = attend({"--layer", "1", "--head", "3", "--query", "y"});
  EXPECT_EQ(cross["map"], "cross");
  EXPECT_EQ(texts_of(cross["tokens"]), (std::vector<std::string>{"<s>", "x", "y", "z"}));
  EXPECT_EQ(texts_of(cross["keys"]), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(cross["query"]["index"], 3);
  EXPECT_EQ(cross["scores"], (std::vector<float>{0, 0, 1}));
  EXPECT_NEAR(cross["weights"][2].get<double>(), std::exp(0.5) / (2 + std::exp(0.5)), 1e-6);
  EXPECT_FALSE(cross.contains("bias"));

  const json decoder = attend({"--map", "decoder", "--layer", "3", "--head", "1", "--query", "x"});
  EXPECT_EQ(decoder["map"], "decoder");
  EXPECT_EQ(decoder["weights"].size(), 4U);
  EXPECT_EQ(decoder["weights"][2], 0) << "no token looks ahead";
  EXPECT_EQ(decoder["bias"].size(), 4U);
  EXPECT_NEAR(decoder["bias"][0].get<double>(), -1.0 / 3, 1e-6);

  const json encoder = attend({"--map", "encoder"});
  EXPECT_EQ(texts_of(encoder["tokens"]), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(encoder["layer"], 2) << "its last layer";
}

TEST_F(TwoTextCli, TablesSayWhichMapAndAddTheBias) {
  const Outcome cross = call(with({"attend"}));
  EXPECT_THAT(cross.out, HasSubstr("second text → first text"));
  EXPECT_THAT(cross.out, Not(HasSubstr("bias")));
  const Outcome decoder = call(with({"attend", "--map", "decoder"}));
  EXPECT_THAT(decoder.out, HasSubstr("second text → itself"));
  EXPECT_THAT(decoder.out, HasSubstr("bias"));
  EXPECT_THAT(call(with({"attend", "--map", "decoder", "--format", "csv"})).out, HasSubstr("score,weight,bias"));
}

TEST_F(TwoTextCli, PatternsOfPlacesAreLeftOutOfCrossMaps) {
  const Outcome cross = call(with({"patterns", "--format", "json"}));
  ASSERT_EQ(cross.status, 0) << cross.err;
  const json report = json::parse(cross.out);
  EXPECT_EQ(report["heads"].size(), 9U);
  for (const json& head : report["heads"]) {
    EXPECT_TRUE(head["diagonal"]["score"].is_null());
    EXPECT_TRUE(head["previous"]["score"].is_null());
    EXPECT_FALSE(head["column"]["score"].is_null());
    EXPECT_FALSE(head["spread"]["score"].is_null());
  }
  const json encoder = json::parse(call(with({"patterns", "--map", "encoder", "--format", "json"})).out);
  EXPECT_EQ(encoder["heads"].size(), 4U);
  EXPECT_FALSE(encoder["heads"][0]["diagonal"]["score"].is_null());
}

TEST_F(TwoTextCli, DumpWritesEveryKindOfMap) {
  const Outcome outcome = call({"dump", "--model", "two", "--text", "a b c", "--text-b", "x y", "--out", path("d")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto file = SafetensorsFile::open(path("d"));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->tensors().size(), 5U);
  EXPECT_EQ(file->find("encoder_attentions")->shape, (TensorShape{2, 2, 3, 3}));
  EXPECT_EQ(file->find("decoder_attentions")->shape, (TensorShape{3, 3, 2, 2}));
  EXPECT_EQ(file->find("cross_attentions")->shape, (TensorShape{3, 3, 2, 3}));
  EXPECT_EQ(*file->integers(*file->find("decoder_input_ids")), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(file->find("attentions"), nullptr);
}

TEST_F(TwoTextCli, ExportsAMapThatIsNotSquare) {
  ASSERT_EQ(call(with({"export", "--out", path("m.csv")})).status, 0);
  EXPECT_THAT(content_of(path("m.csv")), HasSubstr("a,b,c"));
  ASSERT_EQ(call(with({"export", "--out", path("m.json")})).status, 0);
  const json map = json::parse(content_of(path("m.json")));
  EXPECT_EQ(map["text_b"], "x y z w");
  EXPECT_EQ(map["weights"].size(), 4U);
  EXPECT_EQ(map["weights"][0].size(), 3U);
  for (const char* const name : {"m.svg", "m.png"}) EXPECT_EQ(call(with({"export", "--out", path(name)})).status, 0);
}

TEST_F(TwoTextCli, WhatIsMissingOrMeansNothingIsSaidInOneLine) {
  const auto refused = [this](const std::vector<std::string>& words, const char* what) {
    const Outcome outcome = call(words);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr(what));
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1);
  };
  const char* const missing = "--text-b: is missing; two reads two texts: give the one that its decoder reads";
  refused({"attend", "--model", "two", "--text", "a"}, missing);
  refused({"dump", "--model", "two", "--text", "a", "--out", path("d")}, missing);
  refused({"attend", "--model", "two", "--text", "a", "--text-b", ""}, missing);
  refused({"attend", "--model", "fake", "--text", "a", "--map", "cross"}, "fake reads one text");
  refused(with({"attend", "--map", "sideways"}), "encoder, decoder or cross");
  refused(with({"attend", "--mask", "causal"}), "is about places in one text");
  EXPECT_EQ(call(with({"attend", "--mask", "causal", "--map", "encoder"})).status, 0);
  refused(with({"attend", "--layer", "3", "--head", "1", "--map", "encoder"}), "two has layers 1 to 2");
  refused(with({"attend", "--query", "a"}), "its words are");
}

}  // namespace
}  // namespace attnscope::cli
