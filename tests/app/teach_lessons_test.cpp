// The lessons that come with the program, on the model that comes with it: every step is shown as the window shows it,
// and every answer that an author wrote down is held against the model's own.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/application.h"
#include "app/teach/lesson_json.h"
#include "io/model_registry.h"

namespace attnscope::test {
namespace {

using namespace std::chrono_literals;

class ShippedLessons : public ::testing::Test {
 protected:
  ShippedLessons() {
    Application::Options options;
    options.open_source = [](const std::string& name, const LoadControl&) {
      return open_by_name(ATTNSCOPE_ASSETS, name);
    };
    options.sources = list_models(ATTNSCOPE_ASSETS);
    options.worked = list_worked(ATTNSCOPE_ASSETS);
    options.lessons = std::filesystem::path(ATTNSCOPE_ASSETS) / "lessons";
    options.scene = first_scene();
    app_ = std::make_unique<Application>(options);
    act(Command(ShowPanel{Panel::Learn}));
  }

  void act(const Action& action) {
    app_->dispatch({action}, now_ += 1);
    ASSERT_TRUE(app_->settle(60s)) << "a reading never came";
    ASSERT_FALSE(app_->state().notice) << app_->state().notice->text;
  }
  void teach(TeachAction what) { act(Command(Teach{std::move(what)})); }
  [[nodiscard]] const TeachState& state() const { return app_->state().teach; }

  std::unique_ptr<Application> app_;
  Seconds now_ = 0;
};

/// Another answer of the same kind that must not count.
LessonValue wrong_answer(const LessonQuestion& question) {
  if (const auto* yes = std::get_if<bool>(&question.answer)) return LessonValue(!*yes);
  if (const auto* number = std::get_if<double>(&question.answer))
    return LessonValue(*number + 2 * question.tolerance + 1);
  const auto other = std::ranges::find_if(
      question.choices, [&](const std::string& word) { return word != std::get<std::string>(question.answer); });
  return LessonValue(other == question.choices.end() ? std::string("no word of the text") : *other);
}

TEST_F(ShippedLessons, AreThereAndShort) {
  ASSERT_TRUE(state().lessons);
  EXPECT_GE(state().lessons->size(), 12U);
  std::set<std::string> titles;
  const auto lessons = state().lessons;  // progress makes another list
  for (const LessonCard& card : *lessons) {
    SCOPED_TRACE(card.key);
    EXPECT_TRUE(titles.insert(card.title).second) << "a title that stands twice";
    EXPECT_FALSE(card.about.empty());
    EXPECT_GE(card.steps, 3);
    EXPECT_LE(card.steps, 8);
    EXPECT_GE(card.questions, 2);
  }
}

TEST_F(ShippedLessons, TellWhatTheModelTells) {
  const auto lessons = state().lessons;  // progress makes another list
  std::set<std::string> models;
  for (const LessonCard& card : *lessons) {
    teach(StartLesson{card.key});
    ASSERT_TRUE(state().lesson) << card.key;
    const std::shared_ptr<const Lesson> lesson = state().lesson;
    for (std::size_t i = 0; i < lesson->steps.size(); ++i) {
      const LessonStep& step = lesson->steps[i];
      SCOPED_TRACE(card.key + ", step " + std::to_string(i + 1) + ": " + step.title);
      teach(GoToStep{static_cast<int>(i)});
      EXPECT_EQ(state().step, static_cast<int>(i));
      EXPECT_TRUE(app_->state().view) << "there is nothing to see";
      models.insert(app_->state().scene.model);
      EXPECT_LE(step.text.size() + step.try_this.size(), 420U) << "too long to be read beside the picture";
      if (!step.question) continue;

      teach(GiveAnswer{wrong_answer(*step.question)});
      ASSERT_TRUE(state().verdict);
      EXPECT_FALSE(state().verdict->right);
      teach(GiveAnswer{step.question->answer});
      ASSERT_TRUE(state().verdict);
      EXPECT_TRUE(state().verdict->right) << "the file says " << in_words(*step.question, step.question->answer)
                                          << ", the model " << in_words(*step.question, state().verdict->model);
      if (step.question->then) {
        Scene shown = app_->state().scene;
        shown.lesson.reset();
        EXPECT_EQ(shown, *step.question->then);
      }
    }
    const LessonProgress& progress = *state().progress;
    EXPECT_EQ(static_cast<int>(progress.right.size()), card.questions);
    teach(CloseLesson{});
    EXPECT_EQ(app_->state().scene, first_scene());
    EXPECT_EQ(app_->state().card.name, first_scene().model) << "the own model is back as well";
  }
  for (const char* model : {"reader", "writer", "by-hand/cat-sat", "by-hand/der-hund"}) {
    EXPECT_TRUE(models.contains(model)) << model << " has no lesson";
  }
}

TEST_F(ShippedLessons, ComeBackAsTheyWereWritten) {
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ATTNSCOPE_ASSETS) / "lessons")) {
    if (entry.path().extension() != ".json") continue;
    const Result<Lesson> lesson = load_lesson(entry.path());
    ASSERT_TRUE(lesson.ok()) << to_line(lesson.error());
    const Result<Lesson> again = lesson_from_json(to_json(*lesson), "again");
    ASSERT_TRUE(again.ok()) << to_line(again.error());
    EXPECT_EQ(*again, *lesson) << entry.path();
  }
}

}  // namespace
}  // namespace attnscope::test
