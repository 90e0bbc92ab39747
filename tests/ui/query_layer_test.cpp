#include <gtest/gtest.h>

#include "app/layer_answer.h"
#include "tests/ui/screen_support.h"
#include "ui/views/query_depth.h"

namespace attnscope::test {
namespace {

TEST(StageInDepth, StaysWithTheLayerWhereTheTimelineHasComeThroughIt) {
  UiMemory memory;
  const auto stage_at = [&memory](float step) {
    follow_timeline(memory, step);
    return stage_in_depth(memory, step);
  };
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Score) << "at rest from the start";
  EXPECT_EQ(stage_at(2.5F), Stage::Blend);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Score) << "it never was there";
  EXPECT_EQ(stage_at(3.5F), Stage::Layer);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Layer);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Layer);
  memory.depth = choose_depth(Stage::Softmax, kTimelineEnd);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Softmax) << "another one can be chosen";
  EXPECT_EQ(stage_at(3.5F), Stage::Layer);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Layer);
  EXPECT_EQ(stage_at(0), Stage::Score);
  EXPECT_EQ(stage_at(kTimelineEnd), Stage::Score) << "it came from elsewhere this time";
}

using QueryLayer = ScreenTest;

/// How many pixels of the query view differ.
int different(const Shot& a, const Shot& b, const Rect& part) {
  int count = 0;
  for (int y = static_cast<int>(part.y); y < static_cast<int>(part.bottom()); ++y) {
    for (int x = static_cast<int>(part.x); x < static_cast<int>(part.right()); ++x) count += a.at(x, y) != b.at(x, y);
  }
  return count;
}

TEST_F(QueryLayer, TakesThePlaceOfTheKeysAndStaysAtTheEnd) {
  for (const Size size : {Size{1440, 900}, Size{1000, 700}}) {
    resize(size);
    act({Edit(SetHead{{1, 0}}), Edit(SetStep{1})});
    (void)shot();
    act({Edit(SetStep{kTimelineEnd})});
    const Shot keys = shot();
    act({Edit(SetStep{3})});
    const Shot begin = shot();
    EXPECT_GT(different(keys, begin, layout().query), 5000);
    act({Edit(SetStep{3.99F})});
    const Shot whole = shot();
    EXPECT_GT(different(begin, whole, layout().query), 2000) << "nothing was added";
    act({Edit(SetStep{kTimelineEnd})});
    const Shot end = shot();
    EXPECT_LT(different(whole, end, layout().query), 2000);
    EXPECT_GT(different(keys, end, layout().query), 5000);
    act({Edit(SetHead{{0, 2}})});
    EXPECT_GT(different(end, shot(), layout().query), 1000) << "another layer";
  }
}

TEST_F(QueryLayer, IsAskedForWhileItIsOnTheScreen) {
  const auto looks = [&](const Actions& actions) {
    act(actions);
    (void)shot();
    return state().looks_at_layer;
  };
  EXPECT_FALSE(looks({}));
  EXPECT_FALSE(looks({Edit(SetStep{2.5F})}));
  EXPECT_TRUE(looks({Edit(SetStep{3.5F})}));
  EXPECT_TRUE(state().layer);
  EXPECT_TRUE(looks({Edit(SetStep{kTimelineEnd})})) << "where it stays";
  EXPECT_FALSE(looks({Edit(SetPage{Page::Cost})})) << "another page is";
  EXPECT_TRUE(looks({Edit(SetPage{Page::Explore})}));
  EXPECT_FALSE(looks({Edit(SetBeside{state().scene})}));
  EXPECT_FALSE(looks({Edit(SetBeside{}), Edit(SetStep{0})}));
  EXPECT_FALSE(state().layer);
  app_->dispatch({Edit(SetStep{2.1F}), Command(Play{})}, now_);
  frame();
  EXPECT_TRUE(state().looks_at_layer) << "it will be there when the animation comes to it";
}

TEST_F(QueryLayer, OfNumbersByHandEndsWithTheBlend) {
  act({Edit(SetModel{"by-hand/cat-sat"})});
  ASSERT_TRUE(state().scene.worked);
  act({Edit(SetStep{3.5F})});
  (void)shot();
  ASSERT_TRUE(state().layer);
  EXPECT_FALSE(state().layer->step.ok());
  EXPECT_TRUE(shot().has_colours(layout().query, 20)) << "the keys stay";
}

}  // namespace
}  // namespace attnscope::test
