#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/cli/run_support.h"

// --hide-special and --merge-words, against the numbers of the same call without them.
namespace attnscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kFramed = "<s> The cat the+n sat <s>";  // tokens: <s> The cat the n sat <s>
constexpr double kNear = 1e-6;

class LensOptions : public Cli {
 protected:
  json attend(std::vector<std::string> more) {
    std::vector<std::string> args{"attend", "--model", "fake", "--text", kFramed, "--format", "json"};
    args.insert(args.end(), more.begin(), more.end());
    return json::parse(output(args));
  }
  std::vector<double> weights(const std::vector<std::string>& more) {
    return attend(more)["weights"].get<std::vector<double>>();
  }
};

std::vector<std::string> texts(const json& answer) {
  std::vector<std::string> texts;
  for (const json& token : answer["tokens"]) texts.push_back(token["text"]);
  return texts;
}

TEST_F(LensOptions, HidingRenormalisesWhatIsLeft) {
  const std::vector<double> all = weights({"--query", "sat"});
  const json hidden = attend({"--query", "sat", "--hide-special"});
  EXPECT_THAT(texts(hidden), ElementsAre("The", "cat", "the", "n", "sat"));
  EXPECT_EQ(hidden["query"]["index"], 5) << "of the tokens that are printed";
  for (std::size_t j = 0; j < 5; ++j) {
    EXPECT_NEAR(hidden["weights"][j].get<double>(), all[j + 1] / (1 - all[0] - all[6]), kNear);
  }
  EXPECT_THAT(hidden["shown"], ElementsAre("special tokens hidden, shares renormalised"));
}

TEST_F(LensOptions, MergingSumsOverKeysAndAveragesOverQueries) {
  const std::vector<double> sat = weights({"--query", "sat"});
  const json merged = attend({"--query", "sat", "--merge-words"});
  EXPECT_THAT(texts(merged), ElementsAre("<s>", "The", "cat", "then", "sat", "<s>"));
  EXPECT_TRUE(merged["tokens"][3]["id"].is_null());
  EXPECT_EQ(merged["tokens"][3]["start"], 12);
  EXPECT_EQ(merged["tokens"][3]["end"], 17);
  EXPECT_NEAR(merged["weights"][3].get<double>(), sat[3] + sat[4], kNear);

  const std::vector<double> first = weights({"--query", "#4"});
  const std::vector<double> second = weights({"--query", "#5"});
  const std::vector<double> word = weights({"--query", "then", "--merge-words"});
  ASSERT_EQ(word.size(), 6U);
  EXPECT_NEAR(word[1], (first[1] + second[1]) / 2, kNear);
  EXPECT_NEAR(word[3], (first[3] + first[4] + second[3] + second[4]) / 2, kNear);
  EXPECT_EQ(weights({"--query", "#4", "--merge-words"}), word) << "#4 is what the table calls so";
}

TEST_F(LensOptions, AreSaidInTheTableAndOnlyWhereTheyAreAsked) {
  const std::vector<std::string> call{"attend", "--model", "fake", "--text", kFramed};
  EXPECT_THAT(output(call), Not(HasSubstr("shown")));
  EXPECT_FALSE(attend({}).contains("shown"));
  std::vector<std::string> both = call;
  both.insert(both.end(), {"--merge-words", "--hide-special"});
  EXPECT_THAT(output(both), AllOf(HasSubstr("special tokens hidden"), HasSubstr("averaged over queries")));
}

TEST_F(LensOptions, EveryCommandShowsTheSameNumbers) {
  const std::vector<std::string> lens{"--model", "fake", "--text", kFramed, "--merge-words", "--hide-special"};
  std::vector<std::string> args{"export", "--out", path("map.json"), "--query", "then"};
  args.insert(args.end(), lens.begin(), lens.end());
  output(args);
  const json map = json::parse(content_of(path("map.json")));
  const json row = attend({"--query", "then", "--merge-words", "--hide-special"});
  EXPECT_EQ(map["weights"][2], row["weights"]);
  EXPECT_EQ(map["tokens"], row["tokens"]);
  EXPECT_EQ(map["shown"].size(), 2U);
  args[2] = path("map.svg");
  output(args);
  EXPECT_THAT(content_of(path("map.svg")), HasSubstr("<svg"));
  args = {"patterns", "--format", "json"};
  args.insert(args.end(), lens.begin(), lens.end());
  const json patterns = json::parse(output(args));
  EXPECT_EQ(patterns["tokens"], row["tokens"]);
  for (const json& head : patterns["heads"]) EXPECT_LE(head["column"]["index"].get<int>(), 4);
  args = {"shot", "--out", path("w.png")};
  args.insert(args.end(), lens.begin(), lens.end());
  output(args);
  EXPECT_TRUE(shots_.at(0).scene.lens.hide_special && shots_.at(0).scene.lens.merge_words);
}

TEST_F(LensOptions, WrongCallsAreToldSo) {
  const auto err = [this](const std::vector<std::string>& more) {
    std::vector<std::string> args{"attend", "--model", "fake", "--text", kFramed};
    args.insert(args.end(), more.begin(), more.end());
    const Outcome outcome = call(args);
    EXPECT_EQ(outcome.status, 2);
    return outcome.err;
  };
  EXPECT_THAT(err({"--merge-words=yes"}), HasSubstr("--merge-words: takes no value"));
  EXPECT_THAT(err({"--merge-words", "--merge-words"}), HasSubstr("--merge-words"));
  EXPECT_THAT(err({"--merge-words", "yes"}), HasSubstr("'yes' was not expected"));
  EXPECT_THAT(err({"--query", "<s>", "--hide-special"}), HasSubstr("hidden"));
  EXPECT_THAT(err({"--query", "#6", "--hide-special"}), HasSubstr("tokens #1 to #5"));
  const Outcome none = call({"attend", "--model", "fake", "--text", "<s>", "--hide-special"});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("leaves no token"));
}

}  // namespace
}  // namespace attnscope::cli
