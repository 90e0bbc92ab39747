#include <gtest/gtest.h>

#include "app/plans/learn_plan.h"
#include "app/plans/lesson_plan.h"

namespace attnscope::test {
namespace {

using State = LessonChoice::State;

TeachState state_with(const LessonQuestion& question) {
  Lesson lesson;
  lesson.title = "L";
  lesson.steps.resize(3);
  lesson.steps[1].title = "Middle";
  lesson.steps[1].question = question;
  TeachState state;
  state.lesson = std::make_shared<const Lesson>(lesson);
  state.progress = std::make_shared<const LessonProgress>(LessonProgress{.step = 1, .right = {1}});
  state.step = 1;
  return state;
}

LessonQuestion word_question() {
  LessonQuestion question;
  question.ask = "Which?";
  question.choices = {"cat", "dog", "mat"};
  question.answer = std::string("cat");
  question.because = "It is.";
  return question;
}

TEST(LessonPlan, SaysWhereOneIs) {
  const LessonPlan plan = plan_lesson(state_with(word_question()));
  EXPECT_EQ(plan.position, "step 2 of 3");
  EXPECT_EQ(plan.title, "Middle");
  EXPECT_FALSE(plan.first || plan.last);
  ASSERT_EQ(plan.dots.size(), 3U);
  EXPECT_TRUE(plan.dots[1].here && plan.dots[1].asks && plan.dots[1].right);
  EXPECT_FALSE(plan.dots[0].here || plan.dots[0].asks || plan.dots[0].right);
}

TEST(LessonPlan, ShowsWhatWasGivenAndWhatIsRight) {
  TeachState state = state_with(word_question());
  state.verdict = Verdict{.given = std::string("dog"), .model = std::string("Cat"), .right = false};
  const LessonPlan plan = plan_lesson(state);
  ASSERT_TRUE(plan.question);
  EXPECT_EQ(plan.question->choices[0].state, State::Right) << "whatever the capitals";
  EXPECT_EQ(plan.question->choices[1].state, State::Wrong);
  EXPECT_EQ(plan.question->choices[2].state, State::Open);
  EXPECT_EQ(plan.question->verdict, "The model says Cat. It is.");
  EXPECT_EQ(plan.question->right, false);
}

TEST(LessonPlan, TellsANumberThatIsNearEnough) {
  LessonQuestion question;
  question.answer = 12.0;
  question.tolerance = 1;
  question.unit = "words";
  EXPECT_EQ(verdict_text(question, {.given = 11.0, .model = 11.9, .right = true}), "Right, it is 11.9 words.");
  EXPECT_EQ(verdict_text(question, {.given = 12.0, .model = 12.0, .right = true}), "Right.");
  EXPECT_EQ(verdict_text(question, {.given = 2.0, .model = 12.0, .right = false}), "The model says 12 words.");
  EXPECT_TRUE(agrees(question, 13.0, 12.0));
  EXPECT_FALSE(agrees(question, 13.1, 12.0));
  EXPECT_FALSE(agrees(question, std::string("12"), 12.0));
}

TEST(LessonPlan, YesAndNoAreChoices) {
  LessonQuestion question;
  question.answer = false;
  const LessonPlan plan = plan_lesson(state_with(question));
  ASSERT_EQ(plan.question->choices.size(), 2U);
  EXPECT_EQ(plan.question->choices[0].label, "yes");
  EXPECT_EQ(plan.question->choices[1].value, LessonValue(false));
}

TEST(LessonPlan, NumbersMoveByWhatIsEasyToSay) {
  EXPECT_EQ(number_step(0, 100), 1);
  EXPECT_EQ(number_step(1, 14), 1);
  EXPECT_EQ(number_step(0, 1), 0.01);
  EXPECT_EQ(number_step(0, 100000), 1000);
  EXPECT_EQ(number_at(0, 100, 0.333), 33);
  EXPECT_EQ(number_at(1, 14, 0), 1);
  EXPECT_EQ(number_at(1, 14, 1), 14);
}

TEST(LearnPlan, EveryPartHasRowsThatDoSomething) {
  AppState state;
  state.worked.push_back({.name = "by-hand/one", .text = "a b", .text_b = {}, .query = "a", .worked = {}});
  state.worked.back().worked.title = "One";
  state.teach.lessons = std::make_shared<const std::vector<LessonCard>>(std::vector<LessonCard>{
      {.key = "a", .title = "A", .about = "", .steps = 4, .questions = 2, .progress = std::nullopt},
      {.key = "b", .title = "B", .about = "", .steps = 4, .questions = 2, .progress = LessonProgress{1, {0}}},
      {.key = "c", .title = "C", .about = "", .steps = 4, .questions = 2, .progress = LessonProgress{3, {0, 2}}}});
  for (const LearnSection& section : kLearnSections) {
    const std::vector<LearnRow> rows = section.rows(state);
    EXPECT_FALSE(rows.empty()) << section.title;
    for (const LearnRow& row : rows) EXPECT_FALSE(row.title.empty() || row.choose.empty()) << section.title;
  }
  const std::vector<LearnRow> lessons = lesson_rows(state);
  EXPECT_EQ(lessons[0].mark, "4 steps");
  EXPECT_EQ(lessons[1].mark, "step 2 of 4, 1 right");
  EXPECT_EQ(lessons[2].mark, "all right");
  EXPECT_EQ(kLearnSections[kExamplesSection].title, "Examples");
}

}  // namespace
}  // namespace attnscope::test
