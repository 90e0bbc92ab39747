#include "text/unigram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <vector>

#include "tests/text/model_support.h"

namespace attnscope {
namespace {

using ::testing::ElementsAre;

Unigram unigram(const std::vector<Unigram::Row>& rows, Unigram::Options options = {.unknown = 0}) {
  auto made = Unigram::make(rows, options);
  EXPECT_TRUE(made.ok()) << to_line(made.error());
  return std::move(made).value();
}

// The example of the library's own documentation.
TEST(Unigram, TakesTheLikeliestPieces) {
  const Unigram model = unigram({{"<unk>", 0.0},
                                 {"a", 0.0},
                                 {"b", 0.0},
                                 {"c", 0.0},
                                 {"d", 0.0},
                                 {"cd", 1.0},
                                 {"ab", 2.0},
                                 {"abc", 5.0},
                                 {"abcd", 10.0}});
  EXPECT_THAT(pieces_or_error(model, "abcdacdxx"), ElementsAre("abcd=abcd", "a=a", "cd=cd", "<unk>=xx"));
}

TEST(Unigram, WhatIsUnknownIsTenBelowTheUnlikeliestPiece) {
  const auto word = [](double x) {
    return pieces_or_error(unigram({{"<unk>", 0.0}, {"xéx", -20.0}, {"x", x}}), "xéx");
  };
  EXPECT_THAT(word(4.75), ElementsAre("xéx=xéx")) << "-20 against 9.5 - 30";
  EXPECT_THAT(word(5.25), ElementsAre("x=x", "<unk>=é", "x=x")) << "-20 against 10.5 - 30";
}

TEST(Unigram, UnknownCharactersInARowAreOneToken) {
  const Unigram model = unigram({{"<unk>", 0.0}, {"a", -1.0}, {"b", -1.0}});
  EXPECT_THAT(pieces_or_error(model, "éñaüb🍕"), ElementsAre("<unk>=éñ", "a=a", "<unk>=ü", "b=b", "<unk>=🍕"));
  EXPECT_THAT(pieces_or_error(model, "x<unk>y"), ElementsAre("<unk>=x<unk>y"))
      << "and so is the unknown piece, written out";
}

TEST(Unigram, FallsBackToBytesWhereAllHaveAPiece) {
  const std::vector<Unigram::Row> rows{{"<unk>", 0.0}, {"a", -1.0}, {"<0xC3>", -2.0}, {"<0xA9>", -2.0}};
  const Unigram model = unigram(rows, {.unknown = 0, .byte_fallback = true});
  EXPECT_THAT(pieces_or_error(model, "aéé"), ElementsAre("a=a", "<0xC3>=éé", "<0xA9>=éé", "<0xC3>=éé", "<0xA9>=éé"));
  EXPECT_THAT(pieces_or_error(model, "ñ"), ElementsAre("<unk>=ñ"));
}

TEST(Unigram, OfEqualPiecesTheLastCountsAndOfEqualWaysTheLongestLastPiece) {
  EXPECT_THAT(pieces_or_error(unigram({{"<unk>", 0.0}, {"ab", -9.0}, {"a", -1.0}, {"b", -1.0}, {"ab", -1.5}}), "ab"),
              ElementsAre("ab=ab"));
  EXPECT_THAT(pieces_or_error(unigram({{"<unk>", 0.0}, {"a", -1.0}, {"b", -1.0}, {"ab", -2.0}}), "ab"),
              ElementsAre("ab=ab"));
}

TEST(Unigram, NeedsAPieceForWhatIsUnknown) {
  const Unigram model = unigram({{"a", -1.0}}, {});
  EXPECT_THAT(pieces_or_error(model, "aa"), ElementsAre("a=a", "a=a"));
  EXPECT_THAT(pieces_or_error(model, "ax"), ElementsAre("the tokenizer has no unk_id, and 'x' is no piece"));
  EXPECT_THAT(pieces_or_error(unigram({{"a", -1.0}, {"ax", -1.5}}, {}), "ax"), ElementsAre("ax=ax"))
      << "no way needs the 'x' alone";
}

TEST(Unigram, RefusesWhatIsNoModel) {
  const auto line = [](const std::vector<Unigram::Row>& rows, Unigram::Options options) {
    return to_line(Unigram::make(rows, options).error());
  };
  EXPECT_EQ(line({{"a", 0.0}}, {.unknown = 1}), "unk_id: 1, but there are 1 pieces");
  EXPECT_EQ(line({}, {.unknown = 0}), "unk_id: 0, but there are 0 pieces");
  EXPECT_EQ(line({{"a", 0.0}, {"a", 0.0}}, {.unknown = 0}), "unk_id: its piece stands twice in vocab");
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(line({{"a", 0.0}, {"b", bad}}, {}), "vocab[1]: expected a score that is a finite number");
  }
}

/// The best of all ways to cut the rest of a word, by trying all.
double best_score(const std::vector<Unigram::Row>& rows, std::string_view rest) {
  if (rest.empty()) return 0;
  double best = -std::numeric_limits<double>::infinity();
  for (const auto& [piece, score] : rows) {
    if (rest.starts_with(piece)) best = std::max(best, score + best_score(rows, rest.substr(piece.size())));
  }
  return best;
}

TEST(Unigram, AsTryingEveryWayFinds) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::string> pieces{"a", "b"};
    for (int i = 0; i < 10; ++i) {
      std::string piece(2 + random() % 3, 'a');
      for (char& c : piece) c = static_cast<char>('a' + static_cast<int>(random() % 2));
      if (std::ranges::find(pieces, piece) == pieces.end()) pieces.push_back(piece);
    }
    std::vector<Unigram::Row> rows;
    for (const std::string& piece : pieces) rows.emplace_back(piece, -static_cast<double>(1 + random() % 1000) / 64);
    const Unigram model = unigram(rows, {});
    for (int i = 0; i < 10; ++i) {
      std::string word(1 + random() % 12, 'a');
      for (char& c : word) c = static_cast<char>('a' + static_cast<int>(random() % 2));
      std::vector<Piece> got;
      ASSERT_TRUE(model.cut(align(word, {0, word.size()}), got).ok());
      double score = 0;
      std::string spelled;
      for (const Piece& piece : got) {
        score += rows[static_cast<std::size_t>(piece.entry->id)].second;
        spelled += piece.entry->piece;
      }
      ASSERT_EQ(spelled, word);
      ASSERT_EQ(score, best_score(rows, word)) << word;
    }
  }
}

}  // namespace
}  // namespace attnscope
