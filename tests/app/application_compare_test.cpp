#include "tests/app/application_support.h"
#include "tests/support/matrices.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

class CompareTest : public ApplicationTest {
 protected:
  void keep() {
    act({Edit(SetBeside{state().scene})});
    settle();
  }
  [[nodiscard]] const Answer& kept() const { return *state().beside; }
};

TEST_F(CompareTest, NothingIsComparedAtFirst) {
  start();
  EXPECT_EQ(state().beside, nullptr);
}

TEST_F(CompareTest, WhatIsKeptStaysAsItWas) {
  start();
  const Matrix before = state().view->weights;
  keep();
  act({Edit(SetText{"the dog sat"}), Edit(SetHead{{0, 1}}), Edit(SetMultiplier{3}),
       Edit(SetMask{{.kind = MaskKind::Causal}})});
  settle();
  EXPECT_EQ(state().reading->text, "the dog sat");
  EXPECT_EQ(kept().reading->text, "the cat sat on the mat");
  EXPECT_EQ(kept().head, (HeadPlace{1, 0}));
  EXPECT_EQ(worst(kept().view->weights, before), 0);
}

TEST_F(CompareTest, BothChangePlacesAndTheSameWordGoesOnAsking) {
  start();
  keep();
  act({Edit(SetText{"the dog sat"}), Edit(SetQuery{{.word = "sat"}})});
  settle();
  const Matrix shown = state().view->weights;
  const Matrix before = kept().view->weights;
  act({Edit(ExchangeBeside{})});
  settle();
  EXPECT_EQ(worst(state().view->weights, before), 0);
  EXPECT_EQ(worst(kept().view->weights, shown), 0);
  EXPECT_EQ(state().scene.query.word, "sat");
  EXPECT_EQ(state().query, 2);
}

TEST_F(CompareTest, IsUndoneLikeAnythingElse) {
  start();
  keep();
  act({Command(Undo{})});
  EXPECT_EQ(state().beside, nullptr);
  act({Command(Redo{})});
  settle();
  ASSERT_NE(state().beside, nullptr);
  EXPECT_EQ(kept().reading->text, scene_.text);
}

TEST_F(CompareTest, AModelThatIsOpenIsNotOpenedAgain) {
  start();
  keep();
  EXPECT_EQ(models_.opened(), 1);
}

TEST_F(CompareTest, TwoModelsStandBesideEachOther) {
  models_.add("other", 3, 1);
  start();
  keep();
  act({Edit(SetModel{"other"})});
  settle();
  EXPECT_EQ(state().card.name, "other");
  EXPECT_EQ(kept().card.name, "reader");
  EXPECT_EQ(models_.opened(), 2);
}

TEST_F(CompareTest, AModelThatCannotBeOpenedIsSaidAndTheRestWorks) {
  start();
  Question asked = scene_;
  asked.model = "missing";
  act({Edit(SetBeside{asked})});
  settle();
  EXPECT_THAT(notice(), HasSubstr("missing"));
  EXPECT_EQ(kept().view, nullptr);
  EXPECT_NE(state().view, nullptr);
  act({Edit(SetText{"the dog sat"})});
  settle();
  EXPECT_EQ(state().reading->text, "the dog sat");
}

TEST_F(CompareTest, WhatNoSceneCanHoldIsRefused) {
  start();
  Question asked = scene_;
  asked.text = "\xff";
  act({Edit(SetBeside{asked})});
  EXPECT_THAT(notice(), HasSubstr("UTF-8"));
  EXPECT_FALSE(state().scene.beside);
}

TEST_F(CompareTest, ASlowReadingOfWhatIsKeptBlocksNothing) {
  start();
  models_.pass_door.close();
  Question asked = scene_;
  asked.text = "something else";
  act({Edit(SetBeside{asked})});
  EXPECT_FALSE(state().busy);
  EXPECT_TRUE(kept().busy);
  act({Edit(SetMultiplier{2})});
  EXPECT_FLOAT_EQ(state().view->scale, 1.0F) << "twice the fake's own half";
  act({Edit(SetBeside{})});
  EXPECT_EQ(state().beside, nullptr);
  models_.pass_door.open();
  settle();
  keep();
  EXPECT_EQ(kept().reading->text, scene_.text) << "and not what was asked for before";
}

}  // namespace
}  // namespace attnscope::test
