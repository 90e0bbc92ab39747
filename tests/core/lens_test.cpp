#include "core/lens.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/patterns.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

constexpr double kTolerance = 1e-6;

HeadView view_at(const Matrix& scores, const LookOptions& options = {}) {
  Result<HeadView> view = look_again(scores, options);
  EXPECT_TRUE(view.ok());
  return view.ok() ? std::move(view).value() : HeadView{};
}

/// A view with these weights: their logarithms are the scores.
HeadView view_with(const Grid& weights) { return view_at(to_matrix(weights).array().log().matrix()); }

std::vector<TokenRange> words_of_one(int n) {
  std::vector<TokenRange> words;
  for (int i = 0; i < n; ++i) words.push_back({i, i + 1});
  return words;
}

TEST(Keep, RenormalisesWhatIsLeftOfARow) {
  const HeadView view = view_with({{.5, .2, .3}, {.8, .1, .1}, {.2, .2, .6}});
  const HeadView kept = keep(view, std::vector{1, 2}, std::vector{1, 2});
  EXPECT_LE(worst(kept.weights, Grid{{.5, .5}, {.25, .75}}), kTolerance);
  EXPECT_NEAR(kept.entropy[0], 1.0, kTolerance);
  EXPECT_NEAR(kept.entropy[1], 0.811278, kTolerance) << "-(1/4 log 1/4 + 3/4 log 3/4)";
  EXPECT_LE(worst(kept.scores, Grid{{std::log(.1), std::log(.1)}, {std::log(.2), std::log(.6)}}), kTolerance);
}

TEST(Keep, IsTheRowOverItsSumUnderEveryMask) {
  Random random(3);
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(2), Mask{.back = 2, .ahead = 0}}) {
    const Matrix scores = random_matrix(9, 9, 3.0F, random);
    const Grid whole = naive_weights(to_grid(scores), 0.7, mask);
    const std::vector<int> rows{1, 2, 4, 5, 8};
    const std::vector<int> columns{0, 2, 3, 4, 5, 7, 8};
    const HeadView kept = keep(view_at(scores, {.scale = 0.7F, .mask = mask}), rows, columns);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto& row = whole[static_cast<std::size_t>(rows[r])];
      double left = 0;
      for (const int j : columns) left += row[static_cast<std::size_t>(j)];
      const KeyRange seen = visible_keys(kept.mask, static_cast<int>(r), static_cast<int>(columns.size()));
      std::vector<double> expected;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        expected.push_back(row[static_cast<std::size_t>(columns[c])] / left);
        EXPECT_NEAR(kept.weights(static_cast<int>(r), static_cast<int>(c)), expected.back(), kTolerance);
        EXPECT_EQ(seen.contains(static_cast<int>(c)), naive_sees(mask, rows[r], columns[c]));
      }
      EXPECT_NEAR(kept.weights.row(static_cast<int>(r)).sum(), 1, kTolerance);
      EXPECT_NEAR(kept.entropy[r], naive_entropy(expected), 1e-5);
    }
  }
}

TEST(Keep, ARowThatSeesNothingOfWhatIsLeftIsEmpty) {
  const HeadView view = view_at(Matrix::Ones(3, 3), {.scale = 1, .mask = Mask{.back = 0, .ahead = 0}});
  const HeadView kept = keep(view, std::vector{0, 1, 2}, std::vector{1, 2});
  EXPECT_LE(worst(kept.weights, Grid{{0, 0}, {1, 0}, {0, 1}}), 0);
  EXPECT_EQ(visible_keys(kept.mask, 0, 2).size(), 0);
  EXPECT_EQ(kept.entropy[0], 0);
  const std::vector<TokenRange> word{{0, 2}};
  EXPECT_LE(worst(join(kept, word, words_of_one(2)).weights, Grid{{1, 0}}), 0) << "it stays out of a word's average";
  for (const Pattern& pattern : kPatterns) EXPECT_TRUE(std::isfinite(pattern.score(kept).score)) << pattern.key;
}

TEST(Join, SumsOverKeysAndAveragesOverQueries) {
  const HeadView view = view_with({{.1, .2, .3, .4}, {.4, .1, .1, .4}, {.2, .3, .3, .2}, {.7, .1, .1, .1}});
  const std::vector<TokenRange> words{{0, 1}, {1, 3}, {3, 4}};
  const HeadView joined = join(view, words, words);
  EXPECT_LE(worst(joined.weights, Grid{{.1, .5, .4}, {.3, .4, .3}, {.7, .2, .1}}), kTolerance);
  EXPECT_NEAR(joined.entropy[1], naive_entropy({.3, .4, .3}), kTolerance);
  EXPECT_NEAR(joined.scores(1, 1), (std::log(.1) * 2 + std::log(.3) * 2) / 4, kTolerance);
  EXPECT_LE(worst(joined.even, Grid{{.25, .5, .25}, {.25, .5, .25}, {.25, .5, .25}}), kTolerance);
}

/// The cells of a word's block of a grid, added up and divided by the queries that see any key.
double naive_join(const Grid& grid, TokenRange row, TokenRange column, const Mask& mask) {
  double sum = 0;
  int asking = 0;
  const auto keys = static_cast<int>(grid[0].size());
  for (int i = row.begin; i < row.end; ++i) {
    bool sees = false;
    for (int j = 0; j < keys; ++j) sees = sees || naive_sees(mask, i, j);
    asking += sees ? 1 : 0;
    for (int j = column.begin; j < column.end; ++j)
      sum += grid[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  }
  return sum / asking;
}

TEST(Join, IsTheBruteForceUnderEveryMaskAndForRowsOfAnotherText) {
  Random random(5);
  const std::vector<TokenRange> rows{{0, 2}, {2, 3}, {3, 7}};
  const std::vector<TokenRange> columns{{0, 1}, {1, 4}, {4, 6}, {6, 8}, {8, 9}};
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(2), Mask{.back = 3, .ahead = 1}}) {
    const Matrix scores = random_matrix(7, 9, 3.0F, random);
    const Grid weights = naive_weights(to_grid(scores), 0.5, mask);
    const HeadView joined = join(view_at(scores, {.scale = 0.5F, .mask = mask}), rows, columns);
    ASSERT_EQ(joined.weights.rows(), 3);
    ASSERT_EQ(joined.weights.cols(), 5);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const int i = static_cast<int>(r);
      EXPECT_NEAR(joined.weights.row(i).sum(), 1, kTolerance);
      EXPECT_NEAR(joined.even.row(i).sum(), 1, kTolerance);
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const int j = static_cast<int>(c);
        EXPECT_NEAR(joined.weights(i, j), naive_join(weights, rows[r], columns[c], mask), kTolerance);
        bool seen = false;
        for (int a = rows[r].begin; a < rows[r].end; ++a) {
          for (int b = columns[c].begin; b < columns[c].end; ++b) seen = seen || naive_sees(mask, a, b);
        }
        EXPECT_EQ(visible_keys(joined.mask, i, 5).contains(j), seen) << i << " sees " << j;
      }
    }
  }
}

TEST(Join, WordsOfOnePieceChangeNothing) {
  Random random(6);
  const HeadView view = view_at(random_matrix(5, 5, 3.0F, random), {.scale = 0.5F, .mask = Mask::causal()});
  const HeadView joined = join(view, words_of_one(5), words_of_one(5));
  EXPECT_EQ(worst(joined.weights, view.weights), 0);
  EXPECT_EQ(worst(joined.scores, view.scores), 0);
  for (const Pattern& pattern : kPatterns) {
    EXPECT_NEAR(pattern.score(joined).score, pattern.score(view).score, kTolerance) << pattern.key;
  }
}

TEST(Join, AnEvenHeadShowsNoPatternHoweverLongItsWordsAre) {
  const std::vector<TokenRange> words{{0, 1}, {1, 5}, {5, 6}, {6, 8}};
  for (const Mask& mask : {Mask::all(), Mask::causal()}) {
    const HeadView joined = join(view_at(Matrix::Zero(8, 8), {.scale = 1, .mask = mask}), words, words);
    for (const Pattern& pattern : kPatterns) {
      EXPECT_NEAR(pattern.score(joined).score, pattern.id == PatternId::Spread ? 1 : 0, 1e-5) << pattern.key;
    }
  }
}

TEST(EntropyCurve, IsWhatLookingAtEveryMultiplierGives) {
  Random random(9);
  const Matrix scores = random_matrix(7, 7, 3.0F, random);
  const std::vector<TokenRange> words{{0, 1}, {1, 4}, {4, 6}, {6, 7}};
  for (const Mask& mask : {Mask::all(), Mask::causal()}) {
    const HeadView now = view_at(scores, {.scale = 1, .mask = mask});
    const std::vector<EntropyPoint> curve = entropy_curve(now, {4, 5}, words_of_one(7), 0.35F, 0.05F, 20.0F, 9);
    const std::vector<EntropyPoint> of_word = entropy_curve(now, {4, 6}, words, 0.35F, 0.05F, 20.0F, 9);
    ASSERT_EQ(curve.size(), 9U);
    ASSERT_EQ(of_word.size(), 9U);
    EXPECT_EQ(curve.front().multiplier, 0.05F);
    EXPECT_EQ(curve.back().multiplier, 20.0F);
    for (std::size_t i = 0; i < curve.size(); ++i) {
      if (i > 0) {
        EXPECT_NEAR(curve[i].multiplier / curve[i - 1].multiplier, std::pow(400.0, 1.0 / 8), 1e-4);
      }
      const HeadView view = view_at(scores, {.scale = curve[i].multiplier * 0.35F, .mask = mask});
      EXPECT_NEAR(curve[i].bits, view.entropy[4], 1e-6);
      EXPECT_NEAR(of_word[i].bits, join(view, words, words).entropy[2], 1e-6);
    }
  }
}

TEST(EntropyCurve, EndsExactlyWhereItWasTold) {
  const HeadView view = view_at(Matrix::Zero(1, 2));
  for (const float to : {19.0F / 3.0F, 38.0F / 3.0F, 20.0F}) {  // from * (to / from) misses some of them by a bit
    const std::vector<EntropyPoint> curve = entropy_curve(view, {0, 1}, words_of_one(2), 1.0F, 0.07F, to, 5);
    ASSERT_EQ(curve.size(), 5U);
    EXPECT_EQ(curve.front().multiplier, 0.07F);
    EXPECT_EQ(curve.back().multiplier, to);
  }
}

TEST(EntropyCurve, LeavesOutWhatCannotBeComputed) {
  const HeadView view = view_at(to_matrix({{1e38, 0}, {0, 0}}), {.scale = 0.1F, .mask = {}});
  const std::vector<EntropyPoint> curve = entropy_curve(view, {0, 1}, words_of_one(2), 1.0F, 0.1F, 1000.0F, 5);
  ASSERT_EQ(curve.size(), 2U);  // .1 and 1; from 10 on a logit overflows
  EXPECT_EQ(entropy_curve(view, {0, 1}, words_of_one(2), 1.0F, 1000.0F, 0.1F, 5).size(), 2U) << "downwards as well";
  for (const EntropyPoint& point : curve) EXPECT_LT(point.bits, 1e-30F);
}

}  // namespace
}  // namespace attnscope::test
