#include "app/scene.h"

#include <gmock/gmock.h>

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SourceCard card_of(std::vector<int> heads) {
  SourceCard card;
  for (const int count : heads) card.layers.push_back({.heads = count, .head_dim = 4});
  return card;
}

TEST(FirstScene, AsksAboutItAsTheModelComputedIt) {
  EXPECT_EQ(first_scene().text, "The trophy did not fit in the suitcase because it was too big.");
  EXPECT_EQ(first_scene().query.word, "it");
  EXPECT_THAT(what_ifs(first_scene(), Mask::all()), IsEmpty());
}

TEST(ResolveMask, ModelIsTheHeadsOwnAndTheOthersAreThemselves) {
  const Mask native{.back = 4, .ahead = 0};
  EXPECT_EQ(resolve(MaskChoice{MaskKind::Model, 3}, native), native);
  EXPECT_EQ(resolve(MaskChoice{MaskKind::All, 3}, native), Mask::all());
  EXPECT_EQ(resolve(MaskChoice{MaskKind::Causal, 3}, native), Mask::causal());
  EXPECT_EQ(resolve(MaskChoice{MaskKind::Nearby, 2}, native), (Mask{.back = 2, .ahead = 2}));
}

TEST(ResolveMask, AWindowThatWasNeverBroughtIntoRangeStillSeesSomething) {
  EXPECT_EQ(resolve(MaskChoice{MaskKind::Nearby, -5}, Mask::all()), Mask::nearby(1));
}

TEST(ResolveHead, TheChosenOneWhereItExists) {
  EXPECT_EQ(resolve_head(HeadPlace{0, 3}, card_of({4, 2})), (HeadPlace{0, 3}));
}

TEST(ResolveHead, ElseTheSourcesOwnElseTheLastLayersFirst) {
  SourceCard card = card_of({4, 2});
  for (const HeadPlace missing : {HeadPlace{1, 2}, HeadPlace{2, 0}, HeadPlace{-1, 0}, HeadPlace{0, -1}}) {
    EXPECT_EQ(resolve_head(missing, card), (HeadPlace{1, 0}));
  }
  EXPECT_EQ(resolve_head(std::nullopt, card), (HeadPlace{1, 0}));
  card.answer_head = HeadPlace{0, 2};
  EXPECT_EQ(resolve_head(std::nullopt, card), (HeadPlace{0, 2}));
  EXPECT_EQ(resolve_head(HeadPlace{9, 9}, card), (HeadPlace{0, 2}));
  card.answer_head = HeadPlace{7, 0};  // a card that is wrong about itself
  EXPECT_EQ(resolve_head(std::nullopt, card), (HeadPlace{1, 0}));
  EXPECT_EQ(resolve_head(std::nullopt, SourceCard{}), (HeadPlace{0, 0}));
}

TEST(WhatIfs, NameEveryDepartureFromTheModel) {
  Scene scene = first_scene();
  scene.multiplier = 3.0F;
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("scale 3×, this head"));
  scene.mask.kind = MaskKind::Causal;
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("scale 3×, this head", "mask: no looking ahead, this head"));
  scene.scope = Scope::Model;
  scene.multiplier = 1.0F;
  scene.mask = {.kind = MaskKind::Nearby, .window = 1};
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("mask: 1 word to each side, whole model"));
  scene.mask = {};
  scene.map = MapKind::Scores;  // another look at the same numbers is no what-if
  EXPECT_THAT(what_ifs(scene, Mask::all()), IsEmpty());
}

TEST(WhatIfs, ToChooseTheModelsOwnMaskIsNone) {
  Scene scene;
  scene.mask.kind = MaskKind::All;
  EXPECT_THAT(what_ifs(scene, Mask::all()), IsEmpty());
  EXPECT_THAT(what_ifs(scene, Mask::causal()), ElementsAre("mask: all words, this head"));
  scene.mask.kind = MaskKind::Causal;
  EXPECT_THAT(what_ifs(scene, Mask::causal()), IsEmpty());
}

TEST(WhatIfs, GiveTheScaleAsTheScaleBarDoes) {
  Scene scene;
  scene.multiplier = 1.0F / 3.0F;
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("scale 0.33333334×, this head")) << "no other number";
  scene.multiplier = 1.001F;
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("scale 1.001×, this head"));
  scene.multiplier = 0.05F;
  EXPECT_THAT(what_ifs(scene, Mask::all()), ElementsAre("scale 0.05×, this head"));
}

}  // namespace
}  // namespace attnscope::test
