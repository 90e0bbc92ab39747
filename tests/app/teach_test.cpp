#include "app/teach/lesson_json.h"
#include "app/teach/progress.h"
#include "app/teach/teacher.h"
#include "io/file.h"
#include "tests/app/application_support.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

Lesson two_steps() {
  Lesson lesson;
  lesson.title = "Two steps";
  LessonStep first{.title = "One", .text = "Look.", .try_this = {}, .scene = {}, .question = {}};
  first.scene.text = "the cat sat";
  first.scene.query.word = "sat";
  LessonQuestion question;
  question.ask = "How many words?";
  question.measure = "words";
  question.answer = 4.0;
  question.then = first.scene;
  question.then->text = "the cat sat down";
  first.question = question;
  LessonStep second = first;
  second.title = "Two";
  second.scene.text = "the dog sat";
  second.question.reset();
  lesson.steps = {first, second};
  return lesson;
}

class TeachTest : public ApplicationTest {
 protected:
  TeachTest() {
    std::filesystem::create_directory(folder_ / "lessons");
    EXPECT_TRUE(write_file_atomically(folder_ / "lessons/two.json", to_json(two_steps())).ok());
    options_.lessons = folder_ / "lessons";
    options_.progress_file = folder_ / "progress.json";
  }
  void teach(TeachAction what) {
    act({Command(Teach{std::move(what)})});
    settle();
  }
  [[nodiscard]] const TeachState& lesson() const { return state().teach; }

  TemporaryFolder folder_;
};

TEST_F(TeachTest, AnswersAreCheckedByTheModelOnTheQuestionsScene) {
  start();
  teach(StartLesson{"two"});
  ASSERT_TRUE(lesson().lesson) << notice();
  EXPECT_EQ(state().scene.text, "the cat sat");

  teach(GiveAnswer{LessonValue(3.0)});
  ASSERT_TRUE(lesson().verdict);
  EXPECT_FALSE(lesson().verdict->right) << "the answer is about the longer sentence";
  EXPECT_EQ(std::get<double>(lesson().verdict->model), 4);
  EXPECT_EQ(state().scene.text, "the cat sat down");
  EXPECT_TRUE(lesson().progress->right.empty());

  teach(GiveAnswer{LessonValue(4.0)});
  EXPECT_TRUE(lesson().verdict->right);
  EXPECT_EQ(lesson().progress->right, std::set<int>{0});

  act({Edit(SetText{"the cat sat"})});
  act({Command(Teach{GiveAnswer{LessonValue(std::string("four"))}})});
  settle();
  EXPECT_EQ(state().scene.text, "the cat sat") << "a word is no number: nothing was asked";
}

TEST_F(TeachTest, AnAnswerWaitsForTheReadingAndIsDroppedWhenTheSceneChanges) {
  start();
  teach(StartLesson{"two"});
  models_.pass_door.close();
  act({Command(Teach{GiveAnswer{LessonValue(4.0)}})});
  after(1);
  EXPECT_TRUE(lesson().asked);
  EXPECT_FALSE(lesson().verdict);
  act({Edit(SetText{"something else altogether"})});
  models_.pass_door.open();
  settle();
  EXPECT_FALSE(lesson().asked);
  EXPECT_FALSE(lesson().verdict) << "what is on the screen now is not what was asked about";
}

TEST_F(TeachTest, UndoTakesTheStepBackWithItsText) {
  start();
  const Scene own = state().scene;
  teach(StartLesson{"two"});
  teach(GoToStep{1});
  EXPECT_EQ(lesson().step, 1);
  EXPECT_EQ(state().scene.text, "the dog sat");
  act({Command(Undo{})});
  EXPECT_EQ(lesson().step, 0);
  EXPECT_EQ(state().scene.text, "the cat sat");
  act({Command(Undo{})});
  EXPECT_EQ(state().scene, own);
  EXPECT_FALSE(lesson().lesson);
  act({Command(Redo{})});
  EXPECT_TRUE(lesson().lesson);
}

TEST_F(TeachTest, ClosingGivesBackTheSceneThatWasThereAlsoAfterARestart) {
  start();
  const Scene own = state().scene;
  teach(StartLesson{"two"});
  teach(GoToStep{1});
  const Scene in_lesson = state().scene;
  act({Edit(SetMultiplier{3}), Command(EndGesture{})});
  ASSERT_TRUE(app_->save().ok());

  options_.scene = in_lesson;  // as a session would bring it back
  start();
  ASSERT_TRUE(lesson().lesson);
  EXPECT_EQ(lesson().step, 1);
  teach(CloseLesson{});
  EXPECT_EQ(state().scene, own);
}

TEST_F(TeachTest, ProgressIsRemembered) {
  start();
  act({Command(ShowPanel{Panel::Learn})});
  ASSERT_TRUE(lesson().lessons);
  ASSERT_EQ(lesson().lessons->size(), 1U);
  EXPECT_FALSE(lesson().lessons->front().progress);
  teach(StartLesson{"two"});
  teach(GiveAnswer{LessonValue(4.0)});
  ASSERT_TRUE(app_->save().ok());

  start();
  act({Command(ShowPanel{Panel::Learn})});
  EXPECT_EQ(lesson().lessons->front().progress, (LessonProgress{.step = 0, .right = {0}}));
}

TEST_F(TeachTest, ALessonIsWrittenFromScenesAndOpensAgain) {
  start();
  const std::string file = (folder_ / "own.json").string();
  teach(SaveLesson{file, "Own"});
  EXPECT_NE(notice().find("nothing was recorded"), std::string::npos) << notice();
  teach(RecordStep{"One", "First look."});
  act({Edit(SetMultiplier{0.2F}), Command(EndGesture{})});
  const Scene second = state().scene;
  teach(RecordStep{"Two", "Then flatter."});
  teach(RecordStep{"Three", "Too much."});
  teach(DropStep{2});
  teach(SaveLesson{file, ""});
  EXPECT_NE(notice().find("title"), std::string::npos) << notice();
  EXPECT_FALSE(std::filesystem::exists(file));
  teach(SaveLesson{file, "Own"});

  act({Command(OpenPath{file})});
  settle();
  ASSERT_TRUE(lesson().lesson) << notice();
  EXPECT_EQ(lesson().lesson->title, "Own");
  ASSERT_EQ(lesson().lesson->steps.size(), 2U);
  EXPECT_EQ(lesson().lesson->steps[1].scene, second);
  teach(GoToStep{1});
  EXPECT_EQ(state().scene.multiplier, 0.2F);
}

TEST_F(TeachTest, ALessonThatCouldNotBeReadAgainIsNotWritten) {
  start();
  act({Edit(SetText{std::string(kMaxTextBytes, 'a')})});
  settle();
  for (int i = 0; i < 4; ++i) teach(RecordStep{"Long", "Look."});
  teach(SaveLesson{(folder_ / "long.json").string(), "Long"});
  EXPECT_NE(notice().find("that can be read again"), std::string::npos) << notice();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "long.json"));
}

TEST_F(TeachTest, AFileThatIsNoLessonIsToldAndChangesNothing) {
  start();
  const Scene own = state().scene;
  folder_.write("bad.json", R"({"format": "attnscope lesson", "version": 1, "title": "Bad", "steps": [{}]})");
  act({Command(OpenPath{(folder_ / "bad.json").string()})});
  settle();
  EXPECT_NE(notice().find("steps[0].title"), std::string::npos) << notice();
  EXPECT_NE(notice().find("line 1"), std::string::npos) << notice();
  EXPECT_EQ(state().scene, own);
  teach(StartLesson{"gone"});
  EXPECT_EQ(state().scene, own);
}

TEST(ProgressJson, ComesBackAndRefusesWhatCannotBe) {
  Progress progress;
  progress.lessons["a"] = {.step = 2, .right = {0, 2}};
  progress.lessons["/home/me/\"b\".json"] = {};
  progress.own = first_scene();
  const Result<Progress> again = progress_from_json(to_json(progress), "p");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(*again, progress);
  const auto refused = [](std::string_view lessons) {
    return !progress_from_json(
                R"({"format": "attnscope progress", "version": 1, "lessons": )" + std::string(lessons) + "}", "p")
                .ok();
  };
  EXPECT_FALSE(refused("[]"));
  EXPECT_TRUE(refused(R"([{"lesson": "a", "step": 0, "right": []}])"));
  EXPECT_TRUE(refused(R"([{"lesson": "a", "step": 1, "right": [65]}])"));
  EXPECT_TRUE(refused(R"([{"lesson": "a", "step": 1, "right": ["1"]}])"));
  EXPECT_TRUE(refused(R"({})"));
}

TEST(ProgressJson, IsBounded) {
  Progress progress;
  for (int i = 0; i < 1000; ++i) progress.lessons["lesson " + std::to_string(i)] = {};
  const Result<Progress> again = progress_from_json(to_json(progress), "p");
  ASSERT_TRUE(again.ok()) << to_line(again.error());
  EXPECT_EQ(again->lessons.size(), Progress::kMostLessons);
}

}  // namespace
}  // namespace attnscope::test
