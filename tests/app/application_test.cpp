#include "app/application.h"

#include "core/attention.h"
#include "tests/app/application_support.h"
#include "tests/app/random_edits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

/// The weights the viewed head must have, by the definitions.
Grid want_weights(const AppState& state, double scale, const Mask& mask) {
  const HeadTrace& head =
      state.reading->trace
          ->layers[static_cast<std::size_t>(state.head.layer)][static_cast<std::size_t>(state.head.head)];
  return naive_weights(naive_scores(head.q, head.k), scale, mask);
}

TEST_F(ApplicationTest, ShowsTheFirstReading) {
  start();
  ASSERT_NE(state().reading, nullptr);
  EXPECT_EQ(state().reading->text, scene_.text);
  EXPECT_EQ(state().card.name, "reader");
  EXPECT_EQ(state().head, (HeadPlace{1, 0})) << "the source's own";
  EXPECT_EQ(state().query, 5) << "the last word";
  EXPECT_EQ(state().native_scale, 0.5F);
  ASSERT_NE(state().view, nullptr);
  EXPECT_LT(worst(state().view->weights, want_weights(state(), 0.5, Mask::all())), 1e-5);
  EXPECT_EQ(worst(*state().shown_weights, state().view->weights), 0);
  EXPECT_FALSE(state().busy);
  EXPECT_FALSE(state().notice);
  EXPECT_FALSE(state().wake_at) << "nothing moves, so the window may sleep";
}

TEST_F(ApplicationTest, OpensWithTheFirstSceneWhereNothingElseIsAsked) {
  options_.open_source = models_.opener();
  app_ = std::make_unique<Application>(options_);
  EXPECT_EQ(state().scene, first_scene());
  settle();
  EXPECT_EQ(state().reading->text, first_scene().text);
}

TEST_F(ApplicationTest, TypingShowsAtOnceAndTheReadingFollows) {
  start();
  models_.pass_door.close();
  act({SetText{"the dog sat"}});
  EXPECT_EQ(state().scene.text, "the dog sat");
  EXPECT_TRUE(state().busy);
  EXPECT_EQ(state().reading->text, "the cat sat on the mat") << "the last finished one stays";
  EXPECT_NE(state().view, nullptr);
  models_.pass_door.open();
  settle();
  EXPECT_EQ(state().reading->text, "the dog sat");
  EXPECT_EQ(state().view->weights.rows(), 3);
}

TEST_F(ApplicationTest, ASlowOpenBlocksNothing) {
  models_.open_door.close();
  begin();
  models_.open_door.await_arrivals(1);
  for (int i = 0; i < 50; ++i) {
    act({SetText{"a b " + std::to_string(i)}, SetMultiplier{2}, Undo{}, Redo{}});
    after(0.01);
  }
  EXPECT_TRUE(state().busy);
  EXPECT_EQ(state().reading, nullptr);
  EXPECT_EQ(state().query, -1);
  models_.open_door.open();
  settle();
  EXPECT_EQ(state().reading->text, state().scene.text);
}

TEST_F(ApplicationTest, TheNewestTextWinsAndStaleReadingsAreDropped) {
  start();
  models_.pass_door.close();
  act({SetText{"first"}});
  models_.pass_door.await_arrivals(2);
  act({SetText{"second"}});
  act({SetText{"third"}});
  models_.pass_door.open();
  settle();
  EXPECT_EQ(state().reading->text, "third");
  EXPECT_EQ(reader_.traces(), 3) << "the start, the first, the third";
  EXPECT_EQ(reader_.stopped(), 1);
}

TEST_F(ApplicationTest, GoingBackToWhatIsShownNeedsNoReading) {
  start();
  const auto shown = state().reading;
  models_.pass_door.close();
  act({SetText{"other"}});
  act({Undo{}});
  EXPECT_FALSE(state().busy);
  EXPECT_EQ(state().reading, shown);
  models_.pass_door.open();
  settle();
  EXPECT_EQ(state().reading, shown);
}

TEST_F(ApplicationTest, TheSliderNeverTouchesTheModelWhileOnlyTheHeadIsScaled) {
  start();
  const int before = reader_.traces();
  for (int i = 0; i < 60; ++i) {
    const float multiplier = 0.05F + 0.1F * static_cast<float>(i);
    act({SetMultiplier{multiplier}});
    EXPECT_FALSE(state().busy);
    EXPECT_FLOAT_EQ(state().view->scale, 0.5F * multiplier);
    EXPECT_LT(worst(state().view->weights, want_weights(state(), static_cast<double>(0.5F * multiplier), Mask::all())),
              1e-5);
    EXPECT_EQ(state().shown_weights->data(), state().view->weights.data()) << "a dragged picture does not lag";
  }
  act({EndGesture{}, SetMask{{MaskKind::Causal, 3}}, SetHead{{0, 1}}, SetMap{MapKind::Scores}});
  settle();
  EXPECT_EQ(reader_.traces(), before);
  act({Undo{}, Undo{}, Undo{}, Undo{}});
  EXPECT_EQ(state().scene.multiplier, 1.0F) << "the drag was one step";
  EXPECT_FALSE(state().can_undo);
}

TEST_F(ApplicationTest, TheWholeModelIsRunAgainUnderItsWhatIf) {
  start();
  const int before = reader_.traces();
  act({SetScope{Scope::Model}});
  settle();
  EXPECT_EQ(reader_.traces(), before) << "nothing is bent yet";
  act({SetMultiplier{3}, EndGesture{}});
  settle();
  EXPECT_EQ(reader_.traces(), before + 1);
  EXPECT_EQ(state().reading->options, (ForwardOptions{.multiplier = 3.0F, .mask = std::nullopt}));
  EXPECT_LT(worst(state().view->weights, want_weights(state(), 1.5, Mask::all())), 1e-5);
  act({SetMask{{MaskKind::Nearby, 1}}});
  settle();
  EXPECT_EQ(reader_.traces(), before + 2);
  EXPECT_EQ(state().reading->options.mask, Mask::nearby(1));
  EXPECT_EQ(state().view->mask, Mask::nearby(1));
  EXPECT_LT(worst(state().view->weights, want_weights(state(), 1.5, Mask::nearby(1))), 1e-5);
}

TEST_F(ApplicationTest, WhileAnotherWhatIfRunsThePictureStaysWithItsOwnPass) {
  start();
  act({SetMultiplier{3}, EndGesture{}});
  models_.pass_door.close();
  act({SetScope{Scope::Model}, SetMultiplier{5}, SetHead{{0, 0}}});
  EXPECT_TRUE(state().busy);
  EXPECT_FLOAT_EQ(state().view->scale, 1.5F) << "5 belongs to the pass that is under way";
  models_.pass_door.open();
  settle();
  EXPECT_FLOAT_EQ(state().view->scale, 2.5F);
  models_.pass_door.close();
  act({SetScope{Scope::Head}});
  EXPECT_EQ(state().reading->options.multiplier, 5.0F);
  EXPECT_FLOAT_EQ(state().view->scale, 2.5F);
  models_.pass_door.open();
  settle();
  EXPECT_EQ(state().reading->options, ForwardOptions{});
}

TEST_F(ApplicationTest, DraggingTheWholeModelsScaleShowsEveryPassThatFinishes) {
  start();
  act({SetScope{Scope::Model}});
  const int before = reader_.traces();
  models_.pass_door.close();
  for (const float multiplier : {2.0F, 3.0F, 4.0F}) act({SetMultiplier{multiplier}});
  models_.pass_door.open();
  while (state().view->scale == 0.5F) after(0.0);
  EXPECT_FLOAT_EQ(state().view->scale, 1.0F) << "the pass at 2 was let finish";
  EXPECT_EQ(state().reading->options.multiplier, 2.0F);
  EXPECT_LT(worst(state().view->weights, want_weights(state(), 1.0, Mask::all())), 1e-5);
  settle();
  EXPECT_FLOAT_EQ(state().view->scale, 2.0F);
  EXPECT_EQ(reader_.traces(), before + 2) << "nobody needs the pass at 3 any more";
}

TEST_F(ApplicationTest, AFailedTextIsTriedAgainWhenItIsTypedAgain) {
  start();
  act({SetText{"a nan"}});
  settle();
  act({Undo{}});
  settle();
  EXPECT_FALSE(state().notice);
  act({Redo{}});
  settle();
  EXPECT_TRUE(state().notice);
}

TEST_F(ApplicationTest, SwappingAWordMovesThePicture) {
  start();
  const Matrix before = state().view->weights;
  act({SwapWord{.span = {4, 7}, .replacement = "dog"}});
  while (state().busy) after(0.0);
  const Matrix& goal = state().view->weights;
  ASSERT_GT(worst(before, goal), 0.01);
  EXPECT_EQ(worst(*state().shown_weights, before), 0) << "it sets out from the old picture";
  EXPECT_EQ(state().wake_at, now_);
  EXPECT_TRUE(after(0.225));
  EXPECT_LT(worst(*state().shown_weights, Matrix(0.5F * (before + goal))), 1e-5);
  EXPECT_TRUE(after(0.3)) << "the frame in which it arrives is drawn too";
  EXPECT_EQ(state().shown_weights->data(), goal.data());
  EXPECT_FALSE(after(0.1));
}

TEST_F(ApplicationTest, AnotherHeadOrMaskMovesThePictureToo) {
  start();
  for (const Action& action : Actions{SetHead{{0, 0}}, SetMask{{MaskKind::Causal, 3}}}) {
    const Matrix before = state().view->weights;
    act({action});
    EXPECT_EQ(worst(*state().shown_weights, before), 0);
    EXPECT_GT(worst(*state().shown_weights, state().view->weights), 0.01) << "numbers are the new ones at once";
    after(1.0);
  }
}

TEST_F(ApplicationTest, NothingMovesWithReducedMotionOrToAnotherSize) {
  start();
  act({SetText{"the cat"}});
  while (state().busy) after(0.0);
  EXPECT_EQ(state().shown_weights->data(), state().view->weights.data());
  act({SetReducedMotion{true}, SetHead{{0, 0}}});
  EXPECT_EQ(state().shown_weights->data(), state().view->weights.data());
}

TEST_F(ApplicationTest, PlaysOnTheInjectedClock) {
  start();
  act({Play{}});
  EXPECT_TRUE(state().playing);
  EXPECT_TRUE(after(2.0));
  EXPECT_FLOAT_EQ(state().scene.step, 1.0F);
  EXPECT_EQ(state().wake_at, now_);
  act({SetSpeed{2.0F}});
  after(1.0);
  EXPECT_FLOAT_EQ(state().scene.step, 2.0F);
  act({Pause{}});
  after(5.0);
  EXPECT_FLOAT_EQ(state().scene.step, 2.0F);
  act({SetStep{0.5F}, Play{}});
  after(0.5);
  EXPECT_FLOAT_EQ(state().scene.step, 1.0F);
  after(100.0);
  EXPECT_FLOAT_EQ(state().scene.step, kTimelineEnd);
  EXPECT_FALSE(state().playing);
  EXPECT_FALSE(state().can_undo) << "the animation is no step of the history";
  act({Play{}});
  EXPECT_FLOAT_EQ(state().scene.step, kTimelineEnd);
  after(0.0);
  EXPECT_FLOAT_EQ(state().scene.step, 0.0F) << "from the end it begins anew";
}

TEST_F(ApplicationTest, WithReducedMotionPlaysFromPartToPart) {
  start();
  act({SetReducedMotion{true}, Play{}});
  after(1.0);  // at .5 of the timeline
  EXPECT_FLOAT_EQ(state().scene.step, 0.35F) << "multiplied; adding up has not come to its end";
  after(0.1);
  EXPECT_FLOAT_EQ(state().scene.step, 0.35F);
  after(0.2);  // at .65
  EXPECT_FLOAT_EQ(state().scene.step, 0.6F);
  after(100.0);
  EXPECT_FLOAT_EQ(state().scene.step, kTimelineEnd);
  EXPECT_FALSE(state().playing);
}

TEST_F(ApplicationTest, ScrubbingWhilePlayingGoesOnFromThere) {
  start();
  act({Play{}});
  after(1.0);
  act({SetStep{2.0F}});
  after(0.5);
  EXPECT_FLOAT_EQ(state().scene.step, 2.25F);
}

TEST_F(ApplicationTest, SettleBringsEverythingToRest) {
  start();
  act({Play{}, SetHead{{0, 0}}});
  settle();
  EXPECT_FALSE(state().playing);
  EXPECT_EQ(state().scene.step, kTimelineEnd);
  EXPECT_EQ(state().shown_weights->data(), state().view->weights.data());
  models_.pass_door.close();
  act({SetText{"never"}});
  EXPECT_FALSE(app_->settle(1ms));
}

TEST_F(ApplicationTest, APinFollowsItsWordThroughEdits) {
  start();
  act({SetQuery{pin(state().reading->encoding.tokens, 4)}});  // the second "the"
  EXPECT_EQ(state().query, 4);
  for (const char* text : {"now the cat sat on the mat", "now see the cat sat on the mat",
                           "oh now see the cat sat on the mat", "but oh now see the cat sat on the mat"}) {
    act({SetText{text}});
    settle();
  }
  EXPECT_EQ(state().query, 8) << "still the second one, though the first came nearer to where it was";
  act({SetText{"the cat"}});
  settle();
  EXPECT_EQ(state().query, 0);
  act({SetText{"a cat"}});
  settle();
  EXPECT_EQ(state().query, 1) << "gone, so the choice is ours";
}

TEST_F(ApplicationTest, WithoutTextThereIsNothingToSeeAndNothingBreaks) {
  start();
  act({SetText{""}});
  settle();
  EXPECT_EQ(state().reading->trace, nullptr);
  EXPECT_EQ(state().view, nullptr);
  EXPECT_EQ(state().shown_weights, nullptr);
  EXPECT_EQ(state().query, -1);
  act({Play{}, SetMultiplier{3}, EndGesture{}, SetHead{{0, 1}}, SetQuery{{"x", 3}}, SetScope{Scope::Model},
       SwapWord{{0, 3}, "x"}, SetOutlined{PatternId::Column}, ExportTo{"x.png"}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("no figure"));
  act({SetText{"back again"}});
  settle();
  EXPECT_EQ(state().view->weights.rows(), 2);
}

TEST_F(ApplicationTest, SaysHowMuchOfALongTextWasRead) {
  start();
  std::string text;
  for (int i = 1; i <= 40; ++i) text += "w" + std::to_string(i) + " ";
  act({SetText{text}});
  settle();
  EXPECT_EQ(notice(), "Read the first 16 of 40 tokens, up to …w16");
  EXPECT_EQ(state().notice->place, Notice::Place::Sentence);
  act({SetText{"short"}});
  settle();
  EXPECT_FALSE(state().notice);
}

TEST_F(ApplicationTest, RefusesTextThatCannotBeReadAndKeepsTheOld) {
  start();
  act({SetText{"broken \xC3("}});
  EXPECT_EQ(state().scene.text, scene_.text);
  EXPECT_THAT(notice(), HasSubstr("byte 8"));
  EXPECT_EQ(state().notice->place, Notice::Place::Sentence);
  act({SetText{std::string(kMaxTextBytes + 1, 'a')}});
  EXPECT_EQ(state().scene.text, scene_.text);
  EXPECT_THAT(notice(), HasSubstr("1048577 bytes"));
  act({SetText{"fine"}});
  settle();
  EXPECT_FALSE(state().notice);
}

TEST_F(ApplicationTest, APassThatFailsLeavesTheLastReadingAndSaysWhy) {
  start();
  act({SetText{"a nan here"}});
  settle();
  EXPECT_EQ(state().reading->text, scene_.text);
  EXPECT_EQ(state().scene.text, "a nan here") << "the sentence is never lost";
  EXPECT_THAT(notice(), HasSubstr("layer 1, head 1"));
  EXPECT_EQ(state().notice->kind, Notice::Kind::Error);
  act({ExportTo{"x.png"}});
  EXPECT_THAT(notice(), HasSubstr("no figure")) << "the picture is not of this sentence";
  act({DismissNotice{}, Undo{}});
  settle();
  EXPECT_FALSE(state().notice);
}

TEST_F(ApplicationTest, EveryActionInEveryOrderLeavesAStateThatCanBeDrawn) {
  models_.add("other", 1, 1);
  start();
  Random random(7);
  const std::vector<Command> commands{Undo{},
                                      Redo{},
                                      EndGesture{},
                                      Play{},
                                      Pause{},
                                      SetSpeed{std::nanf("")},
                                      SetTheme{Theme::Light},
                                      SetUiScale{-1},
                                      SetReducedMotion{false},
                                      ShowPanel{Panel::Help},
                                      DismissNotice{},
                                      CopyFigure{}};
  for (int i = 0; i < 1500; ++i) {
    if (random_bool(random)) {
      act({random_edit(random)});
    } else {
      act({commands[static_cast<std::size_t>(random.next_below(static_cast<int>(commands.size())))]});
    }
    after(0.01);
    ASSERT_TRUE(in_range(state().scene));
    if (i % 10 == 0) settle();
    const auto tokens = state().reading ? static_cast<int>(state().reading->asking().size()) : 0;
    ASSERT_EQ(state().view != nullptr, state().shown_weights != nullptr);
    ASSERT_EQ(state().query >= 0, tokens > 0);
    ASSERT_LT(state().query, std::max(1, tokens));
    if (state().view) {
      ASSERT_EQ(state().view->weights.rows(), tokens);
      ASSERT_EQ(state().shown_weights->rows(), tokens);
      ASSERT_FALSE(state().view->weights.hasNaN());
    }
  }
}

TEST_F(ApplicationTest, SettingsStayInTheirRanges) {
  start();
  act({SetUiScale{100}, SetSpeed{0}, SetTheme{Theme::Light}, SetColourMap{ColourMap::Cividis}, SetWindowSize{900, -1}});
  EXPECT_EQ(state().settings, (Settings{.theme = Theme::Light,
                                        .colour_map = ColourMap::Cividis,
                                        .ui_scale = 3.0F,
                                        .speed = 0.25F,
                                        .reduced_motion = false,
                                        .window_width = 900,
                                        .window_height = 1}));
}

TEST_F(ApplicationTest, PanelsOpenAndCloseAndQuitEnds) {
  start();
  act({ShowPanel{Panel::Help}});
  EXPECT_EQ(state().panel, Panel::Help);
  act({ShowPanel{Panel::None}});
  EXPECT_EQ(state().panel, Panel::None);
  EXPECT_FALSE(app_->finished());
  act({Quit{}});
  EXPECT_TRUE(app_->finished());
}

TEST_F(ApplicationTest, ReportsAFrameOnlyWhereSomethingMayHaveChanged) {
  start();
  EXPECT_FALSE(after(1.0));
  EXPECT_FALSE(after(1.0));
  act({SetMap{MapKind::Scores}});
  EXPECT_TRUE(after(0.0));
  EXPECT_FALSE(after(0.0));
  act({});
  EXPECT_FALSE(after(0.0));
}

TEST_F(ApplicationTest, JobsWakeTheWindow) {
  Gate woken;
  options_.wake = [&] { woken.pass(); };
  begin();
  woken.await_arrivals(1);
  EXPECT_TRUE(after(0.0));
  EXPECT_NE(state().reading, nullptr);
}

}  // namespace
}  // namespace attnscope::test
