#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/scene_json.h"
#include "core/patterns.h"
#include "tests/cli/run_support.h"

namespace attnscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kPieces = "The cat sat and the+n it slept";  // tokens: The cat sat and the n it slept

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
  std::vector<std::string> names;
  for (const auto& item : object.items()) names.push_back(item.key());
  return names;
}

TEST_F(Cli, AttendsAsJsonWithExactlyTheseKeys) {
  const auto answer =
      nlohmann::ordered_json::parse(output({"attend", "--model", "fake", "--text", kPieces, "--format", "json"}));
  EXPECT_THAT(keys(answer), ElementsAre("model", "tokens", "layer", "head", "scale", "multiplier", "mask", "query",
                                        "scores", "weights", "entropy_bits", "listens_to"));
  EXPECT_THAT(keys(answer["tokens"][0]), ElementsAre("id", "text", "start", "end"));
  EXPECT_THAT(keys(answer["query"]), ElementsAre("index", "text"));
  EXPECT_EQ(answer["model"], "fake");
  EXPECT_EQ(answer["tokens"].size(), 8U);
  EXPECT_EQ(json(answer["tokens"][1]), json::parse(R"({"id":6,"text":"cat","start":4,"end":7})"));
  EXPECT_EQ(answer["layer"], 2);  // no answer head: the first of the last layer
  EXPECT_EQ(answer["head"], 1);
  EXPECT_EQ(answer["scale"], 0.5);
  EXPECT_EQ(answer["multiplier"], 1);
  EXPECT_EQ(answer["mask"], "model");
  EXPECT_EQ(json(answer["query"]), json::parse(R"({"index":7,"text":"it"})"));  // the last pronoun
}

TEST_F(Cli, AttendsWithWeightsThatAreTheSoftmaxOfItsScores) {
  for (const char* scale : {"0.05", "1", "3", "20"}) {
    const json answer =
        json::parse(output({"attend", "--model", "fake", "--text", kPieces, "--layer", "1", "--head", "2", "--scale",
                            scale, "--mask", "causal", "--query", "sat", "--format", "json"}));
    EXPECT_NEAR(answer["scale"].get<double>(), 0.5 * std::stod(scale), 1e-6);
    EXPECT_EQ(answer["query"]["index"], 3);
    double sum = 0;
    std::vector<double> shares;
    for (int j = 0; j < 3; ++j) {
      shares.push_back(std::exp(answer["scale"].get<double>() * answer["scores"][j].get<double>()));
      sum += shares.back();
    }
    double entropy = 0;
    for (int j = 0; j < 8; ++j) {
      const double want = j < 3 ? shares[static_cast<std::size_t>(j)] / sum : 0;
      EXPECT_NEAR(answer["weights"][j].get<double>(), want, 1e-5) << j;
      if (want > 0) entropy -= want * std::log2(want);
    }
    EXPECT_NEAR(answer["entropy_bits"].get<double>(), entropy, 1e-4);
    EXPECT_NEAR(answer["listens_to"].get<double>(), std::exp2(entropy), 1e-3);
  }
}

TEST_F(Cli, AttendsFromTheLastSuchWordWithAllItsPieces) {
  const auto index = [this](const std::string& query) {
    return json::parse(output(
        {"attend", "--model", "fake", "--text", kPieces, "--query", query, "--format", "json"}))["query"]["index"];
  };
  EXPECT_EQ(index("cat"), 2);
  EXPECT_EQ(index("CAT"), 2);
  EXPECT_EQ(index("The"), 1);
  EXPECT_EQ(index("then"), 5);  // two pieces: the first asks
  EXPECT_EQ(index("#6"), 6);    // the second
  EXPECT_EQ(json::parse(output({"attend", "--model", "fake", "--text", "a b a b", "--query", "a", "--format",
                                "json"}))["query"]["index"],
            3);
}

TEST_F(Cli, AttendsAsATableForPeopleAndAsCsv) {
  const std::string table = output({"attend", "--model", "causal", "--text", kPieces, "--query", "cat"});
  EXPECT_THAT(table, HasSubstr("query    #2 cat"));
  EXPECT_THAT(table, HasSubstr("layer 2, head 1"));
  EXPECT_THAT(table, HasSubstr("█"));
  EXPECT_EQ(std::count(table.begin(), table.end(), '%'), 2);  // what it may not see has no weight

  const std::string csv = output({"attend", "--model", "fake", "--text", "a,b c", "--format", "csv"});
  EXPECT_THAT(csv, StartsWith(",score,weight\r\n\"a,b\","));
}

TEST_F(Cli, AttendTellsTheWholeWorking) {
  const std::vector<std::string> asked{"attend", "--model", "causal", "--text", kPieces, "--query", "cat", "--working"};
  const std::string text = output(asked);
  EXPECT_THAT(text, HasSubstr("cat asks"));
  EXPECT_THAT(text, HasSubstr("hidden by the mask"));
  EXPECT_THAT(text, HasSubstr("q(cat) = "));
  EXPECT_THAT(text, HasSubstr("\nthe layer: the example ends with its blend"));
  std::vector<std::string> as = asked;
  as.insert(as.end(), {"--format", "csv"});
  EXPECT_THAT(output(as), StartsWith("key,score,scaled,minus largest,exponential,share,k1"));
  as.back() = "json";
  EXPECT_EQ(call(as).status, 2);
}

TEST_F(Cli, SaysThatALongTextWasCut) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "w" + std::to_string(i) + " ";
  const Outcome outcome = call({"attend", "--model", "fake", "--text", text});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "attnscope: the text has 50 tokens, fake reads the first 40\n");
}

TEST_F(Cli, PrintsTokensThatAreHalfACharacter) {
  const json answer = json::parse(output({"attend", "--model", "fake", "--text", "a ~", "--format", "json"}));
  EXPECT_EQ(answer["tokens"][1]["text"], "\uFFFD");
  EXPECT_THAT(output({"attend", "--model", "fake", "--text", "a ~", "--format", "csv"}), HasSubstr("\uFFFD"));
  output({"attend", "--model", "fake", "--text", "a ~"});
}

TEST_F(Cli, ScoresEveryHeadOnEveryPattern) {
  const json answer = json::parse(output({"patterns", "--model", "fake", "--text", kPieces, "--format", "json"}));
  ASSERT_EQ(answer["heads"].size(), 4U);
  for (int i = 0; i < 4; ++i) {
    const json& head = answer["heads"][i];
    EXPECT_EQ(head["layer"], i / 2 + 1);
    EXPECT_EQ(head["head"], i % 2 + 1);
    for (const Pattern& row : kPatterns) EXPECT_TRUE(head[std::string(row.key)]["score"].is_number()) << row.key;
    const int column = head["column"]["index"];
    EXPECT_EQ(head["column"]["word"], answer["tokens"][column - 1]["text"]);
  }
  const std::string table = output({"patterns", "--model", "fake", "--text", kPieces});
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 5);
}

TEST_F(Cli, ScoresTheSameWeightsThatItPrints) {
  const json answer = json::parse(output(
      {"patterns", "--model", "fake", "--text", kPieces, "--mask", "window:2", "--scale", "3", "--format", "json"}));
  // "diagonal" by its definition, from the weights of every row
  double sum = 0;
  for (int i = 1; i <= 8; ++i) {
    const json row =
        json::parse(output({"attend", "--model", "fake", "--text", kPieces, "--mask", "window:2", "--scale", "3",
                            "--layer", "1", "--head", "2", "--query", "#" + std::to_string(i), "--format", "json"}));
    const int seen = std::min(i + 2, 8) - std::max(i - 2, 1) + 1;
    sum += (row["weights"][i - 1].get<double>() - 1.0 / seen) / (1 - 1.0 / seen);
  }
  EXPECT_NEAR(answer["heads"][1]["diagonal"]["score"].get<double>(), sum / 8, 1e-5);
}

TEST_F(Cli, LeavesPatternsOutThatCannotBeTold) {
  const json answer = json::parse(output({"patterns", "--model", "fake", "--text", "alone", "--format", "json"}));
  EXPECT_TRUE(answer["heads"][0]["diagonal"]["score"].is_null());
  EXPECT_EQ(answer["heads"][0]["diagonal"]["rows"], 0);
  output({"patterns", "--model", "fake", "--text", "alone"});
}

TEST_F(Cli, TokenizesATextAndAFileOfTexts) {
  EXPECT_EQ(output({"tokenize", "--model", "fake", "--text", "a b c"}), "[1,3,6,9]\n");
  EXPECT_EQ(output({"tokenize", "--model", "fake", "--text", ""}), "[1]\n") << "an empty text has a frame, too";
  std::ofstream(path("lines.txt")) << "\"a b\"\n\"\"\n\"\\u732b x c\"\r\n\"last\"";
  EXPECT_EQ(output({"tokenize", "--model", "fake", "--lines", path("lines.txt")}), "[1,3,6]\n[1]\n[1,0,0,9]\n[1,0]\n");
}

TEST_F(Cli, NamesTheLineThatIsNoText) {
  for (const std::string line : {"no json", "7", "\"half", "", "\"\\ud800\"", "\"\xFF\""}) {
    std::ofstream(path("lines.txt"), std::ios::binary) << "\"a\"\n" << line << "\n\"b\"\n";
    const Outcome outcome = call({"tokenize", "--model", "fake", "--lines", path("lines.txt")});
    EXPECT_EQ(outcome.status, 1) << line;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("lines.txt, line 2"));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
  }
}

TEST_F(Cli, ListsTheModels) {
  const std::string table = output({"models"});
  EXPECT_THAT(table, HasSubstr("fake    2 x 2"));
  EXPECT_THAT(table, HasSubstr("uneven  2 x 2-3"));
  EXPECT_THAT(table, HasSubstr("1234  /models/fake"));
}

TEST_F(Cli, TakesAPictureOfTheScene) {
  output({"shot",    "--model", "fake",   "--text",    kPieces,   "--query",     "cat",
          "--layer", "1",       "--head", "2",         "--out",   path("w.png"), "--size",
          "300x220", "--theme", "light",  "--colours", "viridis", "--ui-scale",  "1.5"});
  ASSERT_EQ(shots_.size(), 1U);
  EXPECT_EQ(shots_[0].width, 300);
  EXPECT_EQ(shots_[0].height, 220);
  EXPECT_EQ(shots_[0].theme, Theme::Light);
  EXPECT_EQ(shots_[0].colours, ColourMap::Viridis);
  EXPECT_EQ(shots_[0].ui_scale, 1.5F);
  EXPECT_EQ(shots_[0].scene.text, kPieces);
  EXPECT_EQ(shots_[0].scene.head, (HeadPlace{0, 1}));
  EXPECT_EQ(shots_[0].scene.query, (QueryChoice{"cat", 1}));
  EXPECT_THAT(content_of(path("w.png")), StartsWith("\x89PNG"));
}

TEST_F(Cli, StartsFromASavedScene) {
  Scene scene;
  scene.text = kPieces;
  scene.model = "fake";
  scene.multiplier = 3;
  scene.mask = {.kind = MaskKind::Nearby, .window = 2};
  scene.query.word = "sat";
  ASSERT_TRUE(save_scene(path("s.json"), scene).ok());
  const json as_saved = json::parse(output({"attend", "--scene", path("s.json"), "--format", "json"}));
  EXPECT_EQ(as_saved["multiplier"], 3);
  EXPECT_EQ(as_saved["mask"], "window:2");
  EXPECT_EQ(as_saved["query"]["text"], "sat");
  const json changed = json::parse(output({"attend", "--scene", path("s.json"), "--scale", "1", "--format", "json"}));
  EXPECT_EQ(changed["multiplier"], 1);
  EXPECT_EQ(changed["mask"], "window:2");
}

TEST_F(Cli, OpensTheWindow) {
  EXPECT_EQ(call({}).status, 7);  // what the window says
  ASSERT_EQ(windows_.size(), 1U);
  EXPECT_FALSE(windows_[0].scene);

  call({"--model", "fake"});
  EXPECT_EQ(windows_.at(1).scene->model, "fake");
  EXPECT_EQ(windows_[1].scene->text, first_scene().text);

  call({path("")});
  EXPECT_EQ(windows_.at(2).scene->model, path(""));

  Scene scene;
  scene.text = kPieces;
  ASSERT_TRUE(save_scene(path("s.json"), scene).ok());
  call({path("s.json")});
  EXPECT_EQ(windows_.at(3).scene, scene);
}

TEST_F(Cli, TellsItsVersion) { EXPECT_THAT(output({"--version"}), testing::MatchesRegex("attnscope [0-9.]+\n")); }

}  // namespace
}  // namespace attnscope::cli
