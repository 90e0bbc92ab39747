#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "app/numbers.h"
#include "app/plans/compare_plan.h"
#include "tests/app/application_support.h"

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

TEST(ChangeText, ComesOutByHandFromTheNumbersThatAreWritten) {
  EXPECT_EQ(change_text(0.073F, 0.90F), "+82.7");
  EXPECT_EQ(change_text(0.90F, 0.073F), "-82.7");
  EXPECT_EQ(change_text(0.5F, 0.5F), "0.0");
  for (int i = 0; i <= 1000; ++i) {
    const float from = static_cast<float>(i) / 1003.0F;
    const float to = static_cast<float>((i * 37) % 1003) / 1003.0F;
    const double by_hand = std::stod(percent_text(to)) - std::stod(percent_text(from));
    EXPECT_NEAR(std::stod(change_text(from, to)), by_hand, 1e-6) << from << " to " << to;
  }
}

class ComparePlanTest : public ApplicationTest {
 protected:
  /// Keeps the first sentence and turns to another.
  ComparePlan compared(const Actions& then, bool heaviest_first = false) {
    start();
    act({Edit(SetQuery{{.word = "sat"}}), Edit(SetBeside{scene_})});
    act(then);
    settle();
    EXPECT_TRUE(state().beside);
    return plan_compare(state().scene, state(), *state().scene.beside, *state().beside, heaviest_first);
  }
};

TEST_F(ComparePlanTest, EqualQuestionsDifferInNothing) {
  const ComparePlan plan = compared({});
  EXPECT_EQ(plan.query, (TokenPair{2, 2}));
  EXPECT_EQ(plan.shown_differs + plan.kept_differs, "");
  EXPECT_EQ(plan.moved, 0);
  EXPECT_EQ(plan.shown_listens_to, plan.kept_listens_to);
  ASSERT_EQ(plan.rows.size(), 6U);
  for (const ComparedRow& row : plan.rows) EXPECT_EQ(row.shown, row.kept) << row.word;
}

TEST_F(ComparePlanTest, PutsTheSharesOfBothBesideEachOther) {
  const ComparePlan plan = compared({Edit(SetText{"the old dog sat on mat"})});
  EXPECT_EQ(plan.query, (TokenPair{3, 2})) << "the word itself, wherever it stands";
  const Matrix& shown = state().view->weights;
  const Matrix& kept = state().beside->view->weights;
  EXPECT_EQ(state().beside->reading->text, scene_.text);
  float shown_sum = 0;
  float kept_sum = 0;
  float moved = 0;
  for (const ComparedRow& row : plan.rows) {
    EXPECT_EQ(row.shown, row.key.shown < 0 ? 0 : shown(3, row.key.shown)) << row.word;
    EXPECT_EQ(row.kept, row.key.kept < 0 ? 0 : kept(2, row.key.kept)) << row.word;
    shown_sum += row.shown;
    kept_sum += row.kept;
    moved += std::abs(row.shown - row.kept);
  }
  EXPECT_NEAR(shown_sum, 1, 1e-5);
  EXPECT_NEAR(kept_sum, 1, 1e-5);
  EXPECT_NEAR(plan.moved, moved / 2, 1e-5);
  EXPECT_GT(plan.moved, 0);
  EXPECT_NEAR(std::log2(plan.kept_listens_to), state().beside->view->entropy[2], 1e-5);
}

TEST_F(ComparePlanTest, NamesWhatDiffers) {
  const ComparePlan plan = compared({Edit(SetText{"the dog sat on the mat"}), Edit(SetHead{{0, 1}}),
                                     Edit(SetMultiplier{3}), Edit(SetMask{{.kind = MaskKind::Causal}})});
  EXPECT_EQ(plan.shown_differs, "dog · head 1·2 · 3× · mask: no looking ahead");
  EXPECT_EQ(plan.kept_differs, "cat · head 2·1 · 1× · mask: the model's own");
  EXPECT_EQ(plan.rows[1].word, "dog");
  EXPECT_EQ(plan.rows[1].instead, "cat");
  EXPECT_TRUE(plan.rows[0].instead.empty());
}

TEST_F(ComparePlanTest, NamesSentencesThatHaveLittleInCommon) {
  const ComparePlan plan = compared({Edit(SetText{"a completely other sentence about nothing"})});
  EXPECT_EQ(plan.shown_differs, "“a completely other sente…”");
  EXPECT_EQ(plan.kept_differs, "“the cat sat on the mat”");
}

TEST_F(ComparePlanTest, OrdersByTheLargerShare) {
  const ComparePlan plan = compared({Edit(SetMultiplier{5})}, true);
  EXPECT_TRUE(std::is_sorted(plan.rows.begin(), plan.rows.end(), [](const ComparedRow& a, const ComparedRow& b) {
    return std::max(a.shown, a.kept) > std::max(b.shown, b.kept);
  }));
}

TEST_F(ComparePlanTest, IsEmptyWhereASideHasNoWord) { EXPECT_TRUE(compared({Edit(SetText{""})}).rows.empty()); }

}  // namespace
}  // namespace attnscope::test
