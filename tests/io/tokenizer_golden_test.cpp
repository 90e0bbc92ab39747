// Ids, pieces and places of the tokens of whole tokenizers, as the `tokenizers` library gives them.
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
std::vector<Golden> goldens(const std::string& family) {
  const std::filesystem::path ours = std::filesystem::path(ATTNSCOPE_TEST_DATA) / family;
  const std::filesystem::path shared = std::filesystem::path(ATTNSCOPE_SHARED) / "goldens" / family;
  std::vector<Golden> all{{ours, ours / "tokenizer.json"}};
  if (std::filesystem::exists(shared)) all.push_back({shared, shared / "checkpoint" / "tokenizer.json"});
  return all;
}

/// Compares a text's tokens with what the library gives: ids, and places as [begin, end) in code points, [0, 0] for the
/// frame. `of` opens the names of the values: "pair_" for those of a second text.
void expect_tokens(const Tokenizer& tokenizer, const std::string& text, const nlohmann::json& want,
                   const std::string& of) {
  const auto encoding = tokenizer.encode(text);
  ASSERT_TRUE(encoding.ok()) << to_line(encoding.error());
  ASSERT_EQ(ids_of(*encoding), want[of + "ids"].get<std::vector<int>>());
  const std::vector<std::size_t> starts = code_point_starts(text);
  const auto& [added, normalizers, pre_tokenizers, model, trims, before, after] = tokenizer.parts();
  for (std::size_t i = 0; i < encoding->tokens.size(); ++i) {
    const Token& token = encoding->tokens[i];
    SCOPED_TRACE("token " + std::to_string(i + 1) + ", " + token.piece);
    const bool of_the_frame = i < before.size() || i + after.size() >= encoding->tokens.size();
    ASSERT_EQ(token.span.has_value(), !of_the_frame);
    if (of_the_frame) continue;
    const Span place{starts.at(want[of + "offsets"][i][0]), starts.at(want[of + "offsets"][i][1])};
    EXPECT_EQ(*token.span, place);
    EXPECT_EQ(token.text, text.substr(place.begin, place.end - place.begin));
  }
}

class TokenizerGolden : public testing::TestWithParam<std::string> {};

TEST_P(TokenizerGolden, IdsOfAwkwardTexts) {
  for (const Golden& golden : goldens(GetParam())) {
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

TEST_P(TokenizerGolden, PiecesAndPlacesInTheTextAsTyped) {
  for (const Golden& golden : goldens(GetParam())) {
    const auto tokenizer = read_tokenizer(golden.tokenizer_json);
    ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
    const nlohmann::json cases = golden_json(golden.folder / "expected.json");
    ASSERT_EQ(cases.size(), 8U);
    for (const auto& one : cases) {
      const auto text = one["text"].get<std::string>();
      SCOPED_TRACE(text);
      expect_tokens(*tokenizer, text, one, "");
      if (one.contains("text_pair") && !one["text_pair"].is_null()) {
        expect_tokens(*tokenizer, one["text_pair"].get<std::string>(), one, "pair_");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Families, TokenizerGolden, testing::Values("bert", "gpt2", "llama", "t5"),
                         [](const auto& family) { return family.param; });

struct StartOfWords {
  std::string family;
  std::string text;
  std::string pieces;  ///< those of one word joined by "+"
};

TEST(TokenizerGolden, TokensKnowWhetherTheyStartAWord) {
  for (const StartOfWords& one : {
           StartOfWords{"bert", "The cat sat.", "the cat sa+##t ."},
           StartOfWords{"gpt2", "The cat sat.\n é", "The Ġcat Ġs+at . Ċ Ġ+Ã©"},
           StartOfWords{"llama", "The cat é.", "▁The ▁c+at ▁+é+."},
           StartOfWords{"t5", "The cat, old", "▁The ▁cat+, ▁+old"},
       }) {
    const auto tokenizer = read_tokenizer(goldens(one.family).front().tokenizer_json);
    ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
    const auto encoding = tokenizer->encode(one.text);
    ASSERT_TRUE(encoding.ok());
    std::string pieces;
    for (const Token& token : encoding->tokens) {
      if (!token.span) continue;
      if (!pieces.empty()) pieces += token.starts_word ? " " : "+";
      pieces += token.piece;
    }
    EXPECT_EQ(pieces, one.pieces);
  }
}

TEST(TokenizerGolden, AddedTokensOfEveryKind) {
  const std::filesystem::path folder = goldens("bert").front().folder;
  const nlohmann::json golden = golden_json(folder / "added_tokens.json");
  nlohmann::json document = golden_json(folder / "tokenizer.json");
  for (const auto& token : golden["added_tokens"]) document["added_tokens"].push_back(token);
  const auto tokenizer = tokenizer_from_json(document, "tokenizer.json");
  ASSERT_TRUE(tokenizer.ok()) << to_line(tokenizer.error());
  ASSERT_EQ(golden["cases"].size(), 20U);
  for (const auto& one : golden["cases"]) {
    const auto text = one["text"].get<std::string>();
    SCOPED_TRACE(text);
    expect_tokens(*tokenizer, text, one, "");
  }
}

}  // namespace
}  // namespace attnscope
