#include "app/present/lecture.h"

#include <gmock/gmock.h>

#include "app/present/lecture_history.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

LectureScene stop(const std::string& title) { return {.title = title, .notes = {}, .scene = first_scene()}; }

Lecture three_scenes() { return {.title = "Three", .scenes = {stop("a"), stop("b"), stop("c")}}; }

std::vector<std::string> titles_of(const Lecture& lecture) {
  std::vector<std::string> all;
  for (const LectureScene& scene : lecture.scenes) all.push_back(scene.title);
  return all;
}

TEST(Lecture, IsBuiltByEdits) {
  Lecture lecture;
  for (const char* title : {"a", "c"}) lecture = attnscope::apply(lecture, AddScene{.scene = stop(title)});
  lecture = attnscope::apply(lecture, AddScene{.at = 1, .scene = stop("b")});
  EXPECT_THAT(titles_of(lecture), ElementsAre("a", "b", "c"));
  lecture = attnscope::apply(lecture, SetNotes{1, "say this"});
  lecture = attnscope::apply(lecture, RenameScene{1, "B"});
  Scene other = first_scene();
  other.multiplier = 3;
  lecture = attnscope::apply(lecture, RetakeScene{1, other});
  EXPECT_EQ(lecture.scenes[1], (LectureScene{.title = "B", .notes = "say this", .scene = other}));
  lecture = attnscope::apply(lecture, RemoveScene{0});
  EXPECT_THAT(titles_of(lecture), ElementsAre("B", "c"));
}

TEST(Lecture, AMovedSceneStandsWhereItWasMovedTo) {
  EXPECT_THAT(titles_of(attnscope::apply(three_scenes(), MoveScene{0, 2})), ElementsAre("b", "c", "a"));
  EXPECT_THAT(titles_of(attnscope::apply(three_scenes(), MoveScene{2, 0})), ElementsAre("c", "a", "b"));
  EXPECT_THAT(titles_of(attnscope::apply(three_scenes(), MoveScene{1, 1})), ElementsAre("a", "b", "c"));
}

TEST(Lecture, WhatIsNotThereChangesNothing) {
  const Lecture lecture = three_scenes();
  const std::size_t far = 3;
  for (const LectureEdit& edit :
       std::vector<LectureEdit>{RemoveScene{far}, MoveScene{far, 0}, MoveScene{0, far}, RenameScene{far, "x"},
                                SetNotes{far, "x"}, RetakeScene{far, Scene{}}}) {
    EXPECT_EQ(attnscope::apply(lecture, edit), lecture) << edit.index();
  }
}

TEST(Lecture, NamesTheSceneThatDoesNotFit) {
  EXPECT_TRUE(check(three_scenes()).ok());
  const auto said = [](const LectureEdit& edit) {
    const Status checked = check(attnscope::apply(three_scenes(), edit));
    return checked ? "sound" : to_line(checked.error());
  };
  EXPECT_EQ(said(SetNotes{2, std::string(kMaxNotesBytes, 'n')}), "sound");
  EXPECT_THAT(said(SetNotes{2, std::string(kMaxNotesBytes + 1, 'n')}), HasSubstr("scene 3, notes"));
  EXPECT_THAT(said(RenameScene{0, "\xFF"}), HasSubstr("scene 1, title"));
  Scene nameless = first_scene();
  nameless.model.clear();
  EXPECT_THAT(said(RetakeScene{1, nameless}), HasSubstr("scene 2, model"));
  EXPECT_THAT(said(RenameLecture{"\xFF"}), HasSubstr("lecture, title"));
  EXPECT_THAT(said(SetLecture{{.title = {}, .scenes = std::vector(kMostLectureScenes + 1, stop(""))}}),
              HasSubstr("200 scenes"));
  Scene long_one = first_scene();
  long_one.text = std::string(kMaxTextBytes, 'a');
  LectureScene page = stop("");
  page.scene = long_one;
  EXPECT_EQ(said(SetLecture{{.title = {}, .scenes = {page}}}), "sound");
  EXPECT_THAT(said(SetLecture{{.title = {}, .scenes = {page, page}}}), HasSubstr("2 MB"));
  page.scene.audit = Audit{.query = {}, .source = {}, .from = long_one.text};
  EXPECT_THAT(said(SetLecture{{.title = {}, .scenes = {page}}}), HasSubstr("2 MB"));
}

TEST(Lecture, ASceneWithoutATitleIsCalledByItsSentence) {
  EXPECT_EQ(name_of(stop("The trophy")), "The trophy");
  EXPECT_EQ(name_of(stop("")), first_scene().text);
  LectureScene experiment = stop("");
  experiment.scene.page = Page::RootD;
  EXPECT_EQ(name_of(experiment), title_of(Page::RootD));
}

TEST(LectureHistory, TakesBackWhatWasDone) {
  LectureHistory history(three_scenes());
  ASSERT_TRUE(history.edit(RemoveScene{0}, 0).ok());
  ASSERT_TRUE(history.edit(MoveScene{0, 1}, 0).ok());
  EXPECT_THAT(titles_of(history.current()), ElementsAre("c", "b"));
  EXPECT_TRUE(history.undo());
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current(), three_scenes());
  EXPECT_FALSE(history.undo());
  EXPECT_TRUE(history.redo());
  EXPECT_THAT(titles_of(history.current()), ElementsAre("b", "c"));
  ASSERT_TRUE(history.edit(RenameScene{0, "x"}, 0).ok());
  EXPECT_FALSE(history.can_redo());
}

TEST(LectureHistory, TypingIntoOneFieldIsOneStep) {
  LectureHistory history(three_scenes());
  Seconds now = 10;
  for (const char* typed : {"s", "sa", "say"}) {
    ASSERT_TRUE(history.edit(SetNotes{0, typed}, now).ok());
    now += LectureHistory::kTypingPause / 2;
  }
  ASSERT_TRUE(history.edit(SetNotes{1, "other"}, now).ok());
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().scenes[0].notes, "say");
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current(), three_scenes());
  now += 2 * LectureHistory::kTypingPause;
  ASSERT_TRUE(history.edit(SetNotes{0, "a"}, now).ok());
  ASSERT_TRUE(history.edit(SetNotes{0, "ab"}, now + 2 * LectureHistory::kTypingPause).ok());
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current().scenes[0].notes, "a");
}

TEST(LectureHistory, RefusesWhatDoesNotFitAndForgetsTheOldest) {
  LectureHistory history(three_scenes());
  EXPECT_FALSE(history.edit(RenameLecture{"\xFF"}, 0).ok());
  EXPECT_EQ(history.current(), three_scenes());
  EXPECT_FALSE(history.can_undo());
  for (int i = 0; i < 250; ++i) ASSERT_TRUE(history.edit(MoveScene{0, 2}, i).ok());
  int steps = 0;
  while (history.undo()) ++steps;
  EXPECT_EQ(steps, static_cast<int>(LectureHistory::kMostLectures) - 1);
}

TEST(LectureHistory, LongTextsDoNotPileUpWhereverTheyStand) {
  LectureScene page = stop("");
  page.scene.text_b = std::string(kMaxTextBytes, 'b');
  LectureHistory history({.title = {}, .scenes = {page}});
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(history.edit(RenameScene{0, std::to_string(i)}, 10 * i).ok());
  int steps = 0;
  while (history.undo()) ++steps;
  EXPECT_LT(static_cast<std::size_t>(steps) * kMaxTextBytes, LectureHistory::kMostBytes);
  EXPECT_GT(steps, 10);
}

}  // namespace
}  // namespace attnscope::test
