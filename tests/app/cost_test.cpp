#include "app/cost.h"

#include <gtest/gtest.h>

#include "app/cost_motion.h"
#include "app/history.h"
#include "app/scene_json.h"

namespace attnscope::test {
namespace {

constexpr MaskChoice kEveryPair{.kind = MaskKind::All, .window = 4};
constexpr MaskChoice kPairsBack{.kind = MaskKind::Causal, .window = 4};

/// Each pair by itself.
std::int64_t counted_pairs(const MaskChoice& mask, int words) {
  std::int64_t pairs = 0;
  for (int i = 0; i < words; ++i) {
    for (int j = 0; j < words; ++j) {
      const bool seen = mask.kind == MaskKind::All || (mask.kind == MaskKind::Causal && j <= i) ||
                        (mask.kind == MaskKind::Nearby && std::abs(i - j) <= mask.window);
      pairs += seen ? 1 : 0;
    }
  }
  return pairs;
}

TEST(Cost, CountsEveryPairThatTheMaskLetsThrough) {
  for (const int words : {1, 2, 3, 10, 37, 128}) {
    for (const MaskKind kind : {MaskKind::All, MaskKind::Causal, MaskKind::Nearby}) {
      for (const int window : {1, 4, 64, 512}) {
        const MaskChoice mask{.kind = kind, .window = window};
        EXPECT_EQ(compared_pairs(mask, words), counted_pairs(mask, words)) << words << " words, " << in_words(mask);
      }
    }
  }
  EXPECT_EQ(compared_pairs(kEveryPair, 10), 100);
  EXPECT_EQ(compared_pairs(kEveryPair, 100), 10'000);
  EXPECT_EQ(compared_pairs(kPairsBack, 14), 105) << "14 x 15 / 2";
  EXPECT_EQ(compared_pairs({.kind = MaskKind::Nearby, .window = 2}, 14), 64) << "5 x 14 less the 6 outside";
}

TEST(Cost, TwiceTheWordsAreFourTimesThePairsUnlessAWindowKeepsThemNear) {
  for (const int words : {1, 10, 4096}) EXPECT_EQ(doubling_factor(kEveryPair, words), 4);
  EXPECT_DOUBLE_EQ(doubling_factor(kPairsBack, 10), 210.0 / 55.0);
  EXPECT_NEAR(doubling_factor({.kind = MaskKind::Nearby, .window = 4}, 4096), 2, 1e-2);
}

TEST(Cost, ACacheLeavesOneRow) {
  const NextWord next = next_word(10);
  EXPECT_EQ(next.with_cache.rows, 1);
  EXPECT_EQ(next.with_cache.pairs, 10);
  EXPECT_EQ(next.without.rows, 10);
  EXPECT_EQ(next.without.pairs, 100);
  EXPECT_EQ(next.hidden, 45);
  EXPECT_EQ(next_word(1).hidden, 0);
  // Row after row, a cache comes to what the mask lets through in all.
  std::int64_t written = 0;
  for (int words = 1; words <= 50; ++words) written += next_word(words).with_cache.pairs;
  EXPECT_EQ(written, compared_pairs(kPairsBack, 50));
}

TEST(Cost, ACacheHasTheShapeOfTheModel) {
  SourceCard card;
  card.layers.assign(2, {.heads = 6, .head_dim = 32});
  const CacheShape plain = cache_shape(card);
  EXPECT_EQ(plain.numbers, 2 * 2 * 6 * 32);
  EXPECT_TRUE(plain.even);
  EXPECT_EQ(plain.heads, 12);

  card.layers.assign(3, {.heads = 8, .head_dim = 16, .kv_heads = 2});
  const CacheShape shared = cache_shape(card);
  EXPECT_EQ(shared.numbers, 2 * 3 * 2 * 16) << "heads that share keys share what is kept of them";
  EXPECT_EQ(shared.heads, 24);
  EXPECT_EQ(shared.kept, 6);

  card.layers.push_back({.heads = 1, .head_dim = 5});
  EXPECT_EQ(cache_shape(card).numbers, 2 * 3 * 2 * 16 + 2 * 5);
  EXPECT_FALSE(cache_shape(card).even);

  card.decoder_layers = card.cross_layers = {{.heads = 3, .head_dim = 4}};
  EXPECT_EQ(cache_shape(card).numbers, 2 * 3 * 4) << "of two texts, the one that is written";
  EXPECT_EQ(cache_shape({}).numbers, 0);
}

TEST(CostMotion, DoublesByFactorsAndArrives) {
  EXPECT_EQ(cost_sizes(1).frame, 100);
  EXPECT_EQ(cost_sizes(100).frame, 100);
  EXPECT_EQ(cost_sizes(101).frame, 1000);
  CostMotion motion;
  motion.go_to(cost_sizes(10), true, 0);
  EXPECT_FALSE(motion.moving(0)) << "there is nothing that it could come from";
  EXPECT_EQ(motion.at(0), cost_sizes(10));
  motion.go_to(cost_sizes(160), true, 1);
  float before = 10;
  for (Seconds now = 1.1; motion.moving(now); now += 0.1) {
    const CostSizes shown = motion.at(now);
    EXPECT_GT(shown.words, before);
    EXPECT_TRUE(shown.words <= 160 && shown.frame >= 100 && shown.frame <= 1000);
    EXPECT_LE(shown.words, shown.frame);
    before = shown.words;
    motion.go_to(cost_sizes(160), true, now);  // again and again, as frames come
  }
  EXPECT_EQ(motion.at(10), cost_sizes(160));
  motion.go_to(cost_sizes(80), true, 10);
  EXPECT_TRUE(motion.moving(10.01));
  motion.go_to(cost_sizes(40), false, 10.01);
  EXPECT_FALSE(motion.moving(10.01)) << "no motion where none is wanted";
  EXPECT_EQ(motion.at(10.01), cost_sizes(40));
}

TEST(CostScene, DraggingTheWordsIsOneStepAndComesBack) {
  History history{Scene()};
  history.edit(SetPage{Page::Cost}, 0);
  for (const int words : {20, 40, 400}) history.edit(SetCost{{.words = words}}, 1);
  history.end_gesture();
  history.edit(SetCost{{.words = 800}}, 2);
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().cost.words, 400);
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().cost, Cost{});
  EXPECT_EQ(history.current().page, Page::Cost);
  history.edit(SetCost{{.words = 1 << 30, .mask = {.kind = MaskKind::Model, .window = 0}}}, 3);
  EXPECT_EQ(history.current().cost, (Cost{.words = kMostCostWords, .mask = {.kind = MaskKind::All, .window = 1}}));
}

TEST(CostScene, IsWrittenDownAndReadBack) {
  Scene scene;
  scene.page = Page::Cost;
  scene.cost = {.words = 4096, .mask = {.kind = MaskKind::Nearby, .window = 7}};
  const Result<Scene> again = scene_from_json(to_json(scene), "file");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(*again, scene);
  const auto read = [](const std::string& cost) {
    return scene_from_json(R"({"format": "attnscope scene", "version": 1, "text": "a", "cost": )" + cost + "}", "file");
  };
  EXPECT_EQ(read(R"({"words": 20})")->cost.words, 20);
  for (const std::string_view bad : {R"({"words": 0})", R"({"mask": "model"})", R"({"window": 513})", R"({"n": 1})"}) {
    EXPECT_FALSE(read(std::string(bad)).ok()) << bad;
  }
}

}  // namespace
}  // namespace attnscope::test
