#include "app/plans/predict_plan.h"
#include "app/scene_json.h"
#include "app/teach/prediction.h"
#include "tests/app/application_support.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Eigen::RowVectorXf row(std::initializer_list<float> values) {
  Eigen::RowVectorXf made(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

TEST(Prediction, OthersKeepTheirProportions) {
  EXPECT_THAT(with_share({}, 4, 1, 0.4F), ElementsAre(FloatEq(0.2F), FloatEq(0.4F), FloatEq(0.2F), FloatEq(0.2F)));
  EXPECT_THAT(with_share({0.2F, 0.6F, 0.2F}, 3, 0, 0.6F), ElementsAre(FloatEq(0.6F), FloatEq(0.3F), FloatEq(0.1F)));
  EXPECT_THAT(with_share({1, 0, 0}, 3, 0, 0.5F), ElementsAre(0.5F, 0.25F, 0.25F)) << "others that had nothing";
  EXPECT_THAT(with_share({0.5F, 0.5F}, 3, 2, 1), ElementsAre(0, 0, 1)) << "another sentence begins anew";
  EXPECT_THAT(with_share({}, 1, 0, 0.3F), ElementsAre(1));
  EXPECT_THAT(with_share({0.5F, 0.5F}, 2, 2, 1), ElementsAre(0.5F, 0.5F)) << "there is no such word";
  EXPECT_THAT(with_share({}, 2, 0, 7), ElementsAre(1, 0));
}

TEST(Prediction, WhatIsOnTheWrongWordsIsHalfTheDifferences) {
  EXPECT_DOUBLE_EQ(share_misplaced(std::vector<float>{0.5F, 0.5F, 0}, row({0, 0.5F, 0.5F})), 0.5);
  EXPECT_DOUBLE_EQ(share_misplaced(std::vector<float>{1, 0}, row({0, 1})), 1);
  EXPECT_DOUBLE_EQ(share_misplaced(std::vector<float>{0.25F, 0.75F}, row({0.25F, 0.75F})), 0);
  EXPECT_DOUBLE_EQ(share_misplaced({}, row({1, 0, 0, 0})), 0.75) << "no shares are even shares";
  EXPECT_EQ(closeness(0.1), "close");
  EXPECT_EQ(closeness(0.3), "partly");
  EXPECT_EQ(closeness(0.9), "elsewhere");
}

class PredictTest : public ApplicationTest {
 protected:
  void predict() {
    act({Edit(SetPrediction{Prediction{}})});
    settle();
  }
  void reveal() {
    Prediction prediction = *state().scene.prediction;
    prediction.revealed = true;
    act({Edit(SetPrediction{prediction})});
    settle();
  }
};

TEST_F(PredictTest, NothingIsToldBeforeTheReveal) {
  start();
  ASSERT_TRUE(state().view);
  predict();
  EXPECT_FALSE(state().view || state().pieces || state().computed || state().shown_weights);
  for (const PatternScore& score : state().patterns) EXPECT_EQ(score.rows, 0);
  for (const PredictRow& one : plan_predict(state()).rows) {
    EXPECT_EQ(one.model, 0);
    EXPECT_EQ(one.said, "16.7 %") << "six words, all alike";
  }
  act({Command(ExportTo{"figure.svg"})});
  EXPECT_THAT(notice(), HasSubstr("reveal first"));

  act({Edit(SetShare{1, 6, 0.75F}), Command(EndGesture{})});
  reveal();
  ASSERT_TRUE(state().view);
  const PredictPlan plan = plan_predict(state());
  EXPECT_FLOAT_EQ(plan.rows[1].yours, 0.75F);
  EXPECT_FLOAT_EQ(plan.rows[1].model, state().view->weights(state().query, 1));
  EXPECT_THAT(plan.verdict, HasSubstr("of the attention on the wrong words"));
}

TEST_F(PredictTest, WhereNobodyHandedOutAnythingNobodyIsToldToBeWrong) {
  start();
  predict();
  reveal();
  const PredictPlan plan = plan_predict(state());
  EXPECT_TRUE(plan.alike);
  EXPECT_THAT(plan.verdict, testing::StartsWith("Shared out alike, "));
  for (const PredictRow& row : plan.rows) EXPECT_THAT(row.said, testing::StartsWith("model "));
}

TEST_F(PredictTest, AnotherQuestionIsAnotherPrediction) {
  start();
  predict();
  act({Edit(SetShare{1, 6, 0.75F}), Command(EndGesture{})});
  reveal();
  act({Edit(SetMap{MapKind::Scores})});
  EXPECT_TRUE(state().scene.prediction->revealed) << "the same question, looked at otherwise";
  act({Edit(SetMultiplier{3}), Command(EndGesture{})});
  EXPECT_EQ(state().scene.prediction, Prediction{}) << "hidden again, from even shares on";
  EXPECT_FALSE(state().view);
  act({Command(Undo{})});
  EXPECT_TRUE(state().view) << "what was revealed is known";
}

TEST_F(PredictTest, ADragIsOneStepAndComesBack) {
  start();
  predict();
  for (const float share : {0.3F, 0.5F, 0.9F}) act({Edit(SetShare{2, 6, share})});
  act({Command(EndGesture{})});
  act({Edit(SetShare{3, 6, 0.5F}), Command(EndGesture{})});
  act({Command(Undo{})});
  EXPECT_FLOAT_EQ(state().scene.prediction->shares[2], 0.9F);
  act({Command(Undo{})});
  EXPECT_THAT(state().scene.prediction->shares, IsEmpty());
  act({Command(Undo{})});
  EXPECT_FALSE(state().scene.prediction);
  EXPECT_TRUE(state().view);
}

TEST_F(PredictTest, IsWrittenWithTheScene) {
  Scene scene = first_scene();
  scene.prediction = Prediction{.shares = with_share({}, 3, 0, 0.123F), .revealed = true};
  const Result<Scene> again = scene_from_json(to_json(scene), "again");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(*again, scene);
  const auto with = [](std::string_view shares) {
    return scene_from_json(R"({"format": "attnscope scene", "version": 1, "text": "a", "prediction": {"shares": )" +
                               std::string(shares) + "}}",
                           "p");
  };
  EXPECT_TRUE(with("[0.5, 0.5]").ok());
  EXPECT_THAT(to_line(with("[0.5, 2]").error()), HasSubstr("prediction.shares[1]"));
  EXPECT_FALSE(with("[-1]").ok());
  EXPECT_FALSE(with("[null]").ok());
}

TEST_F(PredictTest, EarlierOnesOfTheSameSentenceAreRemembered) {
  const TemporaryFolder folder;
  options_.progress_file = folder / "progress.json";
  start();
  predict();
  reveal();
  EXPECT_EQ(state().teach.misplaced_before.size(), 1U);
  act({Edit(SetPrediction{Prediction{}})});
  act({Edit(SetShare{0, 6, 1}), Command(EndGesture{})});
  reveal();
  const std::vector<double> both = state().teach.misplaced_before;
  ASSERT_EQ(both.size(), 2U);
  EXPECT_NE(both[0], both[1]);
  EXPECT_THAT(plan_predict(state()).before, HasSubstr("Before: "));
  ASSERT_TRUE(app_->save().ok());

  options_.scene = state().scene;
  start();
  EXPECT_EQ(state().teach.misplaced_before, both);
  act({Edit(SetText{"another sentence"})});
  settle();
  EXPECT_TRUE(state().teach.misplaced_before.empty());
}

}  // namespace
}  // namespace attnscope::test
