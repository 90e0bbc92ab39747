#include "text/bpe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/text/model_support.h"

namespace attnscope {
namespace {

using ::testing::ElementsAre;

Bpe bpe(const std::vector<std::string>& pieces, const std::vector<Bpe::Merge>& merges, Bpe::Options options = {}) {
  auto made = Bpe::make(table_of(pieces), merges, std::move(options));
  EXPECT_TRUE(made.ok()) << to_line(made.error());
  return std::move(made).value();
}

// Two examples of Hugging Face's own documentation of their model.
TEST(Bpe, MergesByRankAndNotByPlace) {
  const std::vector<std::string> pieces{"u",  "n",  "r",  "e",  "l",    "a",   "t",       "d",
                                        "re", "at", "ed", "un", "ated", "rel", "related", "unrelated"};
  const std::vector<Bpe::Merge> merges{{"r", "e"},   {"a", "t"},  {"e", "d"},      {"u", "n"},
                                       {"at", "ed"}, {"re", "l"}, {"rel", "ated"}, {"un", "related"}};
  EXPECT_THAT(pieces_or_error(bpe(pieces, merges), "unrelated"), ElementsAre("unrelated=unrelated"));
  EXPECT_THAT(pieces_or_error(bpe(pieces, {merges.data(), merges.data() + 4}), "unrelated"),
              ElementsAre("un=un", "re=re", "l=l", "at=at", "ed=ed"));
}

TEST(Bpe, TakesEqualPairsFromTheLeft) {
  EXPECT_THAT(pieces_or_error(bpe({"a", "aa"}, {{"a", "a"}}), "aaaaa"), ElementsAre("aa=aa", "aa=aa", "a=a"));
}

TEST(Bpe, OfEqualRulesTheLastCounts) {
  const std::vector<std::string> pieces{"a", "b", "c", "ab", "bc"};
  EXPECT_THAT(pieces_or_error(bpe(pieces, {{"a", "b"}, {"b", "c"}}), "abc"), ElementsAre("ab=ab", "c=c"));
  EXPECT_THAT(pieces_or_error(bpe(pieces, {{"a", "b"}, {"b", "c"}, {"a", "b"}}), "abc"), ElementsAre("a=a", "bc=bc"));
}

TEST(Bpe, WhatHasNoPiece) {
  const std::vector<std::string> pieces{"?", "a", "b"};
  EXPECT_THAT(pieces_or_error(bpe(pieces, {}), "axyb"), ElementsAre("a=a", "b=b")) << "left out";
  EXPECT_THAT(pieces_or_error(bpe(pieces, {}, {.unknown = "?"}), "axéb"), ElementsAre("a=a", "?=x", "?=é", "b=b"));
  EXPECT_THAT(pieces_or_error(bpe(pieces, {}, {.unknown = "?", .fuse_unknown = true}), "axébz"),
              ElementsAre("a=a", "?=xé", "b=b", "?=z"));
  EXPECT_THAT(pieces_or_error(bpe(pieces, {}, {.unknown = "!"}), "ab"), ElementsAre("a=a", "b=b"))
      << "not needed, not missed";
  EXPECT_THAT(pieces_or_error(bpe(pieces, {}, {.unknown = "!"}), "ax"),
              ElementsAre("the tokenizer's unk_token '!' is not in its vocabulary"));
}

TEST(Bpe, FallsBackToBytesWhereAllHaveAPiece) {
  const Bpe model = bpe({"?", "a", "<0xC3>", "<0xA9>", "<0xC3><0xA9>"}, {{"<0xC3>", "<0xA9>"}},
                        {.unknown = "?", .byte_fallback = true});
  EXPECT_THAT(pieces_or_error(model, "aé"), ElementsAre("a=a", "<0xC3><0xA9>=é"))
      << "and bytes are merged like any piece";
  EXPECT_THAT(pieces_or_error(model, "ñ"), ElementsAre("?=ñ")) << "C3 B1, of which one is missing";
  const Bpe unmerged = bpe({"<0xC3>", "<0xA9>"}, {}, {.byte_fallback = true});
  EXPECT_THAT(pieces_or_error(unmerged, "é"), ElementsAre("<0xC3>=é", "<0xA9>=é"));
  EXPECT_THAT(pieces_or_error(bpe({"<0xC3>", "<0xA9>", "?"}, {}, {.unknown = "?"}), "é"), ElementsAre("?=é"))
      << "only if asked";
}

TEST(Bpe, MarksPiecesWithinAndAtTheEndOfWords) {
  const Bpe inside =
      bpe({"a", "##a", "##b", "ab", "##ab"}, {{"a", "##b"}, {"##a", "##b"}}, {.continuing_prefix = "##"});
  EXPECT_THAT(pieces_or_error(inside, "abab"), ElementsAre("ab=ab", "##ab=ab"));
  const Bpe suffix = bpe({"a", "b", "b</w>", "ab</w>"}, {{"a", "b</w>"}}, {.word_suffix = "</w>"});
  EXPECT_THAT(pieces_or_error(suffix, "aab"), ElementsAre("a=a", "ab</w>=ab"));
}

TEST(Bpe, AWordThatIsAPieceMayBeTakenAsItIs) {
  const std::vector<std::string> pieces{"a", "b", "c", "bc", "abc"};
  EXPECT_THAT(pieces_or_error(bpe(pieces, {{"b", "c"}}), "abc"), ElementsAre("a=a", "bc=bc"));
  EXPECT_THAT(pieces_or_error(bpe(pieces, {{"b", "c"}}, {.ignore_merges = true}), "abc"), ElementsAre("abc=abc"));
}

TEST(Bpe, RefusesMergesOfWhatItDoesNotHave) {
  const auto line = [](std::vector<Bpe::Merge> merges) {
    return to_line(Bpe::make(table_of({"a", "b", "ab"}), merges, {}).error());
  };
  EXPECT_EQ(line({{"a", "b"}, {"x", "b"}}), "merges[1]: 'x' is not in the vocabulary");
  EXPECT_EQ(line({{"a", "y"}}), "merges[0]: 'y' is not in the vocabulary");
  EXPECT_EQ(line({{"b", "a"}}), "merges[0]: 'ba' is not in the vocabulary");
}

/// The algorithm as its inventors wrote it: join every place of the best pair, look again.
std::vector<std::string> naive(const std::vector<Bpe::Merge>& merges, const std::string& word) {
  std::map<std::pair<std::string, std::string>, std::size_t> ranks;
  for (std::size_t i = 0; i < merges.size(); ++i)
    ranks[{std::string(merges[i].left), std::string(merges[i].right)}] = i;
  std::vector<std::string> pieces;
  for (const char c : word) pieces.emplace_back(1, c);
  while (true) {
    std::size_t best = merges.size();
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
      const auto rank = ranks.find({pieces[i], pieces[i + 1]});
      if (rank == ranks.end() || rank->second >= best) continue;
      best = rank->second;
      at = i;
    }
    if (best == merges.size()) return pieces;
    pieces[at] += pieces[at + 1];
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
}

TEST(Bpe, AsLookingForTheBestPairAgainAndAgain) {
  std::mt19937 random(5);
  std::size_t merged = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> pieces{"a", "b", "c"};
    std::vector<std::pair<std::string, std::string>> pairs;
    for (int i = 0; i < 12; ++i) {
      const std::string left = pieces[random() % pieces.size()];
      const std::string right = pieces[random() % pieces.size()];
      pairs.emplace_back(left, right);
      pieces.push_back(left + right);
    }
    std::vector<Bpe::Merge> merges;
    for (const auto& [left, right] : pairs) merges.push_back({left, right});
    const Bpe model = bpe(pieces, merges);
    for (int i = 0; i < 20; ++i) {
      std::string word(1 + random() % 30, 'a');
      for (char& c : word) c = static_cast<char>('a' + static_cast<int>(random() % 3));
      std::vector<std::string> want;
      for (const std::string& piece : naive(merges, word)) want.push_back(piece + "=" + piece);
      ASSERT_EQ(pieces_or_error(model, word), want) << word;
      merged += word.size() - want.size();
    }
  }
  EXPECT_GT(merged, 10'000U);
}

TEST(Bpe, AWordOfAMillionLettersIsNoTrouble) {
  std::vector<std::string> pieces{"a"};
  for (int i = 0; i < 12; ++i) pieces.push_back(pieces.back() + pieces.back());
  std::vector<Bpe::Merge> merges;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) merges.push_back({pieces[i], pieces[i]});
  const std::string word(1'000'000, 'a');
  std::vector<Piece> out;
  ASSERT_TRUE(bpe(pieces, merges).cut(align(word, {0, word.size()}), out).ok());
  EXPECT_EQ(out.size(), 1'000'000U / 4096 + 2) << "576 are left: 512 and 64";
}

}  // namespace
}  // namespace attnscope
