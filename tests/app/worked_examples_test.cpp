#include "app/worked_examples.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "app/scene_json.h"
#include "io/file.h"
#include "tests/app/random_edits.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

std::string asset(const std::string& name) {
  return *read_text_file(std::filesystem::path(ATTNSCOPE_ASSETS) / "worked" / (name + ".json"), 1 << 16);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string complaint(const std::string& text) {
  const Result<WorkedExample> read = worked_from_json(text, "f.json");
  EXPECT_FALSE(read.ok());
  return read ? "" : to_line(read.error());
}

TEST(WorkedJson, EveryExampleComesBackAsItWasWritten) {
  for (const WorkedExample& example : list_worked(ATTNSCOPE_ASSETS)) {
    const Result<WorkedExample> again = worked_from_json(to_json(example), "again");
    ASSERT_TRUE(again.ok()) << to_line(again.error());
    EXPECT_EQ(again->worked, example.worked);
    EXPECT_EQ(again->text, example.text);
    EXPECT_EQ(again->query, example.query);
  }
}

TEST(WorkedJson, EveryTruncationIsRefusedInOneLine) {
  for (const std::string name : {"cat-sat", "words-to-qkv"}) {
    const std::string whole = asset(name);
    const std::size_t end = whole.find_last_of('}');
    for (std::size_t size = 0; size <= end; ++size) {
      const Result<WorkedExample> read = worked_from_json(whole.substr(0, size), "f.json");
      ASSERT_FALSE(read.ok()) << size;
      EXPECT_THAT(to_line(read.error()), HasSubstr("f.json"));
      EXPECT_EQ(to_line(read.error()).find('\n'), std::string::npos);
    }
  }
}

TEST(WorkedJson, SaysWhichLineOrFieldIsWrong) {
  const std::string cat = asset("cat-sat");
  EXPECT_THAT(complaint(replaced(cat, "\"query\": \"sat\",", "\"query\": \"sat\"")), HasSubstr("line 8"));
  EXPECT_THAT(complaint(replaced(cat, "0.7]", "\"x\"]")), HasSubstr("q: row 2, number 3: expected a number"));
  EXPECT_THAT(complaint(replaced(cat, "0.7]", "1e9]")), HasSubstr("q: row 2, number 3: expected a number from -100"));
  EXPECT_THAT(complaint(replaced(cat, ", 0.7]", "]")), HasSubstr("q: row 2: expected 3 numbers as in row 1, found 2"));
  EXPECT_THAT(complaint(replaced(cat, "The cat sat\",\n  \"query", "The cat\",\n  \"query")),
              HasSubstr("Q: expected 2 rows of 3 numbers, found 3 rows of 3 numbers"));
  EXPECT_THAT(complaint(replaced(cat, "\"tied\": true", "\"tied\": false")), HasSubstr("k: this field is missing"));
  EXPECT_THAT(complaint(replaced(cat, "\"note\"", "\"nute\"")), HasSubstr("there is no field \"nute\""));
  EXPECT_THAT(complaint(replaced(cat, "\"scale\": \"1\"", "\"scale\": \"2\"")), HasSubstr("scale: expected one of 1"));
  EXPECT_THAT(complaint(replaced(cat, "\"tied\": true", "\"tied\": true, \"k\": [[1]]")), HasSubstr("k: is q"));
  EXPECT_THAT(complaint(replaced(cat, "\"q\": [[", "\"q\": [[], [")), HasSubstr("q: expected rows of numbers"));
  EXPECT_THAT(complaint(replaced(asset("words-to-qkv"), "\"w_k\": [[2, 0, 0, 0]", "\"w_k\": [[2, 0]")),
              HasSubstr("w_k: row 2"));
  EXPECT_THAT(complaint(replaced(asset("words-to-qkv"), "\"w_v\"", "\"q\": [[1]], \"w_v\"")),
              HasSubstr("q: there is x, or there are q, k and v"));
}

TEST(WorkedJson, RefusesWhatIsTooLarge) {
  const std::string cat = asset("cat-sat");
  std::string wide = "\"q\": [[0";
  for (int i = 0; i < kMaxWorkedDims; ++i) wide += ", 0";
  EXPECT_THAT(complaint(replaced(cat, "\"q\": [[0.2", wide)), HasSubstr("at most 12 words and 16 dimensions"));
  std::string tall = "\"q\": [";
  for (int i = 0; i < 17; ++i) tall += "[1, 2, 3], ";
  EXPECT_THAT(complaint(replaced(cat, "\"q\": [", tall)), HasSubstr("at most 12 words and 16 dimensions"));
  EXPECT_FALSE(worked_from_json(replaced(cat, "The cat sat", std::string(2000000, 'x')), "f").ok());
}

TEST(WorkedFiles, AreListedByNameAndTheirErrorsAreTold) {
  const TemporaryFolder folder;
  const std::filesystem::path worked = folder / "worked";
  const std::filesystem::path assets = worked.parent_path();
  std::filesystem::create_directories(worked);
  ASSERT_TRUE(write_file_atomically(worked / "b.json", asset("cat-sat")).ok());
  ASSERT_TRUE(write_file_atomically(worked / "a.json", asset("look-up")).ok());
  ASSERT_TRUE(write_file_atomically(worked / "bad.json", "{").ok());
  ASSERT_TRUE(write_file_atomically(worked / "notes.txt", "{").ok());
  std::vector<std::string> names;
  for (const WorkedExample& example : list_worked(assets)) names.push_back(example.name);
  EXPECT_THAT(names, ::testing::ElementsAre("by-hand/a", "by-hand/b"));
  EXPECT_THAT(to_line(load_worked(assets, "by-hand/bad").error()), HasSubstr("bad.json"));
  EXPECT_THAT(to_line(load_worked(assets, "by-hand/none").error()), HasSubstr("by-hand/a, by-hand/b"));
  EXPECT_TRUE(list_worked(assets / "nowhere").empty());
}

TEST(TakeNumbers, LeavesWhatHasNumbersAndWordsOfItsOwn) {
  const std::vector<WorkedExample> examples = list_worked(ATTNSCOPE_ASSETS);
  Scene scene;
  scene.model = "by-hand/cat-sat";
  scene.text = "The big cat sat";
  scene.beside.emplace().model = "by-hand/cat-sat";
  take_numbers(examples, scene);
  ASSERT_TRUE(check(scene).ok());
  EXPECT_EQ(scene.text, "The big cat sat");
  EXPECT_EQ((*scene.worked)[WorkedTable::Query](2, 0), 0.9F) << "cat's numbers went with cat";
  EXPECT_EQ(scene.query.word, "sat");
  EXPECT_EQ(scene.beside->text, "The cat sat");

  const Scene before = scene;
  take_numbers(examples, scene);
  EXPECT_EQ(scene, before);
  Scene other = first_scene();
  take_numbers(examples, other);
  EXPECT_EQ(other, first_scene());
}

}  // namespace
}  // namespace attnscope::test
