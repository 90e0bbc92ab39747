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
    const auto trace = (*source)->trace(encoding->tokens, {}, {});
    ASSERT_TRUE(trace.ok()) << to_line(trace.error());
    ASSERT_NO_FATAL_FAILURE(expect_golden_maps(*trace, data / one["file"].get<std::string>()));
  }
}

INSTANTIATE_TEST_SUITE_P(Families, CheckpointFolder, ::testing::ValuesIn(kAllOfThem),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace attnscope::test
