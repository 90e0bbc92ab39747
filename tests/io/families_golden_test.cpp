// Real checkpoints' layouts against what the reference implementation computed, or a second one (make_*.py):
// attention of every layer and head from the ids of its tokens.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/forward.h"
#include "io/model_tensors.h"
#include "tests/io/checkpoint_parts.h"
#include "tests/support/layer_steps.h"
#include "tests/support/targets.h"

namespace attnscope {
namespace {

namespace fs = std::filesystem;

/// The cases of one folder: where the checkpoint is, and the list of what it gives.
struct AttentionGolden {
  fs::path folder;
  fs::path cases;
};

/// The copy in the tree, cut by trim_golden.py, and the full set beside it where there is one.
std::vector<AttentionGolden> attention_goldens(const std::string& family) {
  const fs::path ours = fs::path(ATTNSCOPE_TEST_DATA) / family;
  const fs::path shared = fs::path(ATTNSCOPE_SHARED) / "goldens" / family;
  std::vector<AttentionGolden> all{{ours, ours / "attention.json"}};
  if (fs::exists(shared)) all.push_back({shared, shared / "expected.json"});
  return all;
}

Result<Model> read_checkpoint(const fs::path& folder) {
  const auto description = read_model_description(folder);
  if (!description) return description.error();
  const auto files = WeightFiles::open(folder);
  if (!files) return files.error();
  return read_model_tensors(*files, *description, {});
}

std::vector<Token> tokens_of(const nlohmann::json& ids) {
  std::vector<Token> tokens;
  for (const int id : ids.get<std::vector<int>>()) tokens.emplace_back().id = id;
  return tokens;
}

class Checkpoint : public ::testing::TestWithParam<std::string> {};

TEST_P(Checkpoint, AttendsAsTheReferenceDoes) {
  for (const AttentionGolden& golden : attention_goldens(GetParam())) {
    const auto model = read_checkpoint(golden.folder / "checkpoint");
    ASSERT_TRUE(model.ok()) << to_line(model.error());
    const Status valid = validate(*model);
    EXPECT_TRUE(valid.ok()) << to_line(valid.error());
    const nlohmann::json cases = golden_json(golden.cases);
    ASSERT_GE(cases.size(), 3U);
    for (const auto& one : cases) {
      SCOPED_TRACE(one["text"].dump());
      const std::vector<Token> tokens = tokens_of(one["ids"]);
      const bool two = one.contains("decoder_input_ids") && !one["decoder_input_ids"].is_null();
      ASSERT_EQ(two, model->decoder.has_value());
      test::on_each_target([&] {
        const auto trace =
            two ? forward_two(*model, tokens, tokens_of(one["decoder_input_ids"])) : forward(*model, tokens);
        ASSERT_TRUE(trace.ok()) << to_line(trace.error());
        ASSERT_NO_FATAL_FAILURE(expect_golden_maps(*trace, golden.folder / one["file"].get<std::string>()));
      });
    }
  }
}

/// The maps come out as the reference's only where W_O, norms and residuals are right, but for the last layer's;
/// against the plain loops that one counts as well.
TEST_P(Checkpoint, EveryLayersStepIsTheTextbooks) {
  const fs::path folder = fs::path(ATTNSCOPE_TEST_DATA) / GetParam();
  const auto model = read_checkpoint(folder / "checkpoint");
  ASSERT_TRUE(model.ok()) << to_line(model.error());
  const nlohmann::json one = golden_json(folder / "attention.json").at(0);
  const std::vector<Token> tokens = tokens_of(one["ids"]);
  constexpr double kClose = 1e-4;
  if (!model->decoder) {
    const auto trace = forward(*model, tokens);
    ASSERT_TRUE(trace.ok()) << to_line(trace.error());
    EXPECT_LT(test::worst_step(*model, *trace, MapSide::Encoder, {}, test::naive_blocks(*model, tokens, {})), kClose);
    return;
  }
  const std::vector<Token> tokens_b = tokens_of(one["decoder_input_ids"]);
  const auto trace = forward_two(*model, tokens, tokens_b);
  ASSERT_TRUE(trace.ok()) << to_line(trace.error());
  const test::NaiveTwo want = test::naive_forward_two(*model, tokens, tokens_b, {});
  EXPECT_LT(test::worst_step(*model, *trace, MapSide::Encoder, {}, want.encoder_blocks), kClose);
  EXPECT_LT(test::worst_step(*model, *trace, MapSide::Decoder, {}, want.decoder_blocks), kClose);
  EXPECT_LT(test::worst_step(*model, *trace, MapSide::Cross, {}, want.cross_blocks), kClose);
}

INSTANTIATE_TEST_SUITE_P(Families, Checkpoint, ::testing::ValuesIn(test::kAllOfThem),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace attnscope
