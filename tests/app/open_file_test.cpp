#include "app/open_file.h"

#include <gmock/gmock.h>

#include "app/present/lecture_json.h"
#include "app/scene_json.h"
#include "app/teach/lesson_json.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Lesson a_lesson() {
  Lesson lesson;
  lesson.title = "Mine";
  lesson.steps.push_back({.title = "One", .text = "Look.", .try_this = {}, .scene = first_scene(), .question = {}});
  return lesson;
}

class OpenFile : public ::testing::Test {
 protected:
  std::string complaint(std::string_view name) {
    const Result<FileContent> opened = open_file(folder_ / name);
    return opened ? "" : to_line(opened.error());
  }

  TemporaryFolder folder_;
};

TEST_F(OpenFile, ReadsAFileAsWhatItSaysItIs) {
  const Lecture lecture{.title = "t", .scenes = {}};
  folder_.write("scene.json", to_json(first_scene()));
  folder_.write("lecture.JSON", to_json(lecture));
  folder_.write("lesson.json", to_json(a_lesson()));
  folder_.write("model.safetensors", "");
  EXPECT_EQ(std::get<Scene>(*open_file(folder_ / "scene.json")), first_scene());
  EXPECT_EQ(std::get<Lecture>(*open_file(folder_ / "lecture.JSON")), lecture);
  EXPECT_EQ(std::get<Lesson>(*open_file(folder_ / "lesson.json")), a_lesson());
  EXPECT_TRUE(std::holds_alternative<ModelFolder>(*open_file(folder_ / "model.safetensors")));
  EXPECT_TRUE(std::holds_alternative<ModelFolder>(*open_file(folder_ / ".")));
}

TEST_F(OpenFile, SaysWhatIsWrongAsTheKindThatItIs) {
  folder_.write("broken.json", "{");
  folder_.write("list.json", "[1]");
  folder_.write("other.json", R"({"format": "attnscope settings", "version": 1})");
  folder_.write("newer.json", R"({"format": "attnscope lesson", "version": 2})");
  folder_.write("lesson.json", R"({"format": "attnscope lesson", "version": 1, "title": "t", "steps": [{}]})");
  EXPECT_THAT(complaint("none.json"), AllOf(HasSubstr("none.json"), HasSubstr("no such file")));
  EXPECT_THAT(complaint("broken.json"), AllOf(HasSubstr("broken.json"), HasSubstr("line 1")));
  EXPECT_THAT(complaint("list.json"), HasSubstr("list.json"));
  EXPECT_THAT(complaint("other.json"), HasSubstr("expected 'attnscope scene', found 'attnscope settings'"));
  EXPECT_THAT(complaint("newer.json"), HasSubstr("newer than this program"));
  EXPECT_THAT(complaint("lesson.json"), AllOf(HasSubstr("line 1"), HasSubstr("steps[0].title")));
}

TEST_F(OpenFile, HoldsEachKindToItsOwnSize) {
  const auto padded = [](std::string text, std::size_t bytes) { return text + std::string(bytes - text.size(), ' '); };
  folder_.write("lesson.json", padded(to_json(a_lesson()), kMostLessonBytes));
  EXPECT_EQ(complaint("lesson.json"), "");
  folder_.write("lesson.json", padded(to_json(a_lesson()), kMostLessonBytes + 1));
  EXPECT_THAT(complaint("lesson.json"), HasSubstr("holds 4194305 bytes, expected at most 4194304"));
  folder_.write("scene.json", padded(to_json(first_scene()), kMostLessonBytes + 1));
  EXPECT_EQ(complaint("scene.json"), "");
}

}  // namespace
}  // namespace attnscope::test
