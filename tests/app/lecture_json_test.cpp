#include "app/present/lecture_json.h"

#include <gmock/gmock.h>

#include "app/action.h"
#include "app/json_document.h"
#include "app/scene_json.h"
#include "tests/app/random_edits.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string lecture_complaint(std::string_view json) {
  const Result<Lecture> lecture = lecture_from_json(json, "l.json");
  return lecture ? "accepted" : to_line(lecture.error());
}

/// A file whose second scene is this.
std::string with_scene(std::string_view scene) {
  return R"({"format": "attnscope lecture", "version": 1, "scenes": [{"scene": {"text": "a"}}, )" + std::string(scene) +
         "]}";
}

Lecture random_lecture(Random& random) {
  Lecture lecture;
  lecture.title = "Who looks \"at\" whom? 🦊";
  for (int i = random.next_below(4); i > 0; --i) {
    lecture.scenes.push_back({.title = "Szene é",
                              .notes = "say this\nthen that",
                              .scene = attnscope::apply(first_scene(), SetScene{random_scene(random)})});
  }
  return lecture;
}

TEST(LectureJson, EveryLectureComesBackAsItWas) {
  Random random(8);
  for (int i = 0; i < 300; ++i) {
    const Lecture lecture = random_lecture(random);
    const Result<Lecture> back = lecture_from_json(to_json(lecture), "");
    ASSERT_TRUE(back.ok()) << to_line(back.error()) << "\n" << to_json(lecture);
    ASSERT_EQ(*back, lecture) << to_json(lecture);
  }
}

TEST(LectureJson, EveryTruncationIsRefused) {
  Random random(9);
  Lecture lecture = random_lecture(random);
  lecture.scenes.resize(1);
  lecture.scenes[0].notes = "\"é猫\\\n";
  const std::string whole = to_json(lecture);
  const std::size_t last_brace = whole.rfind('}');
  for (std::size_t length = 0; length <= last_brace; ++length) {
    EXPECT_NE(lecture_complaint(whole.substr(0, length)), "accepted") << length;
  }
  EXPECT_EQ(lecture_complaint(whole.substr(0, last_brace + 1)), "accepted");
}

TEST(LectureJson, NamesTheSceneAndTheFieldThatIsWrong) {
  EXPECT_EQ(lecture_complaint(with_scene(R"({"scene": {"text": "b"}, "title": "t", "notes": "n"})")), "accepted");
  for (const auto& [scene, named] : std::vector<std::pair<std::string_view, std::string>>{
           {R"({"scene": {"text": "b", "multiplier": 99}})", "scene 2.scene.multiplier"},
           {R"({"scene": {"text": "b", "beside": {"text": "c", "mask": {"kind": "no"}}}})",
            "scene 2.scene.beside.mask.kind"},
           {R"({"scene": {}})", "scene 2.scene.text"},
           {R"({"title": "t"})", "scene 2.scene"},
           {R"({"scene": {"text": "b"}, "title": 7})", "scene 2.title"},
           {R"({"scene": {"text": "b"}, "notes": [1]})", "scene 2.notes"},
           {R"({"scene": {"text": "b"}, "note": "n"})", "'note'"},
           {R"(7)", "scene 2"},
       }) {
    EXPECT_THAT(lecture_complaint(with_scene(scene)),
                AllOf(HasSubstr("l.json: "), HasSubstr(named), Not(HasSubstr("\n"))))
        << scene;
  }
}

TEST(LectureJson, RefusesOtherFilesAndTooMuch) {
  EXPECT_THAT(lecture_complaint(to_json(first_scene())), HasSubstr("format"));
  EXPECT_THAT(lecture_complaint(R"({"format": "attnscope lecture", "version": 2, "scenes": []})"), HasSubstr("newer"));
  EXPECT_THAT(lecture_complaint(R"({"format": "attnscope lecture", "version": 1})"), HasSubstr("scenes"));
  EXPECT_THAT(lecture_complaint(R"({"format": "attnscope lecture", "version": 1, "scenes": {}})"), HasSubstr("scenes"));
  EXPECT_THAT(lecture_complaint(
                  with_scene(R"({"scene": {"text": "b"}, "notes": ")" + std::string(kMaxNotesBytes + 1, 'n') + "\"}")),
              HasSubstr("scene 2.notes"));
  std::string many;
  for (std::size_t i = 0; i < kMostLectureScenes; ++i) many += R"({"scene": {"text": "b"}}, )";
  EXPECT_THAT(lecture_complaint(with_scene(many + R"({"scene": {"text": "b"}})")), HasSubstr("at most 200"));
}

TEST(LectureJson, ComesBackFromAFileOrIsNotWritten) {
  const TemporaryFolder folder;
  Lecture large;
  LectureScene scene{.title = {}, .notes = {}, .scene = first_scene()};
  scene.scene.prediction = Prediction{.shares = std::vector<float>(kMostPredicted, 0.123456789F)};
  large.scenes.assign(kMostLectureScenes, scene);
  ASSERT_TRUE(check(large).ok());
  const Status saved = save_lecture(folder / "lecture.json", large);
  ASSERT_FALSE(saved.ok());
  EXPECT_THAT(to_line(saved.error()), HasSubstr("that can be read again"));
  EXPECT_FALSE(folder.has("lecture.json"));
  ASSERT_TRUE(save_lecture(folder / "lecture.json", Lecture{.title = "t", .scenes = {}}).ok());
  EXPECT_EQ(load_lecture(folder / "lecture.json")->title, "t");
  EXPECT_FALSE(load_lecture(folder / "none.json").ok());
}

}  // namespace
}  // namespace attnscope::test
