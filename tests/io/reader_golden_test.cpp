// The built-in model against the program that trained it: token ids exactly, attention within 1e-5, the whole way that
// the window goes: open, encode, trace, look.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/attention.h"
#include "io/model_registry.h"
#include "io/safetensors.h"
#include "tests/io/golden.h"

namespace attnscope {
namespace {

constexpr float kTolerance = 1e-5F;

/// Every map of a trace, [layers, heads, n, n], row by row.
std::vector<float> maps_of(const Trace& trace) {
  std::vector<float> maps;
  for (const auto& layer : trace.layers) {
    for (const HeadTrace& head : layer) {
      const auto view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
      EXPECT_TRUE(view.ok());
      if (!view) return {};
      maps.insert(maps.end(), view->weights.data(), view->weights.data() + view->weights.size());
    }
  }
  return maps;
}

float worst_difference(const std::vector<float>& a, const std::vector<float>& b) {
  float worst = 0.0F;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::fabs(a[i] - b[i]));
  return worst;
}

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

    const auto file = SafetensorsFile::open(folder / one["file"].get<std::string>());
    ASSERT_TRUE(file.ok()) << to_line(file.error());
    const TensorInfo* const expected = file->find("attentions");
    ASSERT_NE(expected, nullptr);
    const auto layers = static_cast<std::int64_t>(card.layers.size());
    const auto n = static_cast<std::int64_t>(encoding->tokens.size());
    ASSERT_EQ(expected->shape, (TensorShape{layers, card.layers.front().heads, n, n}));
    auto want = file->floats(*expected);
    ASSERT_TRUE(want.ok());
    const std::vector<float> got = maps_of(*trace);
    ASSERT_EQ(got.size(), want->size());
    EXPECT_LE(worst_difference(got, *want), kTolerance);
    want->back() += 2 * kTolerance;  // would we notice?
    EXPECT_GT(worst_difference(got, *want), kTolerance);
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
