#include "text/piece_table.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace attnscope {
namespace {

std::string random_text(std::mt19937& random, std::size_t longest) {
  // Few letters, so that much agrees; bytes above 127 sort after letters only when they are compared unsigned.
  static const std::string kLetters = "ab\xC3\xA9#";
  std::string text(random() % (longest + 1), ' ');
  for (char& c : text) c = kLetters[random() % kLetters.size()];
  return text;
}

/// The longest entry that the text begins with, by looking at all of them.
const PieceTable::Entry* naive(const PieceTable& table, const std::string& prefix, const std::string& text) {
  const PieceTable::Entry* best = nullptr;
  const std::string whole = prefix + text;
  for (const PieceTable::Entry& entry : table.entries()) {
    if (entry.piece.size() <= prefix.size() || !whole.starts_with(entry.piece)) continue;
    if (best == nullptr || entry.piece.size() > best->piece.size()) best = &entry;
  }
  return best;
}

TEST(PieceTable, FindsTheLongestPrefixThatTryingAllFinds) {
  std::mt19937 random(7);
  int found = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<PieceTable::Entry> entries;
    for (int i = 0; i < 40; ++i) entries.push_back({random_text(random, 5), i});
    const PieceTable table(entries);
    for (int i = 0; i < 20; ++i) {
      const std::string text = random_text(random, 8);
      for (const std::string prefix : {"", "#", "##"}) {
        const auto match = table.longest_prefix(text, table.under(prefix));
        const PieceTable::Entry* const want = naive(table, prefix, text);
        ASSERT_EQ(match.has_value(), want != nullptr) << text;
        if (!match) continue;
        ++found;
        EXPECT_EQ(match->entry, want) << text;
        EXPECT_EQ(match->bytes, want->piece.size() - prefix.size());
      }
    }
  }
  EXPECT_GT(found, 1000);
}

TEST(PieceTable, FindsWholePiecesAndKeepsTheFirstOfEqualOnes) {
  const PieceTable table({{"b", 1}, {"a", 2}, {"b", 3}, {"", 4}});
  EXPECT_EQ(table.size(), 3U);
  ASSERT_NE(table.find("b"), nullptr);
  EXPECT_EQ(table.find("b")->id, 1);
  ASSERT_NE(table.find(""), nullptr);
  EXPECT_EQ(table.find("c"), nullptr);
  EXPECT_FALSE(table.longest_prefix("zzz", table.root()).has_value()) << "the empty piece begins every text";
}

TEST(PieceTable, MayBeEmpty) {
  const PieceTable table;
  EXPECT_EQ(table.find("a"), nullptr);
  EXPECT_FALSE(table.longest_prefix("a", table.root()).has_value());
}

}  // namespace
}  // namespace attnscope
