#include "io/model_config.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "io/families/family.h"
#include "tests/io/tiny_model.h"

namespace attnscope::test {
namespace {

using nlohmann::json;

Result<ModelDescription> describe(const std::string& text) { return describe_model(text, "model"); }

TEST(ModelDescription, SaysWhatTheFileSays) {
  const TempFolder folder;
  const TinyModel tiny;
  tiny.write_to(folder.path());
  const auto got = read_model_description(folder.path());
  ASSERT_TRUE(got.ok()) << to_line(got.error());
  EXPECT_EQ(got->config.vocab_size, 5);
  EXPECT_EQ(got->config.hidden, 4);
  EXPECT_EQ(got->config.feed_forward, 7);
  EXPECT_EQ(got->config.max_tokens, 6);
  EXPECT_EQ(got->config.norm_eps, 1e-5F);
  EXPECT_TRUE(looks_back_only(got->config));
  EXPECT_EQ(got->config.layers, tiny.model.config.layers);
  const SourceCard& card = got->card;
  EXPECT_EQ(card.name, "tiny");
  EXPECT_EQ(card.title, "Tiny model");
  EXPECT_EQ(card.origin, folder.path().string());
  EXPECT_EQ(card.layers, (std::vector<LayerShape>{{2, 3}, {1, 2}}));
  EXPECT_EQ(card.hidden, 4);
  EXPECT_EQ(card.max_tokens, 6);
  EXPECT_TRUE(card.causal);
  EXPECT_EQ(card.answer_head, (HeadPlace{1, 0})) << "counted from 1 in the file, from 0 here";
  ASSERT_EQ(card.roles.size(), 1U);
  EXPECT_EQ(card.roles[0].place, (HeadPlace{0, 1}));
  EXPECT_EQ(card.roles[0].title, "who?");
}

TEST(ModelDescription, OnlyTheHeadsAndTheTitleMayBeAbsent) {
  const json whole = TinyModel().config;
  for (const auto& [name, value] : whole.items()) {
    json config = whole;
    config.erase(name);
    const auto got = describe(config.dump());
    const bool optional = name == "answer_head" || name == "head_roles" || name == "title";
    EXPECT_EQ(got.ok(), optional) << name;
    if (!got) {
      EXPECT_TRUE(got.error().what.starts_with(name + ": this field is missing")) << got.error().what;
    }
  }
}

TEST(ModelDescription, NamesTheFieldThatIsWrong) {
  struct Case {
    const char* pointer;
    json value;
    ErrorCode code;
    std::string what;
  };
  for (const Case& one : {
           Case{"/model_type", "gpt9", ErrorCode::Unsupported,
                "model_type: 'gpt9' is not supported by this version; known: " + family_names()},
           Case{"/quantization_config", json::object(), ErrorCode::Unsupported,
                "quantization_config: quantized weights are not supported; use the model's F32, F16 or BF16 files"},
           Case{"/hidden_act", "relu", ErrorCode::Unsupported,
                "hidden_act: 'relu' is not supported by this version, which expects 'gelu'"},
           Case{"/norm_placement", "post", ErrorCode::Unsupported,
                "norm_placement: 'post' is not supported by this version, which expects 'pre'"},
           Case{"/format_version", 2, ErrorCode::Unsupported,
                "format_version: 2 is newer than this program; update it"},
           Case{"/attention", "sliding", ErrorCode::Unsupported,
                "attention: 'sliding' is not supported; expected bidirectional or causal"},
           Case{"/vocab_size", 0, ErrorCode::Malformed,
                "vocab_size: expected a whole number from 1 to 16777216, found 0"},
           Case{"/hidden_size", 1e9, ErrorCode::Malformed,
                "hidden_size: expected a whole number from 1 to 65536, found 1000000000.0"},
           Case{"/layer_norm_eps", 0, ErrorCode::Malformed,
                "layer_norm_eps: expected a number from 1e-12 to 1.0, found 0"},
           Case{"/layers", json::array(), ErrorCode::Malformed, "layers: expected 1 to 1024 layers, found 0"},
           Case{"/layers/1/head_dim", -1, ErrorCode::Malformed,
                "layers[1].head_dim: expected a whole number from 1 to 4096, found -1"},
           Case{"/layers/0", "x", ErrorCode::Malformed, "layers[0]: expected an object, found 'x'"},
           Case{"/answer_head/layer", 3, ErrorCode::Malformed,
                "answer_head.layer: expected a whole number from 1 to 2, found 3"},
           Case{"/answer_head/head", 2, ErrorCode::Malformed,
                "answer_head.head: expected a whole number from 1 to 1, found 2"},
           Case{"/head_roles/0/head", 0, ErrorCode::Malformed,
                "head_roles[0].head: expected a whole number from 1 to 2, found 0"},
           Case{"/head_roles/0/title", std::string(201, 'x'), ErrorCode::OutOfLimits,
                "head_roles[0].title: expected a text of at most 200 bytes"},
       }) {
    json config = TinyModel().config;
    config[json::json_pointer(one.pointer)] = one.value;
    const auto got = describe(config.dump());
    ASSERT_FALSE(got.ok()) << one.pointer;
    EXPECT_EQ(got.error().code, one.code) << one.pointer;
    EXPECT_EQ(got.error().what, one.what);
    EXPECT_EQ(got.error().where, "model/config.json");
  }
}

TEST(ModelDescription, EveryTruncationAndEveryFlippedByteGivesAVerdict) {
  const std::string whole = TinyModel().config.dump();
  ASSERT_TRUE(describe(whole).ok());
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(describe(whole.substr(0, size)).ok()) << size;
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int bits : {0x01, 0x10, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ bits);
      const auto got = describe(damaged);
      refused += got.ok() ? 0 : 1;
      if (!got) {
        EXPECT_EQ(to_line(got.error()).find('\n'), std::string::npos) << "errors are one line";
      }
    }
  }
  EXPECT_GT(refused, static_cast<int>(whole.size()));
}

}  // namespace
}  // namespace attnscope::test
