// Ids, pieces and places of the tokens of a BERT tokenizer, as the `tokenizers` library gives them.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/tokenizer_json.h"
#include "tests/io/golden.h"

namespace attnscope {
namespace {

struct Golden {
  std::filesystem::path folder;          ///< expected.json, tokenizer_cases.json
  std::filesystem::path tokenizer_json;  ///< the file that the ids were made with
};

/// The copy in the tree, and the full set beside it where there is one.
std::vector<Golden> goldens() {
  const std::filesystem::path ours = std::filesystem::path(ATTNSCOPE_TEST_DATA) / "bert";
  const std::filesystem::path shared = std::filesystem::path(ATTNSCOPE_SHARED) / "goldens" / "bert";
  std::vector<Golden> all{{ours, ours / "tokenizer.json"}};
  if (std::filesystem::exists(shared)) all.push_back({shared, shared / "checkpoint" / "tokenizer.json"});
  return all;
}

TEST(BertGolden, IdsOfAwkwardTexts) {
  for (const Golden& golden : goldens()) {
    const auto tokenizer = read_tokenizer(golden.tokenizer_json);
    ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
    const nlohmann::json cases = golden_json(golden.folder / "tokenizer_cases.json");
    ASSERT_EQ(cases.size(), 60U);
    for (const auto& one : cases) {
      SCOPED_TRACE(one["text"].dump());
      const auto encoding = tokenizer->encode(one["text"].get<std::string>());
      ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
      EXPECT_EQ(ids_of(*encoding), one["ids"].get<std::vector<int>>());
      EXPECT_EQ(encoding->total_tokens, one["ids"].size());
    }
  }
}

/// Compares tokens with what the library gives: ids, and places as [begin, end) in code points, [0, 0] for the frame.
void expect_tokens(const Encoding& encoding, const std::string& text, const nlohmann::json& want) {
  ASSERT_EQ(ids_of(encoding), want["ids"].get<std::vector<int>>());
  const std::vector<std::size_t> starts = code_point_starts(text);
  for (std::size_t i = 0; i < encoding.tokens.size(); ++i) {
    const Token& token = encoding.tokens[i];
    SCOPED_TRACE("token " + std::to_string(i + 1) + ", " + token.piece);
    const bool of_the_frame = i == 0 || i + 1 == encoding.tokens.size();
    ASSERT_EQ(token.span.has_value(), !of_the_frame);
    if (of_the_frame) continue;
    const Span place{starts.at(want["offsets"][i][0]), starts.at(want["offsets"][i][1])};
    EXPECT_EQ(*token.span, place);
    EXPECT_EQ(token.text, text.substr(place.begin, place.end - place.begin));
  }
}

TEST(BertGolden, PiecesAndPlacesInTheTextAsTyped) {
  for (const Golden& golden : goldens()) {
    const auto tokenizer = read_tokenizer(golden.tokenizer_json);
    ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
    const nlohmann::json cases = golden_json(golden.folder / "expected.json");
    ASSERT_EQ(cases.size(), 8U);
    for (const auto& one : cases) {
      const auto text = one["text"].get<std::string>();
      SCOPED_TRACE(text);
      const auto encoding = tokenizer->encode(text);
      ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
      expect_tokens(*encoding, text, one);
      for (std::size_t i = 0; i < encoding->tokens.size(); ++i) {
        EXPECT_EQ(encoding->tokens[i].piece, one["tokens"][i]);
        EXPECT_EQ(encoding->tokens[i].starts_word, !encoding->tokens[i].piece.starts_with("##"));
      }
    }
  }
}

TEST(BertGolden, AddedTokensOfEveryKind) {
  const std::filesystem::path folder = goldens().front().folder;
  const nlohmann::json golden = golden_json(folder / "added_tokens.json");
  nlohmann::json document = golden_json(folder / "tokenizer.json");
  for (const auto& token : golden["added_tokens"]) document["added_tokens"].push_back(token);
  const auto tokenizer = tokenizer_from_json(document, "tokenizer.json");
  ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
  ASSERT_EQ(golden["cases"].size(), 20U);
  for (const auto& one : golden["cases"]) {
    const auto text = one["text"].get<std::string>();
    SCOPED_TRACE(text);
    const auto encoding = tokenizer->encode(text);
    ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
    expect_tokens(*encoding, text, one);
  }
}

}  // namespace
}  // namespace attnscope
