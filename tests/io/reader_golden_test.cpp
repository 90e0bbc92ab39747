// The built-in model against the program that trained it: token ids exactly, attention within 1e-5, the whole way that
// the window goes: open, encode, trace, look.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/model_registry.h"
#include "tests/io/golden.h"

namespace attnscope {
namespace {

/// A model of the assets against the cases of its folder in tests/data.
class BuiltInModel : public ::testing::TestWithParam<std::string> {};

TEST_P(BuiltInModel, AgreesWithItsTraining) {
  const auto source = open_by_name(ATTNSCOPE_ASSETS, GetParam());
  ASSERT_TRUE(source.ok()) << to_line(source.error());
  const SourceCard& card = (*source)->card();
  const std::filesystem::path folder = std::filesystem::path(ATTNSCOPE_TEST_DATA) / GetParam();
  const nlohmann::json cases = golden_json(folder / "expected.json");
  ASSERT_FALSE(cases.empty());
  for (const auto& one : cases) {
    const auto text = one["text"].get<std::string>();
    SCOPED_TRACE(text);
    const auto encoding = (*source)->encode(text);
    ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
    ASSERT_EQ(ids_of(*encoding), one["ids"].get<std::vector<int>>());
    const auto trace = (*source)->trace(encoding->tokens, {}, {});
    ASSERT_TRUE(trace.ok()) << to_line(trace.error());
    ASSERT_EQ(trace->layers.size(), card.layers.size());
    ASSERT_NO_FATAL_FAILURE(expect_golden_maps(*trace, folder / one["file"].get<std::string>()));
  }
}

std::vector<std::string> models_with_goldens() {
  std::vector<std::string> names;
  for (const SourceCard& card : list_models(ATTNSCOPE_ASSETS)) {
    if (std::filesystem::exists(std::filesystem::path(ATTNSCOPE_TEST_DATA) / card.name)) names.push_back(card.name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Assets, BuiltInModel, ::testing::ValuesIn(models_with_goldens()),
                         [](const auto& test) { return test.param; });

TEST(BuiltInModels, EveryOneHasItsGoldens) {
  const std::vector<SourceCard> cards = list_models(ATTNSCOPE_ASSETS);
  ASSERT_FALSE(cards.empty());
  EXPECT_EQ(models_with_goldens().size(), cards.size());
}

}  // namespace
}  // namespace attnscope
