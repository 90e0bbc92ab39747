#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/examples.h"
#include "io/model_registry.h"
#include "tests/cli/dump_support.h"
#include "tests/cli/run_support.h"

// The commands with the models that come with the program, against what the reference implementation computed.
namespace attnscope::cli {
namespace {

using nlohmann::json;

class BuiltInModels : public Cli {
 protected:
  Models models() override {
    Models models;
    models.open = [](const std::string& name, const LoadControl&) { return open_by_name(ATTNSCOPE_ASSETS, name); };
    models.list = []() -> Result<std::vector<SourceCard>> { return list_models(ATTNSCOPE_ASSETS); };
    return models;
  }

  json asked_of_writer(const std::string& text, const std::string& query) {
    return json::parse(output({"attend", "--model", "writer", "--text", text, "--query", query, "--format", "json"}));
  }
};

const std::string kBig = "The trophy did not fit in the suitcase because it was too big.";
const std::string kSmall = "The trophy did not fit in the suitcase because it was too small.";

TEST_F(BuiltInModels, DumpTheReferencesIdsAndWeights) {
  for (const std::string model : {"reader", "writer"}) {
    const std::string goldens = std::string(ATTNSCOPE_TEST_DATA) + "/" + model + "/";
    const json cases = json::parse(content_of(goldens + "expected.json"));
    ASSERT_FALSE(cases.empty());
    for (const json& expected : cases) {
      const std::string text = expected["text"];
      SCOPED_TRACE(model + ": " + text);
      output({"dump", "--model", model, "--text", text, "--out", path("d.safetensors")});
      EXPECT_LE(worst_difference(path("d.safetensors"), goldens + expected["file"].get<std::string>()), 1e-5F);
    }
  }
}

/// The word that gets most from the last one like `query`.
std::string looked_at(const json& answer) {
  const auto weights = answer["weights"].get<std::vector<float>>();
  const auto most = std::max_element(weights.begin(), weights.end()) - weights.begin();
  return answer["tokens"][static_cast<std::size_t>(most)]["text"];
}

/// The numbers of the line that begins with this name.
std::vector<double> written_after(const std::string& text, const std::string& name) {
  std::vector<double> numbers;
  const std::string begin = "\n" + name + " = ";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return numbers;
  std::istringstream line(text.substr(at + begin.size(), text.find('\n', at + 1) - at - begin.size()));
  for (std::string number; std::getline(line, number, ',');) numbers.push_back(std::stod(number));
  return numbers;
}

TEST_F(BuiltInModels, TellWhatTheLayerAddsToTheRow) {
  const std::string text = output({"attend", "--model", "reader", "--text", kBig, "--query", "it", "--working"});
  const std::vector<double> before = written_after(text, "row before");
  const std::vector<double> added = written_after(text, "added by all heads");
  const std::vector<double> after = written_after(text, "row after");
  ASSERT_GT(before.size(), 16U);
  ASSERT_EQ(added.size(), before.size());
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t d = 0; d < after.size(); ++d) EXPECT_NEAR(before[d] + added[d], after[d], 1e-5);
  EXPECT_FALSE(written_after(text, "head 6: blend × W_O").empty());
}

TEST_F(BuiltInModels, LookWhereTheExamplesSay) {
  int told = 0;
  for (const Example& example : kExamples) {
    const std::size_t at = example.title.rfind(": the ");
    if (at == std::string_view::npos) continue;
    ++told;
    const json answer = json::parse(output(
        {"attend", "--text", std::string(example.text), "--query", std::string(example.query), "--format", "json"}));
    EXPECT_EQ(looked_at(answer), example.title.substr(at + 6)) << example.text;
  }
  EXPECT_GE(told, 8);
}

TEST_F(BuiltInModels, AnswerFromTheirAnswerHead) {
  const auto source = open_by_name(ATTNSCOPE_ASSETS, "reader");
  ASSERT_TRUE(source.ok());
  ASSERT_TRUE((*source)->card().answer_head);
  const json answer = json::parse(output({"attend", "--text", kBig, "--query", "it", "--format", "json"}));
  EXPECT_EQ(answer["layer"], (*source)->card().answer_head->layer + 1);
  EXPECT_EQ(answer["head"], (*source)->card().answer_head->head + 1);
  EXPECT_EQ(looked_at(answer), "trophy");
}

TEST_F(BuiltInModels, OfWhichTheWriterLooksBackOnly) {
  for (const std::string query : {"it", "big"}) {
    const json answer = asked_of_writer(kBig, query);
    const auto weights = answer["weights"].get<std::vector<float>>();
    const std::size_t seen = answer["query"]["index"];
    ASSERT_LT(seen, weights.size());
    for (std::size_t i = seen; i < weights.size(); ++i) EXPECT_EQ(weights[i], 0.0F) << query << ", token " << i + 1;
  }
}

TEST_F(BuiltInModels, OfWhichTheWriterKnowsTheNounOnlyAfterTheClue) {
  EXPECT_EQ(asked_of_writer(kBig, "it")["weights"], asked_of_writer(kSmall, "it")["weights"]);
  EXPECT_EQ(looked_at(asked_of_writer(kBig, "big")), "trophy");
  EXPECT_EQ(looked_at(asked_of_writer(kSmall, "small")), "suitcase");
}

TEST_F(BuiltInModels, AreListed) {
  EXPECT_THAT(output({"models"}), testing::AllOf(testing::HasSubstr("reader"), testing::HasSubstr("writer")));
}

}  // namespace
}  // namespace attnscope::cli
