#include <gmock/gmock.h>

#include "app/plans/present_plan.h"
#include "tests/app/application_support.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

struct Screen {
  float width, height;
};
constexpr std::array kProjectors{Screen{1024, 768}, Screen{1280, 800}, Screen{1920, 1080}, Screen{3840, 2160}};
constexpr std::array kBodies{PresentBody::Shares, PresentBody::Steps, PresentBody::Compare, PresentBody::Predict,
                             PresentBody::Page};

bool apart(const Rect& a, const Rect& b) {
  if (a.w <= 0 || a.h <= 0 || b.w <= 0 || b.h <= 0) return true;
  constexpr float kRounding = 0.01F;
  return a.right() <= b.x + kRounding || b.right() <= a.x + kRounding || a.bottom() <= b.y + kRounding ||
         b.bottom() <= a.y + kRounding;
}

TEST(PresentLayout, KeepsItsPartsApartAndOnTheScreen) {
  for (const Screen& screen : kProjectors) {
    const float unit = present_unit(screen.width, screen.height);
    for (const PresentBody body : kBodies) {
      for (const bool more : {false, true}) {
        for (const float chips : {0.0F, 130 * unit, screen.height}) {
          const PresentLayout plan = plan_presentation(
              screen.width, screen.height, unit, {.body = body, .title = more, .notes = more, .chips_height = chips});
          const std::array parts{plan.title, plan.chips, plan.map,       plan.side,  plan.page,
                                 plan.foot,  plan.notes, plan.transport, plan.moment};
          for (std::size_t i = 0; i < parts.size(); ++i) {
            EXPECT_TRUE(parts[i].x >= 0 && parts[i].right() <= screen.width + 0.01F) << i;
            EXPECT_TRUE(parts[i].y >= 0 && parts[i].bottom() <= screen.height + 0.01F) << i;
            for (std::size_t j = 0; j < i; ++j) EXPECT_TRUE(apart(parts[i], parts[j])) << i << " and " << j;
          }
          EXPECT_EQ(plan.map.h > 0, body == PresentBody::Shares || body == PresentBody::Compare);
          EXPECT_EQ(plan.chips.h > 0, body != PresentBody::Page);
          EXPECT_EQ(plan.title.h > 0, more);
          EXPECT_EQ(plan.notes.h > 0, more);
          EXPECT_GT(plan.side.h + plan.page.h + plan.transport.h, 120 * unit) << "the picture is what it is about";
        }
      }
    }
  }
}

TEST(PresentLayout, TheAnimationIsMovedFromOnePlaceAndAMapKeepsItsSize) {
  for (const Screen& screen : kProjectors) {
    const float unit = present_unit(screen.width, screen.height);
    const auto plan = [&](PresentBody body) {
      return plan_presentation(screen.width, screen.height, unit, {.body = body, .chips_height = 130 * unit});
    };
    const PresentLayout shares = plan(PresentBody::Shares);
    const PresentLayout steps = plan(PresentBody::Steps);
    EXPECT_GT(shares.transport.h, 0);
    EXPECT_EQ(shares.transport, steps.transport);
    EXPECT_EQ(shares.map, plan(PresentBody::Compare).map);
    EXPECT_GT(steps.side.w, 1.8F * shares.side.w);
    for (const PresentBody body : {PresentBody::Compare, PresentBody::Predict, PresentBody::Page}) {
      EXPECT_EQ(plan(body).transport.h, 0) << "nothing moves there";
    }
  }
}

TEST(PresentLayout, APageHasAllTheRoomBetweenTitleAndFoot) {
  const PresentLayout plan =
      plan_presentation(1920, 1080, 2, {.body = PresentBody::Page, .title = true, .notes = true, .chips_height = 200});
  EXPECT_GT(plan.page.h, 500);
  EXPECT_EQ(plan.chips.h + plan.map.h + plan.side.h, 0);
  for (const Rect& other : {plan.title, plan.foot, plan.notes}) EXPECT_TRUE(apart(plan.page, other));
}

TEST(PresentLayout, SmallTypeIsAFiftiethOfTheHeightOrMore) {
  constexpr float kSmallEm = 13;
  for (const Screen& screen : kProjectors) {
    EXPECT_GE(kSmallEm * present_unit(screen.width, screen.height), screen.height / 50)
        << screen.width << " x " << screen.height;
  }
}

using PresentPlanTest = ApplicationTest;

TEST_F(PresentPlanTest, TheBodyFollowsTheScene) {
  start();
  EXPECT_EQ(present_body(state()), PresentBody::Shares);
  act({SetStep{1.5F}});
  EXPECT_EQ(present_body(state()), PresentBody::Steps);
  act({SetStep{kTimelineEnd}, Play{}});
  EXPECT_EQ(present_body(state()), PresentBody::Steps);
  act({Pause{}, SetStep{1}, SetBeside{scene_}});
  EXPECT_EQ(present_body(state()), PresentBody::Compare);
  act({SetPrediction{Prediction{}}});
  EXPECT_EQ(present_body(state()), PresentBody::Predict);
  act({SetPage{Page::Cost}});
  EXPECT_EQ(present_body(state()), PresentBody::Page);
  EXPECT_EQ(plan_foot(state()).scale, "") << "that is the sentence's, which is not seen";
}

TEST(ListDrop, LandsBetweenTheRowsThatThePointerIsNearestTo) {
  EXPECT_EQ(gap_in_list(-5, 3), 0);
  EXPECT_EQ(gap_in_list(0.4F, 3), 0);
  EXPECT_EQ(gap_in_list(0.6F, 3), 1);
  EXPECT_EQ(gap_in_list(99, 3), 3);
  EXPECT_EQ(gap_in_list(2, 0), 0);
  for (int from = 0; from < 4; ++from) {
    EXPECT_EQ(landing_row(from, from), from) << "before itself";
    EXPECT_EQ(landing_row(from, from + 1), from) << "behind itself";
  }
  EXPECT_EQ(landing_row(0, 3), 2);
  EXPECT_EQ(landing_row(3, 1), 1);
}

TEST_F(PresentPlanTest, SharesAreThoseOfTheAskingWordHeaviestFirst) {
  start();
  const Eigen::RowVectorXf row = state().view->weights.row(state().query);
  const std::vector<ShareRow> all = plan_shares(state(), 6);
  ASSERT_EQ(all.size(), 6U);
  float sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].weight, row[all[i].key]);
    EXPECT_EQ(all[i].query, all[i].key == state().query);
    if (i > 0) {
      EXPECT_LE(all[i].weight, all[i - 1].weight);
    }
    sum += all[i].weight;
  }
  EXPECT_NEAR(sum, 1, 1e-5F);

  const std::vector<ShareRow> few = plan_shares(state(), 3);
  ASSERT_EQ(few.size(), 3U);
  EXPECT_EQ(few[1].key, all[1].key);
  EXPECT_EQ(few[2].key, -1);
  EXPECT_EQ(few[2].word, "4 others");
  EXPECT_NEAR(few[0].weight + few[1].weight + few[2].weight, 1, 1e-5F);
  act({SetText{""}});
  settle();
  EXPECT_TRUE(plan_shares(state(), 3).empty());
}

TEST_F(PresentPlanTest, TheFootSaysWhatIsBentAndWhatIsWrong) {
  start();
  EXPECT_EQ(plan_foot(state()).badge, "");
  EXPECT_EQ(plan_foot(state()).place, "");
  EXPECT_EQ(plan_foot(state()).scale, "scale 0.500");
  act({SetMultiplier{3}, EndGesture{}, ChangeLecture{AddScene{.scene = {.title = {}, .notes = {}, .scene = scene_}}},
       ChangeLecture{AddScene{.scene = {.title = {}, .notes = {}, .scene = state().scene}}}});
  EXPECT_THAT(plan_foot(state()).badge, HasSubstr("what if: scale 3×"));
  act({StartPresenting{1}});
  EXPECT_EQ(plan_foot(state()).place, "2 / 2");
  act({OpenPath{"/no/such/file"}});
  settle();
  EXPECT_THAT(plan_foot(state()).trouble, HasSubstr("/no/such/file"));
}

TEST_F(PresentPlanTest, AMeterIsShownOnlyWhereItIsOutlined) {
  start();
  EXPECT_EQ(outlined_text(state()), "");
  act({SetOutlined{PatternId::Previous}});
  EXPECT_THAT(outlined_text(state()), HasSubstr(std::string(pattern(PatternId::Previous).title)));
}

}  // namespace
}  // namespace attnscope::test
