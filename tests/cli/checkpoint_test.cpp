#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/model_registry.h"
#include "tests/cli/dump_support.h"
#include "tests/cli/run_support.h"

// dump with checkpoints as transformers saves them, against what the reference implementation computed: the whole sets,
// which are not in the tree.
namespace attnscope::cli {
namespace {

using nlohmann::json;

class Checkpoints : public Cli {
 protected:
  Models models() override {
    Models models;
    models.open = [](const std::string& name, const LoadControl&) { return open_by_name({}, name); };
    return models;
  }
};
class CheckpointDump : public Checkpoints, public testing::WithParamInterface<const char*> {};

TEST_F(Checkpoints, AMarkThatIsATokenByItselfIsNotTheFirstLetter) {
  const std::filesystem::path data = std::filesystem::path(ATTNSCOPE_TEST_DATA) / "t5";
  const std::string checkpoint = path("t5");
  std::filesystem::copy(data / "checkpoint", checkpoint);
  std::filesystem::copy_file(data / "tokenizer.json", checkpoint + "/tokenizer.json");
  const std::string table = output(
      {"attend", "--model", checkpoint, "--text", "I love", "--text-b", "x", "--map", "encoder", "--query", "I"});
  std::vector<std::string> keys;
  std::istringstream lines(table.substr(table.find("key")));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string number;
    cells >> number >> keys.emplace_back();
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"▁", "I", "▁", "l", "o", "ve", "</s>"}));
}

TEST_P(CheckpointDump, GivesTheReferencesIdsAndWeights) {
  const std::filesystem::path folder = std::filesystem::path(ATTNSCOPE_SHARED) / "goldens" / GetParam();
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the full goldens are not here";
  const std::string checkpoint = (folder / "checkpoint").string();
  for (const json& expected : json::parse(content_of((folder / "expected.json").string()))) {
    const std::string text = expected["text"];
    SCOPED_TRACE(text);
    std::vector<std::string> words{"dump", "--model", checkpoint, "--text", text, "--out", path("d.safetensors")};
    if (!expected["text_pair"].is_null()) {
      const std::string pair = expected["text_pair"];
      words.insert(words.end(), {"--text-b", pair});
    }
    const Outcome outcome = call(words);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_LE(worst_difference(path("d.safetensors"), (folder / expected["file"].get<std::string>()).string()), 1e-5F);
  }
}

INSTANTIATE_TEST_SUITE_P(Families, CheckpointDump, ::testing::Values("bert", "gpt2", "llama", "t5"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace attnscope::cli
