#include "app/token_pairs.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "tests/app/fake_source.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;

std::vector<TokenPair> pairs(std::string_view shown, std::string_view kept) {
  return pair_tokens(words(shown), words(kept));
}

TEST(PairTokens, AreOneToOneInEqualTexts) {
  EXPECT_THAT(pairs("a b", "a b"), ElementsAre(TokenPair{0, 0}, TokenPair{1, 1}));
  EXPECT_THAT(pairs("", ""), ElementsAre());
  EXPECT_THAT(pairs("The cat", "the Cat"), ElementsAre(TokenPair{0, 0}, TokenPair{1, 1}))
      << "capitals count for nothing";
}

TEST(PairTokens, TakeAsManyForExchanged) {
  EXPECT_THAT(pairs("it was small .", "it was big ."),
              ElementsAre(TokenPair{0, 0}, TokenPair{1, 1}, TokenPair{2, 2}, TokenPair{3, 3}));
  EXPECT_THAT(pairs("x", "y"), ElementsAre(TokenPair{0, 0}));
}

TEST(PairTokens, LeaveAloneWhatIsNewOrGone) {
  EXPECT_THAT(pairs("a very big box", "a big box"),
              ElementsAre(TokenPair{0, 0}, TokenPair{1, -1}, TokenPair{2, 1}, TokenPair{3, 2}));
  EXPECT_THAT(pairs("a box", "a big old box"),
              ElementsAre(TokenPair{0, 0}, TokenPair{-1, 1}, TokenPair{-1, 2}, TokenPair{1, 3}));
  EXPECT_THAT(pairs("", "a"), ElementsAre(TokenPair{-1, 0}));
}

/// The longest common subsequence, by trying everything.
int longest_common(const std::vector<Token>& a, const std::vector<Token>& b, std::size_t i = 0, std::size_t j = 0) {
  if (i == a.size() || j == b.size()) return 0;
  if (a[i].text == b[j].text) return 1 + longest_common(a, b, i + 1, j + 1);
  return std::max(longest_common(a, b, i + 1, j), longest_common(a, b, i, j + 1));
}

TEST(PairTokens, HaveEveryTokenOnceInOrderAndAsManyEqualOnesAsThereCanBe) {
  Random random(7);
  const auto text = [&random] {
    std::string made;
    for (int i = random.next_below(8); i > 0; --i)
      made += std::string(1, static_cast<char>('a' + random.next_below(3))) + " ";
    return made;
  };
  for (int i = 0; i < 2000; ++i) {
    const std::vector<Token> shown = words(text());
    const std::vector<Token> kept = words(text());
    int next_shown = 0;
    int next_kept = 0;
    int equal = 0;
    for (const TokenPair& pair : pair_tokens(shown, kept)) {
      if (pair.shown >= 0) {
        ASSERT_EQ(pair.shown, next_shown++);
      }
      if (pair.kept >= 0) {
        ASSERT_EQ(pair.kept, next_kept++);
      }
      ASSERT_TRUE(pair.shown >= 0 || pair.kept >= 0);
      if (pair.shown >= 0 && pair.kept >= 0) {
        equal += shown[static_cast<std::size_t>(pair.shown)].text == kept[static_cast<std::size_t>(pair.kept)].text;
      }
    }
    ASSERT_EQ(next_shown, static_cast<int>(shown.size()));
    ASSERT_EQ(next_kept, static_cast<int>(kept.size()));
    ASSERT_GE(equal, longest_common(shown, kept));
  }
}

TEST(PairTokens, OfVeryLongTextsCostNoTable) {
  std::string shown;
  std::string kept;
  for (int i = 0; i < 5000; ++i) {
    shown += "a" + std::to_string(i) + " ";
    kept += "b" + std::to_string(i) + " ";
  }
  EXPECT_EQ(pairs("same " + shown + "end", "same " + kept + "end").size(), 5002U);
}

}  // namespace
}  // namespace attnscope::test
