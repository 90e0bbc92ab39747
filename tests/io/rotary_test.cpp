#include "io/families/rotary.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numbers>
#include <vector>

namespace attnscope::test {
namespace {

using nlohmann::json;

std::vector<float> frequencies(const json& config, int dims, const RotaryNames& names = {}) {
  JsonFields fields(config, "config.json");
  std::vector<float> got = read_inverse_frequencies(fields, dims, names);
  EXPECT_TRUE(fields.ok()) << to_line(fields.status().error());
  return got;
}

void expect_near(const std::vector<float>& got, const std::vector<float>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], want[i], 1e-6F * want[i]) << i;
}

TEST(RotaryFrequencies, WorkedByHand) {
  expect_near(frequencies(json::object(), 4), {1.0F, 0.01F});  // 10000^(-1/2)
  expect_near(frequencies({{"rope_theta", 16}}, 8), {1.0F, 0.5F, 0.25F, 0.125F});
  expect_near(frequencies({{"rope_theta", 7}, {"rope_parameters", {{"rope_theta", 16}}}}, 4), {1.0F, 0.25F});
  expect_near(frequencies({{"rope_theta", 16}, {"rope_scaling", nullptr}}, 4), {1.0F, 0.25F});
  expect_near(frequencies({{"rope_theta", 16}, {"rope_scaling", {{"type", "linear"}, {"factor", 4}}}}, 4),
              {0.25F, 0.0625F});
}

TEST(RotaryFrequencies, FamiliesHaveNamesOfTheirOwn) {
  const RotaryNames names{.theta = "base", .default_theta = 16, .share = "pct", .default_share = 0.25};
  expect_near(frequencies(json::object(), 4, names), {1.0F, 0.25F});
  expect_near(frequencies({{"base", 100}, {"rope_theta", 7}}, 4, names), {1.0F, 0.1F});
  expect_near(frequencies({{"base", 100}, {"rope_parameters", {{"rope_theta", 25}}}}, 4, names), {1.0F, 0.2F});

  const auto share = [&names](const json& config) {
    JsonFields fields(config, "config.json");
    return read_rotary_share(fields, names);
  };
  EXPECT_EQ(share(json::object()), 0.25);
  EXPECT_EQ(share({{"pct", 0.5}, {"partial_rotary_factor", 1}}), 0.5);
  EXPECT_EQ(share({{"pct", 0.5}, {"rope_parameters", {{"partial_rotary_factor", 0.75}}}}), 0.75);
}

TEST(RotaryFrequencies, AKindOfLayerMayHaveASectionOfItsOwn) {
  const RotaryNames near{.theta = "near_theta", .default_theta = 100, .layer_type = "near"};
  const json section{{"near", {{"rope_theta", 16}}}, {"far", {{"rope_theta", 25}}}};
  expect_near(frequencies({{"rope_parameters", section}, {"near_theta", 9}}, 4, near), {1.0F, 0.25F});
  expect_near(frequencies({{"rope_parameters", {{"far", {{"rope_theta", 25}}}}}, {"near_theta", 16}}, 4, near),
              {1.0F, 0.25F});
  expect_near(frequencies({{"rope_parameters", {{"rope_theta", 16}}}}, 4, near), {1.0F, 0.1F});
}

TEST(RotaryFrequencies, Llama3KeepsShortWavesAndStretchesLongOnes) {
  // theta 16: frequencies 1, 1/2, 1/4, 1/8, which turn 8, 4, 2 and 1 times in 16 pi positions. From 6 turns on they
  // stay, below 2 they are divided by 8; 4 turns are half way, 2 are at the very end: (1/2 + 1/2 / 8) / 2 and 1/4 / 8.
  const json section{{"rope_type", "llama3"},
                     {"factor", 8},
                     {"low_freq_factor", 2},
                     {"high_freq_factor", 6},
                     {"original_max_position_embeddings", 50}};
  const std::vector<float> got = frequencies({{"rope_theta", 16}, {"rope_scaling", section}}, 8);
  ASSERT_EQ(got.size(), 4U);
  const double turns = 50 * 0.5 / (2 * std::numbers::pi);  // 50 is nearly 16 pi
  const double share = (turns - 2) / 4;
  expect_near(got, {1.0F, static_cast<float>((1 - share) * 0.5 / 8 + share * 0.5), 0.25F / 8, 0.125F / 8});
  EXPECT_NEAR(got[1], 0.28125, 0.003);

  json silent = section;
  silent.erase("original_max_position_embeddings");
  json beside{{"rope_theta", 16}, {"rope_scaling", silent}, {"max_position_embeddings", 50}};
  EXPECT_EQ(frequencies(beside, 8), got);
  beside.erase("max_position_embeddings");
  EXPECT_EQ(frequencies(beside, 8, {.default_context = 50}), got);
  beside["max_position_embeddings"] = 400;
  beside["original_max_position_embeddings"] = 50;
  EXPECT_EQ(frequencies(beside, 8), got);
}

}  // namespace
}  // namespace attnscope::test
