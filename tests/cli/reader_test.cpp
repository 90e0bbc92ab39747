#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/examples.h"
#include "io/model_registry.h"
#include "tests/cli/dump_support.h"
#include "tests/cli/run_support.h"

// The commands with the model that comes with the program, against what the reference implementation computed.
namespace attnscope::cli {
namespace {

using nlohmann::json;

class ReaderModel : public Cli {
 protected:
  Models models() override {
    Models models;
    models.open = [](const std::string& name, const LoadControl&) { return open_by_name(ATTNSCOPE_ASSETS, name); };
    models.list = []() -> Result<std::vector<SourceCard>> { return list_models(ATTNSCOPE_ASSETS); };
    return models;
  }
};

const std::string kGoldens = std::string(ATTNSCOPE_TEST_DATA) + "/reader/";

TEST_F(ReaderModel, DumpsTheReferencesIdsAndWeights) {
  const json cases = json::parse(content_of(kGoldens + "expected.json"));
  ASSERT_FALSE(cases.empty());
  for (const json& expected : cases) {
    const std::string text = expected["text"];
    SCOPED_TRACE(text);
    output({"dump", "--model", "reader", "--text", text, "--out", path("d.safetensors")});
    EXPECT_LE(worst_difference(path("d.safetensors"), kGoldens + expected["file"].get<std::string>()), 1e-5F);
  }
}

/// The word that gets most from the last one like `query`.
std::string looked_at(const json& answer) {
  const auto weights = answer["weights"].get<std::vector<float>>();
  const auto most = std::max_element(weights.begin(), weights.end()) - weights.begin();
  return answer["tokens"][static_cast<std::size_t>(most)]["text"];
}

TEST_F(ReaderModel, LooksWhereTheExamplesSay) {
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

TEST_F(ReaderModel, AnswersFromItsAnswerHead) {
  const std::string text = "The trophy did not fit in the suitcase because it was too big.";
  const auto source = open_by_name(ATTNSCOPE_ASSETS, "reader");
  ASSERT_TRUE(source.ok());
  ASSERT_TRUE((*source)->card().answer_head);
  const json answer = json::parse(output({"attend", "--text", text, "--query", "it", "--format", "json"}));
  EXPECT_EQ(answer["layer"], (*source)->card().answer_head->layer + 1);
  EXPECT_EQ(answer["head"], (*source)->card().answer_head->head + 1);
  EXPECT_EQ(looked_at(answer), "trophy");
}

TEST_F(ReaderModel, IsListed) { EXPECT_THAT(output({"models"}), testing::HasSubstr("reader")); }

}  // namespace
}  // namespace attnscope::cli
