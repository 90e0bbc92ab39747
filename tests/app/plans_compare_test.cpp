#include <algorithm>
#include <cmath>

#include "app/numbers.h"
#include "app/plans/compare_plan.h"
#include "tests/app/application_support.h"

namespace attnscope::test {
namespace {

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
    return plan_compare(state(), heaviest_first);
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
