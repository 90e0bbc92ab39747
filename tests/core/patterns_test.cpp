#include "core/patterns.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

struct Case {
  int n;
  Mask mask;
};

std::vector<Case> cases() {
  std::vector<Case> cases;
  for (const int n : {1, 2, 3, 4, 8, 13}) {
    cases.push_back({n, Mask::all()});
    cases.push_back({n, Mask::causal()});
    for (const int w : {0, 1, 2, 6, 20}) cases.push_back({n, Mask::nearby(w)});
    for (const int w : {1, 2, 3, 9}) cases.push_back({n, {.back = w - 1, .ahead = 0}});
    cases.push_back({n, {.back = 0, .ahead = Mask::kUnlimited}});
  }
  return cases;
}

testing::Message describe(const Case& c) {
  return testing::Message() << "n " << c.n << ", back " << c.mask.back << ", ahead " << c.mask.ahead;
}

int count_visible(const Case& c, int row) {
  int count = 0;
  for (int j = 0; j < c.n; ++j) count += test::naive_sees(c.mask, row, j) ? 1 : 0;
  return count;
}

HeadView uniform_head(const Case& c) {
  test::Random random(1);
  return look_again(test::random_matrix(c.n, c.n, 5.0F, random), {.scale = 0.0F, .mask = c.mask}).value();
}

/// A head that looks at its target and nowhere else wherever it may, and spreads evenly where it may not.
HeadView perfect_head(const Case& c, const std::function<int(int)>& target) {
  HeadView view = uniform_head(c);
  for (int i = 0; i < c.n; ++i) {
    const int t = target(i);
    if (t < 0 || t >= c.n || !test::naive_sees(c.mask, i, t)) continue;
    view.weights.row(i).setZero();
    view.weights(i, t) = 1.0F;
    view.entropy[static_cast<std::size_t>(i)] = 0.0F;
  }
  return view;
}

/// Rows that have a choice and may see their target.
int count_rows(const Case& c, const std::function<int(int)>& target) {
  int rows = 0;
  for (int i = 0; i < c.n; ++i) {
    const int t = target(i);
    rows += count_visible(c, i) >= 2 && 0 <= t && t < c.n && test::naive_sees(c.mask, i, t) ? 1 : 0;
  }
  return rows;
}

TEST(Patterns, AUniformHeadScoresZeroUnderEveryMask) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(describe(c));
    const HeadView view = uniform_head(c);
    for (const Pattern& pattern : kPatterns) {
      if (pattern.id == PatternId::Spread) continue;
      EXPECT_NEAR(pattern.score(view).score, 0.0F, 1e-6F) << pattern.key;
    }
  }
}

TEST(Patterns, APerfectHeadScoresOneUnderEveryMask) {
  struct Target {
    PatternId id;
    std::function<int(int)> of;
  };
  const std::vector<Target> targets{{PatternId::Diagonal, [](int i) { return i; }},
                                    {PatternId::Previous, [](int i) { return i - 1; }},
                                    {PatternId::Next, [](int i) { return i + 1; }},
                                    {PatternId::First, [](int) { return 0; }}};
  for (const Case& c : cases()) {
    for (const Target& target : targets) {
      const Pattern& tested = pattern(target.id);
      SCOPED_TRACE(describe(c) << ", " << tested.key);
      const HeadView view = perfect_head(c, target.of);
      const PatternScore score = tested.score(view);
      const int rows = count_rows(c, target.of);
      EXPECT_EQ(score.rows, rows);
      EXPECT_NEAR(score.score, rows > 0 ? 1.0F : 0.0F, 1e-6F);

      const std::vector<Cell> cells = tested.cells(view);
      EXPECT_EQ(static_cast<int>(cells.size()), rows);
      for (const Cell& cell : cells) EXPECT_EQ(cell.column, target.of(cell.row));
    }
  }
}

TEST(Patterns, APerfectColumnScoresOneUnderEveryMaskAndIsNamed) {
  for (const Case& c : cases()) {
    for (int column = 0; column < c.n; ++column) {
      SCOPED_TRACE(describe(c) << ", column " << column);
      const auto target = [column](int) { return column; };
      int seen_by = 0;
      for (int i = 0; i < c.n; ++i) seen_by += test::naive_sees(c.mask, i, column) ? 1 : 0;
      const int rows = count_rows(c, target);
      if (2 * seen_by < c.n || rows == 0) continue;  // not a candidate

      const HeadView view = perfect_head(c, target);
      const PatternScore score = pattern(PatternId::Column).score(view);
      EXPECT_NEAR(score.score, 1.0F, 1e-6F);
      EXPECT_EQ(score.rows, rows);
      EXPECT_EQ(score.column, column);
      const std::vector<Cell> cells = pattern(PatternId::Column).cells(view);
      EXPECT_EQ(static_cast<int>(cells.size()), rows);
      for (const Cell& cell : cells) EXPECT_EQ(cell.column, column);
    }
  }
}

TEST(Patterns, SpreadIsOneForAUniformHeadAndZeroForOneThatPicks) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(describe(c));
    int rows = 0;
    for (int i = 0; i < c.n; ++i) rows += count_visible(c, i) >= 2 ? 1 : 0;
    const PatternScore uniform = pattern(PatternId::Spread).score(uniform_head(c));
    EXPECT_EQ(uniform.rows, rows);
    EXPECT_NEAR(uniform.score, rows > 0 ? 1.0F : 0.0F, 1e-6F);
    EXPECT_EQ(pattern(PatternId::Spread).score(perfect_head(c, [](int i) { return i; })).score, 0.0F);
    EXPECT_TRUE(pattern(PatternId::Spread).cells(uniform_head(c)).empty());
  }
}

TEST(Patterns, AHeadWorkedByHand) {
  HeadView view;
  view.weights = test::to_matrix({{0.5, 0.25, 0.25}, {0.6, 0.2, 0.2}, {0.1, 0.8, 0.1}});
  for (int i = 0; i < 3; ++i) view.entropy.push_back(entropy_bits(view.weights.row(i)));
  // chance is 1/3, so a weight w counts (w - 1/3) / (2/3) = 1.5 w - .5
  const auto score = [&](PatternId id) { return pattern(id).score(view).score; };
  EXPECT_NEAR(score(PatternId::Diagonal), (0.25 - 0.2 - 0.35) / 3, 1e-6);
  EXPECT_NEAR(score(PatternId::Previous), (0.4 + 0.7) / 2, 1e-6);
  EXPECT_NEAR(score(PatternId::Next), (-0.125 - 0.2) / 2, 1e-6);
  EXPECT_NEAR(score(PatternId::Column), (-0.125 - 0.2 + 0.7) / 3, 1e-6);
  EXPECT_EQ(pattern(PatternId::Column).score(view).column, 1);
  EXPECT_NEAR(score(PatternId::First), (0.25 + 0.4 - 0.35) / 3, 1e-6);
  EXPECT_NEAR(score(PatternId::Spread), (1.5 + 1.370951 + 0.921928) / 3 / 1.584963, 1e-6);
}

TEST(Patterns, AColumnThatFewRowsSeeCannotWin) {
  // Only the last row of a causal head sees the last key; all it has goes there.
  const Case c{8, Mask::causal()};
  HeadView view = uniform_head(c);
  view.weights.row(7).setZero();
  view.weights(7, 7) = 1.0F;
  const PatternScore score = pattern(PatternId::Column).score(view);
  ASSERT_TRUE(score.column.has_value());
  EXPECT_LE(*score.column, 4) << "the fifth column is the last that 4 of 8 rows see";
  EXPECT_LT(score.score, 0.0F) << "the other columns lost what the last one won";
}

TEST(Patterns, OneTokenShowsNothing) {
  const HeadView view = uniform_head({1, Mask::all()});
  for (const Pattern& pattern : kPatterns) {
    EXPECT_EQ(pattern.score(view).rows, 0) << pattern.key;
    EXPECT_EQ(pattern.score(view).score, 0.0F) << pattern.key;
    EXPECT_TRUE(pattern.cells(view).empty()) << pattern.key;
  }
}

TEST(Patterns, MoreQueriesThanKeysLeaveOutWhatHasNoTarget) {
  const HeadView view = look_again(Matrix::Zero(5, 3), {.scale = 0.0F, .mask = Mask::all()}).value();
  EXPECT_EQ(pattern(PatternId::Diagonal).score(view).rows, 3);
  EXPECT_EQ(pattern(PatternId::Previous).score(view).rows, 3);
  EXPECT_EQ(pattern(PatternId::Next).score(view).rows, 2);
  EXPECT_EQ(pattern(PatternId::First).score(view).rows, 5);
}

TEST(Patterns, KeysAndTitlesAreTheirOwn) {
  std::set<std::string_view> names;
  for (const Pattern& row : kPatterns) {
    EXPECT_EQ(pattern(row.id).key, row.key);
    EXPECT_TRUE(names.insert(row.key).second) << row.key;
    EXPECT_TRUE(names.insert(row.title).second) << row.title;
  }
}

}  // namespace
}  // namespace attnscope
