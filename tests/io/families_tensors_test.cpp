// What the families make of the names and shapes of tensors, good and bad.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/forward.h"
#include "tests/io/checkpoint_parts.h"

namespace attnscope::test {
namespace {

Trace trace_of(const Result<Model>& model) {
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : to_line(model.error()));
  std::vector<Token> tokens(5);
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i].id = static_cast<int>(i) + 1;
  return model.ok() ? forward(*model, tokens).value() : Trace{};
}

/// What stands before the names in some checkpoints; the ones in the tree have or have not.
struct PrefixCase {
  std::string family, prefix;
};

TEST(Families, NamesComeWithAndWithoutTheirPrefix) {
  for (const auto& [family, prefix] : {PrefixCase{"bert", "bert."}, {"gpt2", "transformer."}, {"llama", "model."}}) {
    SCOPED_TRACE(family);
    Parts parts(family);
    const std::vector<float> want = maps_of(trace_of(parts.read()));
    parts.rename([&prefix = prefix](const std::string& name) {
      return name.starts_with(prefix) ? name.substr(prefix.size()) : prefix + name;
    });
    EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  }
}

TEST(Families, BertFromBefore2019SaysGammaAndBeta) {
  Parts parts("bert");
  const std::vector<float> want = maps_of(trace_of(parts.read()));
  parts.rename([](const std::string& name) {
    if (name.ends_with("LayerNorm.weight")) return name.substr(0, name.size() - 6) + "gamma";
    if (name.ends_with("LayerNorm.bias")) return name.substr(0, name.size() - 4) + "beta";
    return name;
  });
  EXPECT_EQ(maps_of(trace_of(parts.read())), want);
  std::erase_if(parts.tensors, [](const TensorToWrite& tensor) { return tensor.name == "embeddings.LayerNorm.beta"; });
  EXPECT_EQ(line_of(parts), "weights: tensor 'embeddings.LayerNorm.beta' is missing; config.json calls for it");
}

/// Tensors that a checkpoint has and that attention does not depend on.
bool may_be_absent(const std::string& name) {
  return name.ends_with(".attn.bias") || name.starts_with("pooler.") || name.starts_with("lm_head.");
}

TEST(Families, AMissingTensorIsNamed) {
  for (const std::string& family : kAllOfThem) {
    for (const TensorToWrite& missing : Parts(family).tensors) {
      Parts parts(family);
      std::erase_if(parts.tensors, [&](const TensorToWrite& tensor) { return tensor.name == missing.name; });
      if (may_be_absent(missing.name)) {
        EXPECT_TRUE(parts.read().ok()) << missing.name;
      } else {
        EXPECT_EQ(line_of(parts), "weights: tensor '" + missing.name + "' is missing; config.json calls for it");
      }
    }
  }
}

TEST(Families, AShapeThatDisagreesIsToldWithBoth) {
  for (const std::string& family : kAllOfThem) {
    for (const TensorToWrite& wrong : Parts(family).tensors) {
      if (may_be_absent(wrong.name)) continue;
      Parts parts(family);
      TensorToWrite& tensor = parts.tensor(wrong.name);
      tensor.shape.push_back(1);
      EXPECT_EQ(line_of(parts), "weights: tensor '" + wrong.name + "' is F32 " + to_text(tensor.shape) + ", expected " +
                                    to_text(wrong.shape));
    }
  }
  Parts turned("gpt2");
  turned.tensor("h.1.mlp.c_fc.weight").shape = {192, 48};
  EXPECT_EQ(line_of(turned), "weights: tensor 'h.1.mlp.c_fc.weight' is F32 [192, 48], expected [48, 192]");
}

TEST(Families, ANumberThatIsNoneIsNamed) {
  for (const std::string& family : kAllOfThem) {
    Parts parts(family);
    TensorToWrite& tensor =
        *std::ranges::find_if(parts.tensors, [](const TensorToWrite& each) { return !may_be_absent(each.name); });
    const float bad = std::numeric_limits<float>::quiet_NaN();
    std::memcpy(tensor.bytes.data() + tensor.bytes.size() - sizeof(bad), &bad, sizeof(bad));
    EXPECT_EQ(line_of(parts),
              "weights: tensor '" + tensor.name + "' holds an infinity or NaN, expected numbers; the file is damaged");
  }
}

TEST(Families, ExtraTensorsAreNobodysBusiness) {
  Parts parts("gpt2");
  parts.tensors.push_back(i64_tensor("h.0.attn.masked_bias", {}, std::vector<std::int64_t>{-10000}));
  parts.tensors.push_back(f32_tensor("lm_head.weight", {1}, std::vector<float>{std::nanf("")}));
  EXPECT_TRUE(parts.read().ok());
}

}  // namespace
}  // namespace attnscope::test
