#include "app/action.h"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/app/random_edits.h"

namespace attnscope::test {
namespace {

TEST(Apply, BringsEveryValueIntoItsRangeWhateverIsAsked) {
  Random random(1);
  Scene scene = first_scene();
  int changes = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Edit edit = random_edit(random);
    const Scene next = attnscope::apply(scene, edit);
    ASSERT_TRUE(in_range(next)) << "edit " << i << " of kind " << edit.index();
    EXPECT_EQ(attnscope::apply(scene, edit), next) << "apply() has a memory";
    changes += next == scene ? 0 : 1;
    scene = next;
  }
  EXPECT_GT(changes, 10'000) << "hardly any of these edits did anything";
}

TEST(Apply, ChangesWhatTheEditNamesAndNothingElse) {
  Scene want = first_scene();
  want.multiplier = 3;
  EXPECT_EQ(apply(first_scene(), SetMultiplier{3}), want);
  want = first_scene();
  want.mask = {.kind = MaskKind::Nearby, .window = 5};
  EXPECT_EQ(apply(first_scene(), SetMask{want.mask}), want);
  want = first_scene();
  want.head = HeadPlace{1, 2};
  EXPECT_EQ(apply(first_scene(), SetHead{{1, 2}}), want);
}

TEST(Apply, ClampsTheMultiplierAndTakesNoNumberForTheTrainedScale) {
  EXPECT_EQ(apply({}, SetMultiplier{1000}).multiplier, 20.0F);
  EXPECT_EQ(apply({}, SetMultiplier{-3}).multiplier, 0.05F);
  EXPECT_EQ(apply({}, SetMultiplier{std::nanf("")}).multiplier, 1.0F);
  EXPECT_EQ(apply({}, SetMask{{.kind = MaskKind::Nearby, .window = 0}}).mask.window, 1);
  EXPECT_EQ(apply({}, SetMask{{.kind = MaskKind::Nearby, .window = 513}}).mask.window, 512);
}

TEST(Apply, RefusesTextThatCannotBeKept) {
  EXPECT_EQ(apply(first_scene(), SetText{"broken \xC3"}), first_scene());
  EXPECT_EQ(apply(first_scene(), SetText{std::string(kMaxTextBytes + 1, 'a')}), first_scene());
  EXPECT_EQ(apply(first_scene(), SetText{std::string(kMaxTextBytes, 'a')}).text.size(), kMaxTextBytes);
}

TEST(Swap, ExchangesTheWordAtItsPlace) {
  Scene scene;
  scene.text = "too big, it is big";
  EXPECT_EQ(apply(scene, SwapWord{.span = {15, 18}, .replacement = "small"}).text, "too big, it is small");
  EXPECT_EQ(apply(scene, SwapWord{.span = {4, 7}, .replacement = "small"}).text, "too small, it is big");
}

TEST(Swap, TakesThePinAlong) {
  Scene scene;
  scene.text = "too big";
  scene.query = {.word = "big", .index = 1};
  EXPECT_EQ(apply(scene, SwapWord{.span = {4, 7}, .replacement = "small"}).query,
            (QueryChoice{.word = "small", .index = 1}));
  EXPECT_EQ(apply(scene, SwapWord{.span = {0, 3}, .replacement = "very"}).query, scene.query);
}

TEST(Swap, OutsideTheTextOrThroughACharacterChangesNothing) {
  Scene scene;
  scene.text = "é big";
  for (const Span span : {Span{0, 99}, Span{6, 7}, Span{3, 3}, Span{5, 3}, Span{0, 1}, Span{1, 3}}) {
    EXPECT_EQ(apply(scene, SwapWord{.span = span, .replacement = "x"}), scene) << span.begin << " to " << span.end;
  }
  EXPECT_EQ(apply(scene, SwapWord{.span = {3, 6}, .replacement = "\xFF"}), scene);
}

}  // namespace
}  // namespace attnscope::test
