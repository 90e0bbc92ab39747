#include "text/token_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/text/model_support.h"

namespace attnscope {
namespace {

using ::testing::ElementsAre;

/// The pieces of a word that can be cut.
template <class Model>
std::vector<std::string> cut(const Model& model, const std::string& word) {
  EXPECT_TRUE(pieces_of(model, word).ok());
  return pieces_or_error(model, word);
}

WordPiece word_piece(const std::vector<std::string>& pieces, WordPiece::Options options = {}) {
  auto made = WordPiece::make(table_of(pieces), std::move(options));
  EXPECT_TRUE(made.ok());
  return std::move(made).value();
}

TEST(WordPiece, TakesTheLongestPieceFromTheLeft) {
  const WordPiece model = word_piece({"[UNK]", "tr", "tro", "##ophy", "##p", "##phy", "é", "##é"});
  EXPECT_THAT(cut(model, "trophy"), ElementsAre("tro=tro", "##phy=phy"));
  EXPECT_THAT(cut(model, "tréé"), ElementsAre("tr=tr", "##é=é", "##é=é"));
  EXPECT_THAT(cut(model, "trophyé"), ElementsAre("tro=tro", "##phy=phy", "##é=é"));
}

TEST(WordPiece, AWordWithAPartThatHasNoPieceIsUnknownAsAWhole) {
  const WordPiece model = word_piece({"[UNK]", "tr", "##o"});
  EXPECT_THAT(cut(model, "trox"), ElementsAre("[UNK]=trox"));
  EXPECT_THAT(cut(model, "xtr"), ElementsAre("[UNK]=xtr"));
}

TEST(WordPiece, CountsCharactersNotBytesOfTooLongWords) {
  const WordPiece model = word_piece({"[UNK]", "é", "##é"}, {.max_chars = 3});
  EXPECT_THAT(cut(model, "ééé"), ElementsAre("é=é", "##é=é", "##é=é"));
  EXPECT_THAT(cut(model, "éééé"), ElementsAre("[UNK]=éééé"));
}

TEST(WordPiece, ThePrefixAloneIsNoPieceOfAWord) {
  const WordPiece model = word_piece({"[UNK]", "a", "##"});
  EXPECT_THAT(cut(model, "ab"), ElementsAre("[UNK]=ab"));
}

TEST(WordPiece, AsTryingEverySubstringFinds) {
  // The algorithm as it is usually written down: shorten the candidate until the vocabulary has it.
  std::mt19937 random(11);
  const auto letters = [&random](std::size_t least, std::size_t most) {
    std::string text(least + random() % (most - least + 1), 'a');
    for (char& c : text) c = static_cast<char>('a' + static_cast<int>(random() % 3));
    return text;
  };
  int unknown = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> pieces{"[UNK]"};
    for (int i = 0; i < 12; ++i) pieces.push_back((random() % 2 == 0 ? "##" : "") + letters(1, 4));
    const WordPiece model = word_piece(pieces);
    std::unordered_map<std::string, bool> known;
    for (const std::string& piece : pieces) known[piece] = true;
    for (int i = 0; i < 20; ++i) {
      const std::string word = letters(1, 9);
      std::vector<std::string> want;
      for (std::size_t at = 0; at < word.size();) {
        std::size_t size = word.size() - at;
        const auto candidate = [&] { return (at > 0 ? "##" : "") + word.substr(at, size); };
        while (size > 0 && !known.contains(candidate())) --size;
        if (size == 0) {
          want = {"[UNK]=" + word};
          ++unknown;
          break;
        }
        want.push_back(candidate() + "=" + word.substr(at, size));
        at += size;
      }
      ASSERT_EQ(cut(model, word), want);
    }
  }
  EXPECT_GT(unknown, 100);
  EXPECT_LT(unknown, 3900);
}

TEST(WordLevel, AWordIsOneTokenOrUnknown) {
  const auto model = WordLevel::make(table_of({"<unk>", "the", "cat"}), "<unk>");
  ASSERT_TRUE(model.ok());
  EXPECT_THAT(cut(*model, "cat"), ElementsAre("cat=cat"));
  EXPECT_THAT(cut(*model, "cats"), ElementsAre("<unk>=cats"));
}

TEST(TokenModels, NeedTheirUnknownToken) {
  const auto piece = WordPiece::make(table_of({"a"}), {});
  ASSERT_FALSE(piece.ok());
  EXPECT_EQ(piece.error().code, ErrorCode::Malformed);
  EXPECT_FALSE(WordLevel::make(table_of({"a"}), "<unk>").ok());
}

}  // namespace
}  // namespace attnscope
