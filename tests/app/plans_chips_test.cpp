#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/plans/chips_plan.h"
#include "app/scene.h"
#include "tests/app/fake_source.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

/// A sentence of `count` tokens, every third one a piece of the word before, with widths and weights that sum to 1.
struct Sentence {
  std::vector<Token> tokens;
  std::vector<float> widths;
  std::vector<std::optional<SwapWord>> swaps;
  Eigen::RowVectorXf weights;
};

Sentence sentence(int count, Random& random) {
  Sentence s;
  s.tokens = random_tokens(count, 1000, 5);
  s.weights.resize(count);
  for (int i = 0; i < count; ++i) {
    s.tokens[static_cast<std::size_t>(i)].starts_word = i % 3 != 1;
    s.widths.push_back(60 * (1 + random.next()));
    s.weights[i] = std::pow(0.5F * (1 + random.next()), 4.0F);
  }
  s.swaps.resize(static_cast<std::size_t>(count));
  s.weights /= std::max(s.weights.sum(), 1e-9F);
  return s;
}

ChipsPlan plan_of(const Sentence& s, int query, float width, const ChipMetrics& metrics = {}) {
  return plan_chips(s.tokens, s.widths, s.swaps, s.weights, query, width, metrics);
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

/// The lowest point of the curve, its control points aside.
float depth_of(const Arc& arc) {
  float lowest = 0;
  for (int i = 0; i <= 32; ++i) {
    const float t = static_cast<float>(i) / 32;
    const float u = 1 - t;
    lowest = std::max(lowest, u * u * u * arc.from.y + 3 * u * u * t * arc.control_from.y +
                                  3 * u * t * t * arc.control_to.y + t * t * t * arc.to.y);
  }
  return lowest;
}

/// Every sentence length, width and query worth a look.
template <class Check>
void for_many_plans(Check check) {
  Random random(9);
  for (const int count : {1, 2, 3, 14, 60, 256}) {
    for (const float width : {1.0F, 30.0F, 119.5F, 400.0F, 868.0F, 3808.0F, 1e5F}) {
      const Sentence s = sentence(count, random);
      const int query = random.next_below(count);
      SCOPED_TRACE(::testing::Message() << count << " tokens, width " << width << ", query " << query);
      check(s, query, width, plan_of(s, query, width));
    }
  }
}

TEST(PlanChips, KeepsChipsInOrderInsideTheWidthAndApart) {
  for_many_plans([](const Sentence& s, int query, float width, const ChipsPlan& plan) {
    ASSERT_EQ(plan.chips.size(), s.tokens.size());
    for (std::size_t i = 0; i < plan.chips.size(); ++i) {
      const Chip& chip = plan.chips[i];
      EXPECT_EQ(chip.token, static_cast<int>(i));
      EXPECT_EQ(chip.query, chip.token == query);
      EXPECT_EQ(chip.weight, s.weights[chip.token]);
      EXPECT_GE(chip.rect.x, 0);
      EXPECT_LE(chip.rect.right(), width * (1 + 1e-6F));
      EXPECT_GT(chip.rect.w, 0);
      EXPECT_LE(chip.rect.bottom(), plan.height);
      if (i == 0) continue;
      const Rect& before = plan.chips[i - 1].rect;
      EXPECT_TRUE(chip.rect.y == before.y ? chip.rect.x > before.x : chip.rect.y > before.y && chip.rect.x == 0);
      for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(chip.rect, plan.chips[j].rect)) << i << " on " << j;
    }
  });
}

TEST(PlanChips, BracketsThePiecesOfEveryWordAndNothingElse) {
  for_many_plans([](const Sentence& s, int, float, const ChipsPlan& plan) {
    std::vector<int> bracketed(s.tokens.size(), 0);
    for (const WordBracket& bracket : plan.brackets) {
      EXPECT_GT(bracket.to, bracket.from);
      for (const Chip& chip : plan.chips) {
        const bool below = chip.rect.y == bracket.y && chip.rect.x >= bracket.from && chip.rect.right() <= bracket.to;
        if (below) ++bracketed[static_cast<std::size_t>(chip.token)];
      }
    }
    for (std::size_t i = 0; i < s.tokens.size(); ++i) {
      const bool continues = i > 0 && !s.tokens[i].starts_word;
      const bool continued = i + 1 < s.tokens.size() && !s.tokens[i + 1].starts_word;
      EXPECT_EQ(bracketed[i], continues || continued ? 1 : 0) << "token " << i;
    }
  });
}

TEST(PlanChips, WrapsOnlyWhereTheRowIsFull) {
  const ChipMetrics m;
  for_many_plans([&m](const Sentence& s, int, float width, const ChipsPlan& plan) {
    int rows = 1;
    for (std::size_t i = 1; i < plan.chips.size(); ++i) {
      const Rect& before = plan.chips[i - 1].rect;
      const Rect& chip = plan.chips[i].rect;
      const float gap = s.tokens[i].starts_word ? m.gap : m.piece_gap;
      if (chip.y == before.y) {
        EXPECT_FLOAT_EQ(chip.x, before.right() + gap);
      } else {
        EXPECT_GT(before.right() + gap + chip.w, width);
        EXPECT_FLOAT_EQ(chip.y, before.bottom() + m.row_gap);
        ++rows;
      }
    }
    EXPECT_EQ(plan.rows, rows);
  });
}

TEST(PlanChips, DrawsOneArcForEveryKeyThatCountsStrongestLast) {
  for_many_plans([](const Sentence& s, int query, float, const ChipsPlan& plan) {
    std::vector<int> wanted;
    for (int key = 0; key < static_cast<int>(s.tokens.size()); ++key) {
      if (key != query && s.weights[key] >= kFaintestArc) wanted.push_back(key);
    }
    std::vector<int> drawn;
    for (const Arc& arc : plan.arcs) drawn.push_back(arc.key);
    std::sort(drawn.begin(), drawn.end());
    EXPECT_EQ(drawn, wanted);
    for (std::size_t i = 1; i < plan.arcs.size(); ++i) {
      EXPECT_GE(s.weights[plan.arcs[i].key], s.weights[plan.arcs[i - 1].key] - 1e-6F);
      EXPECT_GE(plan.arcs[i].width, plan.arcs[i - 1].width);
      EXPECT_GE(plan.arcs[i].opacity, plan.arcs[i - 1].opacity);
    }
  });
}

TEST(PlanChips, ArcsGoFromTheQuerysEdgeToTheKeys) {
  for_many_plans([](const Sentence&, int query, float, const ChipsPlan& plan) {
    const Rect& from = plan.chips[static_cast<std::size_t>(query)].rect;
    for (const Arc& arc : plan.arcs) {
      const Rect& to = plan.chips[static_cast<std::size_t>(arc.key)].rect;
      EXPECT_EQ(arc.from.x, from.centre().x);
      EXPECT_EQ(arc.to.x, to.centre().x);
      EXPECT_EQ(arc.from.y, to.y < from.y ? from.y : from.bottom());
      EXPECT_EQ(arc.to.y, to.y > from.y ? to.y : to.bottom());
      EXPECT_LE(depth_of(arc), plan.height) << "the curve needs room that was not asked for";
      EXPECT_GT(arc.opacity, 0);
      EXPECT_LE(arc.opacity, 1);
    }
  });
}

TEST(PlanChips, DrawsNoArcWithoutAQueryOrWithoutWeights) {
  Random random(3);
  Sentence s = sentence(8, random);
  EXPECT_FALSE(plan_of(s, 2, 500).arcs.empty());
  EXPECT_TRUE(plan_of(s, -1, 500).arcs.empty());
  EXPECT_TRUE(plan_of(s, 8, 500).arcs.empty());
  s.weights.resize(0);
  const ChipsPlan plan = plan_of(s, 2, 500);
  EXPECT_TRUE(plan.arcs.empty());
  EXPECT_EQ(plan.chips.size(), 8U);
  EXPECT_EQ(plan.chips[0].weight, 0);
}

TEST(PlanChips, AnEmptySentenceNeedsNoRoom) {
  const ChipsPlan plan = plan_chips({}, {}, {}, Eigen::RowVectorXf(), -1, 500, {});
  EXPECT_EQ(plan.rows, 0);
  EXPECT_EQ(plan.height, 0);
}

/// "it was bigger": the last word in two pieces.
std::vector<Token> pieces() {
  std::vector<Token> tokens = words("it was big");
  tokens.push_back({.id = 3, .piece = "##ger", .text = "ger", .span = Span{10, 13}, .starts_word = false});
  return tokens;
}

TEST(PlanSwaps, OffersAWordOnceAtItsEnd) {
  std::vector<std::optional<SwapWord>> swaps = plan_swaps(words("too big now"), "too big now");
  ASSERT_EQ(swaps.size(), 3U);
  EXPECT_FALSE(swaps[0]);
  ASSERT_TRUE(swaps[1]);
  EXPECT_EQ(swaps[1]->replacement, "small");
  EXPECT_EQ(swaps[1]->span, (Span{4, 7}));

  std::vector<Token> cut = words("too ti");
  cut.push_back({.id = 2, .piece = "##red", .text = "red", .span = Span{6, 9}, .starts_word = false});
  swaps = plan_swaps(cut, "too tired");
  EXPECT_FALSE(swaps[1]) << "not at the first piece";
  ASSERT_TRUE(swaps[2]);
  EXPECT_EQ(swaps[2]->replacement, "wide");
  EXPECT_FALSE(plan_swaps(pieces(), "it was bigger")[2]) << "big is not a word of its own in bigger";
}

}  // namespace
}  // namespace attnscope::test
