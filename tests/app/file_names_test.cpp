#include "app/file_names.h"

#include <gtest/gtest.h>

namespace attnscope::test {
namespace {

TEST(FileName, IsTheFirstWordsAndTheAskingOne) {
  const std::string text = "The trophy did not fit in the suitcase because it was too big.";
  EXPECT_EQ(file_name(text, "", ".json"), "the-trophy-did-not-fit.json");
  EXPECT_EQ(file_name(text, "it", ".png"), "the-trophy-did-not-fit-it.png");
}

TEST(FileName, HoldsNothingThatAFolderWouldStumbleOver) {
  EXPECT_EQ(file_name("  ../../etc: \"I didn't\", he said\n", "./.", ".png"), "etc-i-didnt-he-said.png");
  EXPECT_EQ(file_name("", "", ".json"), "scene.json");
  EXPECT_EQ(file_name("?!", "[SEP]", ".png"), "scene-sep.png");
  EXPECT_EQ(file_name("\xFF\xFE", "", ".json"), "scene.json");
}

TEST(FileName, OfWhatHasATitleIsTheTitleAlone) {
  EXPECT_EQ(titled_file_name("My lesson", "lesson", ".json"), "my-lesson.json");
  EXPECT_EQ(titled_file_name("Who looks at whom, and why at all?", "lecture", ".pdf"), "who-looks-at-whom-and.pdf");
  EXPECT_EQ(titled_file_name("", "lesson", ".json"), "lesson.json");
  EXPECT_EQ(titled_file_name("?!", "lecture", ".json"), "lecture.json");
}

TEST(FileName, KeepsEveryScriptAndStaysShort) {
  EXPECT_EQ(file_name("中文 字", "字", ".png"), "中文-字-字.png");
  EXPECT_LE(file_name(std::string(5000, 'a'), "", ".json").size(), 70U);
}

}  // namespace
}  // namespace attnscope::test
