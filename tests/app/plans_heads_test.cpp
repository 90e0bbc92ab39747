#include <gtest/gtest.h>

#include "app/plans/heads_plan.h"

namespace attnscope::test {
namespace {

std::vector<HeadSummary> heads_of(int layers, int heads) {
  std::vector<HeadSummary> all;
  for (int layer = 0; layer < layers; ++layer) {
    for (int head = 0; head < heads; ++head) all.push_back({.place = {layer, head}, .thumbnail = {}, .patterns = {}});
  }
  return all;
}

TEST(HeadGrid, FitsWhateverTheModelsShape) {
  const Rect area{100, 50, 700, 400};
  for (const auto& [layers, heads] : std::vector<std::pair<int, int>>{{1, 1}, {2, 4}, {12, 12}, {32, 32}, {48, 8}}) {
    for (const float label : {0.0F, 20.0F}) {
      if (label > 0 && layers > 12) continue;  // nobody writes names below pictures of ten pixels
      SCOPED_TRACE(std::to_string(layers) + "x" + std::to_string(heads));
      const HeadGrid grid = fit_heads(heads_of(layers, heads), area, 2, label);
      const Rect first = grid.tile({0, 0});
      const Rect last = grid.tile({layers - 1, heads - 1});
      EXPECT_GE(first.x, area.x - 1);
      EXPECT_GE(first.y, area.y - 1);
      EXPECT_LE(last.right(), area.right() + 1);
      EXPECT_LE(last.bottom() + label, area.bottom() + 1);
      EXPECT_EQ(first.w, first.h);
      if (heads > 1) {
        EXPECT_GE(grid.tile({0, 1}).x, first.right());
      }
      if (layers > 1) {
        EXPECT_GE(grid.tile({1, 0}).y, first.bottom() + label);
      }
      // As large as they can be: one pixel more would not fit.
      const float across = static_cast<float>(heads) * (grid.side + 1 + grid.gap) - grid.gap;
      const float down = static_cast<float>(layers) * (grid.side + 1 + label + grid.gap) - grid.gap;
      EXPECT_TRUE(across > area.w || down > area.h);
    }
  }
}

TEST(HeadGrid, ManyLayersMakeItHigherRatherThanItsPicturesTooSmall) {
  std::vector<HeadSummary> heads;
  for (int layer = 0; layer < 32; ++layer) {
    for (int head = 0; head < 32; ++head) heads.push_back({.place = {layer, head}, .thumbnail = {}, .patterns = {}});
  }
  const Rect area{0, 0, 1100, 500};
  EXPECT_LT(fit_heads(heads, area, 3, 0).side, 15) << "all of it fits";
  const HeadGrid grid = fit_heads(heads, area, 3, 0, 24);
  EXPECT_EQ(grid.side, 24);
  EXPECT_LE(grid.width(), area.w) << "nothing is lost to the sides";
  EXPECT_EQ(grid.height(), 32 * 27 - 3);
  EXPECT_LT(fit_heads(heads, {0, 0, 400, 500}, 3, 0, 24).side, 24) << "a narrow place makes them smaller all the same";
}

TEST(HeadGrid, WithoutHeadsIsEmpty) { EXPECT_EQ(fit_heads({}, {0, 0, 100, 100}, 2, 0).layers, 0); }

TEST(HeadName, IsItsQuestionOrItsClearestPattern) {
  SourceCard card;
  card.roles = {{{1, 0}, "who?"}};
  HeadSummary head{.place = {1, 0}, .thumbnail = {}, .patterns = {}};
  EXPECT_EQ(head_name(card, head), "who?");
  head.place = {0, 2};
  EXPECT_EQ(head_name(card, head), "");
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    head.patterns[i].rows = 5;
    if (kPatterns[i].id == PatternId::Spread) head.patterns[i].score = 0.9F;
    if (kPatterns[i].id == PatternId::Previous) head.patterns[i].score = 0.35F;
    if (kPatterns[i].id == PatternId::Next) head.patterns[i].score = 0.48F;
    if (kPatterns[i].id == PatternId::First) head.patterns[i].score = kPatternNamedFrom - 0.01F;
  }
  EXPECT_EQ(head_name(card, head), "Next token 48 %");
  EXPECT_EQ(head_text(card, head), "layer 1, head 3\nNext token 48 %\nPrevious token 35 %");
}

TEST(PlaceText, CountsFromOne) {
  EXPECT_EQ(place_text({0, 0}), "1·1");
  EXPECT_EQ(place_text({11, 7}), "12·8");
}

TEST(RoleText, IsTheCardsAndOnlyThere) {
  SourceCard card;
  card.roles = {{.place = {1, 0}, .title = "who?"}};
  EXPECT_EQ(role_text(card, {1, 0}), "who?");
  EXPECT_EQ(role_text(card, {0, 1}), "");
  EXPECT_EQ(role_text({}, {0, 0}), "");
}

}  // namespace
}  // namespace attnscope::test
