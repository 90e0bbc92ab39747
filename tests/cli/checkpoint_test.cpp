#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/model_registry.h"
#include "io/safetensors.h"
#include "tests/cli/run_support.h"

// dump with checkpoints as transformers saves them, against what the reference implementation computed: the whole sets,
// which are not in the tree.
namespace attnscope::cli {
namespace {

using nlohmann::json;

class CheckpointDump : public Cli, public testing::WithParamInterface<const char*> {
 protected:
  Models models() override {
    Models models;
    models.open = [](const std::string& name) { return open_by_name({}, name); };
    return models;
  }
};

float worst_difference(const std::string& a, const std::string& b) {
  const Result<SafetensorsFile> got = SafetensorsFile::open(a);
  const Result<SafetensorsFile> want = SafetensorsFile::open(b);
  EXPECT_TRUE(got.ok() && want.ok());
  EXPECT_EQ(*got->integers(*got->find("input_ids")), *want->integers(*want->find("input_ids")));
  EXPECT_EQ(got->find("attentions")->shape, want->find("attentions")->shape);
  const std::vector<float> x = *got->floats(*got->find("attentions"));
  const std::vector<float> y = *want->floats(*want->find("attentions"));
  float worst = 0;
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) worst = std::max(worst, std::abs(x[i] - y[i]));
  return worst;
}

TEST_P(CheckpointDump, GivesTheReferencesIdsAndWeights) {
  const std::filesystem::path folder = std::filesystem::path(ATTNSCOPE_SHARED) / "goldens" / GetParam();
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the full goldens are not here";
  const std::string checkpoint = (folder / "checkpoint").string();
  for (const json& expected : json::parse(content_of((folder / "expected.json").string()))) {
    const std::string text = expected["text"];
    SCOPED_TRACE(text);
    const Outcome outcome = call({"dump", "--model", checkpoint, "--text", text, "--out", path("d.safetensors")});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_LE(worst_difference(path("d.safetensors"), (folder / expected["file"].get<std::string>()).string()), 1e-5F);
  }
}

INSTANTIATE_TEST_SUITE_P(Families, CheckpointDump, ::testing::Values("bert", "gpt2", "llama"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace attnscope::cli
