#include "text/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

/// A small BERT: ids in the order of the list.
TokenizerParts parts(std::vector<AddedToken> added = {{.id = 1, .content = "[M]"}}) {
  std::vector<PieceTable::Entry> entries;
  for (const char* const piece :
       {"[UNK]", "[M]", "[CLS]", "[SEP]", "the", "cat", "##s", "s", ".", "new", "york", "猫"}) {
    entries.push_back({piece, static_cast<int>(entries.size())});
  }
  return {.added = std::move(added),
          .normalizers = {BertNormalizer{}},
          .pre_tokenizers = {BertPreTokenizer{}},
          .model = WordPiece::make(PieceTable(std::move(entries)), {}).value(),
          .trims = {},
          .before = {{2, "[CLS]"}},
          .after = {{3, "[SEP]"}}};
}

std::vector<std::string> pieces(const Encoding& encoding) {
  std::vector<std::string> out;
  for (const Token& token : encoding.tokens) out.push_back(token.piece);
  return out;
}

TEST(Tokenizer, GivesEveryTokenItsPlaceInTheTextAsTyped) {
  const Tokenizer tokenizer = Tokenizer::make(parts()).value();
  const auto got = tokenizer.encode("The CÂTS猫[M] .");
  ASSERT_TRUE(got.ok());
  EXPECT_THAT(got->tokens,
              ElementsAre(Token{2, "[CLS]", "[CLS]", std::nullopt, true}, Token{4, "the", "The", Span{0, 3}, true},
                          Token{5, "cat", "CÂT", Span{4, 8}, true}, Token{6, "##s", "S", Span{8, 9}, false},
                          Token{11, "猫", "猫", Span{9, 12}, true}, Token{1, "[M]", "[M]", Span{12, 15}, true},
                          Token{8, ".", ".", Span{16, 17}, true}, Token{3, "[SEP]", "[SEP]", std::nullopt, true}));
  EXPECT_EQ(got->total_tokens, 8U);
  EXPECT_EQ(got->cut_at, std::nullopt);
}

TEST(Tokenizer, NothingButTheFrameIsLeftOfSpaces) {
  const Tokenizer tokenizer = Tokenizer::make(parts()).value();
  for (const char* const text : {"", "   ", "\u200B\n"}) {
    const auto got = tokenizer.encode(text);
    ASSERT_TRUE(got.ok());
    EXPECT_THAT(pieces(*got), ElementsAre("[CLS]", "[SEP]"));
  }
}

TEST(Tokenizer, StopsAtItsLimitAndCountsOn) {
  const Tokenizer tokenizer = Tokenizer::make(parts()).value();
  const std::string text = "the cats the cat.";
  const auto got = tokenizer.encode(text, 5);
  ASSERT_TRUE(got.ok());
  EXPECT_THAT(pieces(*got), ElementsAre("[CLS]", "the", "cat", "##s", "[SEP]"));
  EXPECT_THAT(got->cut_at, Optional(9U)) << "where the second 'the' begins";
  EXPECT_EQ(got->total_tokens, 8U);

  const auto whole = tokenizer.encode(text, 8);
  ASSERT_TRUE(whole.ok());
  EXPECT_EQ(whole->tokens.size(), 8U);
  EXPECT_EQ(whole->cut_at, std::nullopt);

  const auto frame_only = tokenizer.encode(text, 2);
  ASSERT_TRUE(frame_only.ok());
  EXPECT_THAT(pieces(*frame_only), ElementsAre("[CLS]", "[SEP]"));
  EXPECT_THAT(frame_only->cut_at, Optional(0U));

  const auto no_room = tokenizer.encode(text, 1);
  ASSERT_FALSE(no_room.ok());
  EXPECT_EQ(no_room.error().code, ErrorCode::InvalidArgument);
}

TEST(Tokenizer, RefusesBytesThatAreNotUtf8) {
  const auto got = Tokenizer::make(parts()).value().encode("the c\xFFt");
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(got.error().where, "byte 6");
}

TEST(Tokenizer, ALongTextReadsLikeItsSentences) {
  const Tokenizer tokenizer = Tokenizer::make(parts()).value();
  const std::string sentence = "The cats[M] 猫.\n";  // 19 bytes: parts of the text end at different letters of it
  const auto once = tokenizer.encode(sentence);
  ASSERT_TRUE(once.ok());
  std::string text;
  constexpr std::size_t kTimes = 4'000;
  for (std::size_t i = 0; i < kTimes; ++i) text += sentence;
  const auto all = tokenizer.encode(text);
  ASSERT_TRUE(all.ok());
  const std::size_t each = once->tokens.size() - 2;
  ASSERT_EQ(all->tokens.size(), each * kTimes + 2);
  for (std::size_t i = 0; i + 2 < all->tokens.size(); ++i) {
    Token want = once->tokens[1 + i % each];
    const std::size_t shift = (i / each) * sentence.size();
    want.span = Span{want.span->begin + shift, want.span->end + shift};
    ASSERT_EQ(all->tokens[i + 1], want) << i;
  }
  const auto cut = tokenizer.encode(text, 256);
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(cut->total_tokens, all->total_tokens);
  EXPECT_EQ(cut->cut_at, all->tokens[255].span->begin);
  EXPECT_TRUE(std::equal(cut->tokens.begin(), cut->tokens.end() - 1, all->tokens.begin()));
}

TEST(Tokenizer, ReadsTextWithoutASpaceInIt) {
  const Tokenizer tokenizer = Tokenizer::make(parts()).value();
  const auto letters = tokenizer.encode(std::string(200'000, 'a'), 16);
  ASSERT_TRUE(letters.ok());
  EXPECT_THAT(pieces(*letters), ElementsAre("[CLS]", "[UNK]", "[SEP]"));
  EXPECT_EQ(letters->tokens[1].span, (Span{0, 200'000}));
  const auto dots = tokenizer.encode(std::string(200'000, '.'), 16);
  ASSERT_TRUE(dots.ok());
  EXPECT_EQ(dots->total_tokens, 200'002U);
}

TEST(Tokenizer, FindsNormalizedTokensInTheNormalizedText) {
  const Tokenizer tokenizer =
      Tokenizer::make(parts({{.id = 1, .content = "[M]"}, {.id = 20, .content = "New York", .normalized = true}}))
          .value();
  const auto got = tokenizer.encode("the NEW YÖRK cat new  york");
  ASSERT_TRUE(got.ok());
  EXPECT_THAT(pieces(*got), ElementsAre("[CLS]", "the", "New York", "cat", "new", "york", "[SEP]"));
  EXPECT_EQ(got->tokens[2].text, "NEW YÖRK");
  EXPECT_EQ(got->tokens[2].span, (Span{4, 13}));
}

/// A byte-level tokenizer whose pieces are whole words.
TokenizerParts byte_level(const std::vector<std::string>& pieces, std::vector<AddedToken> added = {}) {
  std::vector<PieceTable::Entry> entries;
  for (const std::string& piece : pieces) entries.push_back({piece, static_cast<int>(entries.size())});
  return {.added = std::move(added),
          .normalizers = {},
          .pre_tokenizers = {ByteLevel{.add_prefix_space = false, .pattern = ByteLevel::gpt2_pattern()}},
          .model = Bpe::make(PieceTable(std::move(entries)), {}, {.ignore_merges = true}).value(),
          .trims = {},
          .before = {},
          .after = {}};
}

TEST(Tokenizer, KeepsSpacesWithTheirWordsUnlessTheyAreTrimmed) {
  const auto texts = [](TokenizerParts of, const std::string& text) {
    const Encoding encoding = Tokenizer::make(std::move(of)).value().encode(text).value();
    std::vector<std::string> out;
    for (const Token& token : encoding.tokens) out.push_back(token.text);
    return out;
  };
  const std::vector<AddedToken> mask{{.id = 9, .content = "<m>", .lstrip = true}};
  TokenizerParts of = byte_level({"a", "Ġa", "ĠĠ", "Ġ"}, mask);
  EXPECT_THAT(texts(of, " a a   a <m>"), ElementsAre(" a", " a", "  ", " a", " <m>"));
  of.trims = {{.add_prefix_space = true}};
  EXPECT_THAT(texts(of, " a a   a <m>"), ElementsAre(" a", "a", "  ", "a", "<m>"))
      << "the first space may have been added; of a token of spaces something must be left to show";
  of.trims = {{.add_prefix_space = false}};
  EXPECT_THAT(texts(of, " a a"), ElementsAre("a", "a"));
}

TEST(Tokenizer, TellsWhereWordsStartInsideOfWhatIsNotCut) {
  TokenizerParts of = byte_level({"▁", "a", "b"});
  of.pre_tokenizers = {Metaspace{.split = false}};
  const auto got = Tokenizer::make(std::move(of)).value().encode("ab a").value();
  std::vector<bool> starts;
  for (const Token& token : got.tokens) starts.push_back(token.starts_word);
  EXPECT_THAT(pieces(got), ElementsAre("▁", "a", "b", "▁", "a"));
  EXPECT_THAT(starts, ElementsAre(true, false, false, true, false));
}

TEST(Tokenizer, SaysWhatItCannotDo) {
  TokenizerParts of = byte_level({"a"});
  of.model = Bpe::make(PieceTable({{"a", 0}}), {}, {.unknown = "?"}).value();
  const Tokenizer tokenizer = Tokenizer::make(std::move(of)).value();
  EXPECT_TRUE(tokenizer.encode("a").ok());
  const auto got = tokenizer.encode("ab");
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(to_line(got.error()), "the tokenizer's unk_token '?' is not in its vocabulary");
}

TEST(Tokenizer, KnowsItsLargestId) {
  EXPECT_EQ(Tokenizer::make(parts()).value().largest_id(), 11);
  EXPECT_EQ(Tokenizer::make(parts({{.id = 99, .content = "x"}})).value().largest_id(), 11);
}

}  // namespace
}  // namespace attnscope
