#include <nlohmann/json.hpp>

#include "app/plans/present_plan.h"
#include "app/present/lecture_json.h"
#include "app/scene_json.h"
#include "tests/app/application_support.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

Scene scene_of(const std::string& text, float multiplier = 1) {
  Scene scene;
  scene.text = text;
  scene.multiplier = multiplier;
  return scene;
}

Lecture two_scenes() {
  return {.title = "Two",
          .scenes = {{.title = "first", .notes = "n1", .scene = scene_of("the first one")},
                     {.title = "second", .notes = "n2", .scene = scene_of("the second one", 3)}}};
}

class PresentTest : public ApplicationTest {
 protected:
  void start_with_lecture() {
    start();
    act({ChangeLecture{SetLecture{two_scenes()}}});
  }
  [[nodiscard]] const Presentation& presenting() const { return *state().presenting; }
};

TEST_F(PresentTest, WalksThroughTheScenesAndComesBack) {
  start_with_lecture();
  act({SetText{"what was there before"}});
  settle();
  const Scene before = state().scene;
  act({ShowPanel{Panel::Help}, StartPresenting{}});
  settle();
  EXPECT_EQ(state().panel, Panel::None);
  EXPECT_EQ(state().scene, two_scenes().scenes[0].scene);
  act({Present{PresentMove::Next}});
  settle();
  EXPECT_EQ(state().scene, two_scenes().scenes[1].scene);
  ASSERT_TRUE(state().reading);
  EXPECT_EQ(state().reading->text, "the second one");
  act({Present{PresentMove::Next}});
  EXPECT_EQ(presenting().scene, 1);
  act({StopPresenting{}});
  settle();
  EXPECT_FALSE(state().presenting);
  EXPECT_EQ(state().scene, before);
  EXPECT_TRUE(state().can_undo) << "the history from before is back, too";
  act({Undo{}});
  EXPECT_EQ(state().scene.text, scene_.text);
}

TEST_F(PresentTest, WhatIsChangedBeforeTheRoomIsNotStoredUnlessAsked) {
  start_with_lecture();
  act({StartPresenting{1}});
  act({SetMultiplier{0.2F}, EndGesture{}});
  EXPECT_FLOAT_EQ(state().scene.multiplier, 0.2F);
  EXPECT_EQ(state().lecture, two_scenes());
  act({Present{PresentMove::Before}, Present{PresentMove::Next}});
  EXPECT_EQ(state().scene.multiplier, 3) << "the scene is shown as it was stored";
  act({SetMultiplier{0.2F}, EndGesture{}, KeepScene{}, StopPresenting{}});
  EXPECT_FLOAT_EQ(state().lecture.scenes[1].scene.multiplier, 0.2F);
  EXPECT_EQ(state().lecture.scenes[1].notes, "n2");
  EXPECT_EQ(state().lecture.scenes[0], two_scenes().scenes[0]);
}

TEST_F(PresentTest, WithoutALectureTheSceneIsShownAloneAndStays) {
  start();
  const Scene before = state().scene;
  act({StartPresenting{}});
  EXPECT_EQ(state().scene, before);
  EXPECT_EQ(presenting().count, 0);
  act({Present{PresentMove::Next}, SetText{"typed before the room"}, KeepScene{}, StopPresenting{}});
  EXPECT_EQ(state().scene.text, "typed before the room") << "nothing was set aside, so nothing is lost";
  EXPECT_TRUE(state().lecture.scenes.empty());
}

TEST_F(PresentTest, NothingPopsUpBeforeTheRoom) {
  start_with_lecture();
  act({StartPresenting{}, ShowPanel{Panel::Help}});
  EXPECT_EQ(state().panel, Panel::None);
  act({Present{PresentMove::Black}});
  EXPECT_TRUE(presenting().black);
  act({PresentScene{1}});
  EXPECT_FALSE(presenting().black);
  EXPECT_EQ(presenting().scene, 1);
  act({StartPresenting{}});
  EXPECT_EQ(presenting().scene, 1) << "it goes on already";
  act({StopPresenting{}, StopPresenting{}, Present{PresentMove::Next}, PresentScene{1}});
  EXPECT_FALSE(state().presenting);
}

TEST_F(PresentTest, AClickerRevealsWhatTheRoomExpectedBeforeItWalksOn) {
  start();
  Lecture lecture = two_scenes();
  lecture.scenes[0].scene.prediction = Prediction{};
  act({ChangeLecture{SetLecture{lecture}}, StartPresenting{}});
  settle();
  EXPECT_FALSE(state().view) << "nothing tells before";
  EXPECT_EQ(present_body(state()), PresentBody::Predict);
  act({Present{PresentMove::Black}, Present{PresentMove::Next}});
  settle();
  EXPECT_EQ(presenting().scene, 0);
  EXPECT_FALSE(presenting().black);
  EXPECT_TRUE(state().scene.prediction->revealed);
  EXPECT_TRUE(state().view);
  act({Present{PresentMove::Next}});
  EXPECT_EQ(presenting().scene, 1);
  act({Present{PresentMove::Before}});
  EXPECT_FALSE(state().scene.prediction->revealed) << "it is shown as it was stored";
}

TEST_F(PresentTest, AWorkedExampleBringsItsNumbers) {
  const Result<WorkedExample> example = load_worked(ATTNSCOPE_ASSETS, "by-hand/cat-sat");
  ASSERT_TRUE(example.ok());
  options_.worked = {*example};
  start();
  Lecture lecture = two_scenes();
  for (LectureScene& scene : lecture.scenes) scene.scene.model = example->name;  // as a person writes it into a file
  act({ChangeLecture{SetLecture{lecture}}, StartPresenting{}});
  EXPECT_TRUE(state().scene.worked) << "so that it is not said to have been trained";
  act({Present{PresentMove::Next}});
  EXPECT_TRUE(state().scene.worked);
}

TEST_F(PresentTest, WhatWasSaidBeforeIsNotForTheRoom) {
  start_with_lecture();
  act({OpenPath{"/no/such/file"}});
  settle();
  ASSERT_THAT(notice(), HasSubstr("/no/such/file"));
  act({StartPresenting{}});
  EXPECT_EQ(notice(), "");
  act({OpenPath{"/no/such/file"}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("/no/such/file")) << "what goes wrong before the room is said there";
}

TEST_F(PresentTest, UndoMeansTheLectureWhereItStandsInFront) {
  start_with_lecture();
  act({SetText{"another"}, ShowPanel{Panel::Lecture}, ChangeLecture{RemoveScene{0}}});
  ASSERT_EQ(state().lecture.scenes.size(), 1U);
  act({Undo{}});
  EXPECT_EQ(state().lecture, two_scenes());
  EXPECT_EQ(state().scene.text, "another");
  act({Redo{}});
  EXPECT_EQ(state().lecture.scenes.size(), 1U);
  act({ShowPanel{Panel::None}, Undo{}});
  EXPECT_EQ(state().lecture.scenes.size(), 1U);
  EXPECT_EQ(state().scene.text, scene_.text);
}

TEST_F(PresentTest, RefusesWhatDoesNotFitIntoALecture) {
  start_with_lecture();
  act({ChangeLecture{RenameScene{0, "\xFF"}}});
  EXPECT_EQ(state().lecture, two_scenes());
  EXPECT_THAT(notice(), HasSubstr("scene 1, title"));
}

TEST_F(PresentTest, TheScenesHavePicturesOnceSomebodyLooks) {
  start();
  Lecture lecture = two_scenes();
  lecture.scenes.push_back({.title = "fails", .notes = {}, .scene = scene_of("nan")});
  lecture.scenes.push_back(lecture.scenes[0]);
  act({ChangeLecture{SetLecture{lecture}}});
  settle();
  EXPECT_TRUE(state().pictures.empty());
  act({ShowPanel{Panel::Lecture}});
  settle();
  ASSERT_EQ(state().pictures.size(), 4U);
  EXPECT_EQ(state().pictures[2], nullptr);
  EXPECT_EQ(state().pictures[3], state().pictures[0]);
  act({ShowPanel{Panel::None}, SetScene{lecture.scenes[1].scene}});
  settle();
  ASSERT_TRUE(state().pictures[1]);
  EXPECT_EQ(state().pictures[1]->weights, state().view->weights) << "what the scene itself shows, at its own scale";
  EXPECT_EQ(state().pictures[1]->query, state().query);
  EXPECT_NE(state().pictures[0]->weights, state().pictures[1]->weights);
}

TEST_F(PresentTest, ExportsOnAThreadOfItsOwn) {
  TemporaryFolder folder;
  options_.export_lecture = [](const Lecture& lecture, const std::filesystem::path& path, const Settings&,
                               const WorkControl& control) -> WorkOutcome {
    control.tell(1, 2);
    return "Wrote " + std::to_string(lecture.scenes.size()) + " scenes to " + path.string();
  };
  start();
  act({ExportLectureTo{"l.pdf"}});
  EXPECT_THAT(notice(), HasSubstr("has no scene yet"));
  act({DismissNotice{}, ChangeLecture{SetLecture{two_scenes()}}, ShowPanel{Panel::ExportLecture},
       ExportLectureTo{"l.pdf"}});
  EXPECT_EQ(state().panel, Panel::None);
  while (notice().empty()) {
    std::this_thread::yield();
    after(0.001);
  }
  EXPECT_EQ(notice(), "Wrote 2 scenes to l.pdf");
  EXPECT_FALSE(state().work);
}

class LectureFilesTest : public PresentTest {
 protected:
  LectureFilesTest() { options_.state_file = folder_ / "state/session.json"; }

  void start_from_files() {
    options_.open_source = models_.opener();
    options_.scene.reset();
    app_.reset();
    app_ = std::make_unique<Application>(options_);
    settle();
  }

  TemporaryFolder folder_;
};

TEST_F(LectureFilesTest, TheLectureComesBackAndSoDoesWhatWasThereBeforeIt) {
  start_from_files();
  const Scene before = state().scene;
  act({ChangeLecture{SetLecture{two_scenes()}}, StartPresenting{1}, SetText{"before the room"}});
  after(1);  // the files are due
  while (!folder_.has("state/lecture.json")) after(1);
  app_->settle(60s);
  start_from_files();  // as after a crash: nobody left the presentation
  EXPECT_EQ(state().lecture, two_scenes());
  EXPECT_EQ(state().scene, before);
  EXPECT_FALSE(state().presenting);
}

TEST_F(LectureFilesTest, IsSavedAndOpenedLikeAScene) {
  start_from_files();
  act({ChangeLecture{SetLecture{two_scenes()}}, SaveLectureTo{(folder_ / "mine.json").string()}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("Saved as"));
  const Scene before = state().scene;
  act({ChangeLecture{SetLecture{}}, StartPresenting{}, OpenPath{(folder_ / "mine.json").string()}});
  settle();
  EXPECT_EQ(state().lecture, two_scenes());
  EXPECT_EQ(state().panel, Panel::Lecture);
  EXPECT_FALSE(state().presenting);
  EXPECT_EQ(state().scene, before);
  folder_.write("bad.json", R"({"format": "attnscope lecture", "version": 1, "scenes": [{}]})");
  act({OpenPath{(folder_ / "bad.json").string()}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("scene 1.scene"));
  EXPECT_EQ(state().lecture, two_scenes());
}

TEST_F(LectureFilesTest, AWorkedExampleIsOpenedWithItsNumbers) {
  const Result<WorkedExample> example = load_worked(ATTNSCOPE_ASSETS, "by-hand/der-hund");
  ASSERT_TRUE(example.ok());
  options_.worked = {*example};
  start_from_files();
  folder_.write("by-hand.json", R"({"format": "attnscope lecture", "version": 1, "scenes":
                 [{"scene": {"text": "Der Hund", "model": "by-hand/der-hund"}}]})");
  act({OpenPath{(folder_ / "by-hand.json").string()}});
  settle();
  ASSERT_EQ(state().lecture.scenes.size(), 1U);
  const Scene& scene = state().lecture.scenes[0].scene;
  EXPECT_TRUE(scene.worked);
  EXPECT_EQ(scene.text, "Der Hund");
  EXPECT_EQ(scene.text_b, example->text_b) << "without which there is nothing to show";
}

TEST_F(LectureFilesTest, ALectureThatCannotBeReadIsSetAside) {
  std::filesystem::create_directories(folder_ / "state");
  folder_.write("state/lecture.json", "{");
  start_from_files();
  EXPECT_TRUE(folder_.has("state/lecture.json.bad"));
  EXPECT_THAT(notice(), HasSubstr("The lecture could not be read"));
}

}  // namespace
}  // namespace attnscope::test
