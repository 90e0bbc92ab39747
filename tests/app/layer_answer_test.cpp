// What the layer does with what is looked at, from the question to the answer.
#include "app/layer_answer.h"

#include "app/plans/working_text.h"
#include "tests/app/application_support.h"
#include "tests/support/matrices.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LayerAnswers : public ApplicationTest {
 protected:
  /// Starts and looks at what the layer does.
  void start() {
    ApplicationTest::start();
    act({LookAtLayer{true}});
    settle();
  }
  [[nodiscard]] const LayerStep& step() const { return *state().layer->step; }
  [[nodiscard]] bool there() const { return state().layer && state().layer->step.ok(); }
  [[nodiscard]] Matrix output() const { return output_of(*query_input(state()), state().query); }
  /// The blends of the heads that are not looked at, as the pass made them.
  [[nodiscard]] double worst_of_others(const ForwardOptions& options) const {
    double difference = 0;
    const auto& heads = state().reading->trace->layers[static_cast<std::size_t>(state().head.layer)];
    for (std::size_t h = 0; h < heads.size(); ++h) {
      if (static_cast<int>(h) == state().head.head) continue;
      const Result<HeadView> view = look(heads[h].q, heads[h].k, look_in_pass(heads[h], state().side, options));
      const Eigen::RowVectorXf want = blend(view->weights.row(state().query), heads[h].v);
      difference = std::max(difference, worst(step().blends.row(static_cast<Eigen::Index>(h)), Matrix(want)));
    }
    return difference;
  }
};

TEST_F(LayerAnswers, FollowTheWordAndTheHead) {
  start();
  ASSERT_TRUE(there());
  EXPECT_EQ(worst(step().blends.row(0), output()), 0) << "the blend is the one that is shown, to the last bit";
  EXPECT_LT(worst_of_others({}), 1e-6);
  EXPECT_EQ(state().layer->note, "");
  const Matrix before = step().after;
  act({SetQuery{pin(state().reading->asking(), 1)}, SetHead{{0, 1}}});
  settle();
  ASSERT_TRUE(there());
  EXPECT_EQ(state().layer->head, 1);
  EXPECT_EQ(worst(step().blends.row(1), output()), 0);
  EXPECT_LT(worst_of_others({}), 1e-6);
  EXPECT_GT(worst(step().after, before), 0.01);
}

TEST_F(LayerAnswers, FollowABentHeadAndSaySo) {
  start();
  const Matrix plain = step().blends;
  for (const Edit& bend : {Edit(SetMultiplier{4}), Edit(SetMask{{.kind = MaskKind::Causal}})}) {
    act({bend});
    settle();
    ASSERT_TRUE(there());
    EXPECT_EQ(worst(step().blends.row(0), output()), 0);
    EXPECT_GT(worst(step().blends.row(0), Matrix(plain.row(0))), 1e-3) << "or nothing was bent";
    EXPECT_EQ(worst(step().blends.row(1), Matrix(plain.row(1))), 0) << "another head is as it was";
    EXPECT_THAT(state().layer->note, HasSubstr("this head as it is shown"));
  }
}

TEST_F(LayerAnswers, OfAWholePassUnderAWhatIfSayThat) {
  start();
  act({SetMultiplier{2}, SetScope{Scope::Model}});
  settle();
  ASSERT_TRUE(there());
  EXPECT_EQ(worst(step().blends.row(0), output()), 0);
  EXPECT_LT(worst_of_others({.multiplier = 2, .mask = {}}), 1e-6);
  EXPECT_EQ(state().layer->note, "a pass with every head bent");
}

TEST_F(LayerAnswers, ComeOffTheMainThreadAndTheNewestWins) {
  start();
  reader_.layer_gate.close();
  act({SetQuery{pin(state().reading->asking(), 2)}});
  reader_.layer_gate.await_arrivals(2);
  EXPECT_EQ(state().layer, nullptr) << "not known yet, and the one before was another word's";
  for (int i = 0; i < 20; ++i) {
    act({SetQuery{pin(state().reading->asking(), i % 5)}});
    after(0.01);
  }
  EXPECT_EQ(state().query, 4);
  reader_.layer_gate.open();
  settle();
  ASSERT_TRUE(there());
  EXPECT_EQ(worst(step().blends.row(0), output()), 0);
  EXPECT_LE(reader_.layer_steps(), 4) << "what nobody waits for any more is not computed";
}

TEST_F(LayerAnswers, StayWhileTheScaleMovesUntilTheNextIsThere) {
  start();
  reader_.layer_gate.close();
  const auto before = state().layer;
  act({SetMultiplier{3}});
  EXPECT_EQ(state().layer, before);
  reader_.layer_gate.open();
  settle();
  EXPECT_NE(state().layer, before);
}

TEST_F(LayerAnswers, AreNotToldWhileAPredictionIsMade) {
  start();
  act({SetPrediction{Prediction{}}});
  settle();
  EXPECT_EQ(state().layer, nullptr);
}

TEST_F(LayerAnswers, OfAWordOfSeveralPiecesSayThatEachIsByItself) {
  start();
  ShownTokens shown = state().reading->shown();
  shown.words[0].end = 3;
  QueryInput input = *query_input(state());
  const QueryInput pieces{input.head, shown, shown, input.computed, input.pieces, input.view};
  const Result<LayerAsked> asked = layer_asked(pieces, 0, MapSide::Encoder, {1, 0}, {});
  ASSERT_FALSE(asked.ok());
  EXPECT_EQ(asked.error().what, "3 pieces ask; the layer treats each by itself");
}

TEST_F(LayerAnswers, AreAskedForWhileSomebodyLooks) {
  ApplicationTest::start();
  act({SetQuery{pin(state().reading->asking(), 1)}, SetMultiplier{2}, EndGesture{}});
  settle();
  EXPECT_EQ(state().layer, nullptr);
  EXPECT_EQ(reader_.layer_steps(), 0);
  act({LookAtLayer{true}});
  settle();
  ASSERT_TRUE(there());
  EXPECT_EQ(worst(step().blends.row(0), output()), 0);
  EXPECT_EQ(reader_.layer_steps(), 1);
  act({LookAtLayer{false}, SetQuery{pin(state().reading->asking(), 2)}});
  settle();
  EXPECT_EQ(state().layer, nullptr) << "it was another word's";
  EXPECT_EQ(reader_.layer_steps(), 1);
}

TEST_F(LayerAnswers, StandInTheCopiedWorkingThoughNobodyLooks) {
  std::string copied;
  options_.copy_text = [&copied](const std::string& text) { copied = text; };
  start();
  const LayerStep looked_at = step();
  act({LookAtLayer{false}});
  settle();
  ASSERT_EQ(state().layer, nullptr);
  act({CopyWorking{}});
  settle();
  EXPECT_THAT(copied, HasSubstr("head 1: blend = " + vector_text(looked_at.blends.row(0)) + "\n"));
  EXPECT_THAT(copied, HasSubstr("row before = 1, 1, 1, 1, 1, 1\n"));
  EXPECT_THAT(copied, HasSubstr("row after = " + vector_text(looked_at.after) + "\n"));
  EXPECT_THAT(copied, Not(HasSubstr("bias of W_O")));
  act({CopyWorking{.csv = true}});
  settle();
  EXPECT_THAT(copied, HasSubstr(",v3,x1,x2,x3,x4,x5,x6\r\n"));
  const std::string blank(5 + 3, ',');
  EXPECT_THAT(copied, HasSubstr("head 2" + blank));
  EXPECT_THAT(copied, HasSubstr("row before" + blank + ",,,,1,1,1,1,1,1\r\n"));
}

}  // namespace
}  // namespace attnscope::test
