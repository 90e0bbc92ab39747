#include "app/autosave.h"

#include <gmock/gmock.h>

#include "tests/app/fake_source.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

TEST(Autosave, IsDueAMomentAfterTheLastChange) {
  const TemporaryFolder folder;
  Autosave file(folder / "a");
  EXPECT_FALSE(file.due());
  file.touch(10.0);
  EXPECT_DOUBLE_EQ(*file.due(), 10.7);
  file.touch(10.5);
  EXPECT_DOUBLE_EQ(*file.due(), 11.2);
  ASSERT_TRUE(file.save("text").ok());
  EXPECT_FALSE(file.due());
}

TEST(Autosave, HandsThatNeverRestDoNotPutItOffForEver) {
  const TemporaryFolder folder;
  Autosave file(folder / "a");
  for (Seconds now = 0; now < 60; now += 0.1) file.touch(now);
  EXPECT_DOUBLE_EQ(*file.due(), 5.0);
}

TEST(Autosave, WritesIntoFoldersThatAreNotThereYet) {
  const TemporaryFolder folder;
  Autosave file(folder / "state/attnscope/session.json");
  EXPECT_EQ(*file.load(), std::nullopt);
  ASSERT_TRUE(file.save("text").ok());
  EXPECT_EQ(folder.read("state/attnscope/session.json"), "text");
}

TEST(Autosave, WritesOnlyWhatIsNotThereAlready) {
  const TemporaryFolder folder;
  folder.write("a", "text");
  Autosave file(folder / "a");
  EXPECT_EQ(*file.load(), "text");
  folder.write("a", "somebody else's");
  ASSERT_TRUE(file.save("text").ok());
  EXPECT_EQ(folder.read("a"), "somebody else's");
  ASSERT_TRUE(file.save("new text").ok());
  EXPECT_EQ(folder.read("a"), "new text");
}

TEST(Autosave, WritesNothingThatItWouldNotReadAgain) {
  const TemporaryFolder folder;
  Autosave file(folder / "a");
  ASSERT_TRUE(file.save("text").ok());
  const std::string most(Autosave::kMaxBytes + 1, 'a');
  const Status saved = file.save(most);
  ASSERT_FALSE(saved.ok());
  EXPECT_THAT(to_line(saved.error()),
              ::testing::HasSubstr("would hold 67108865 bytes, more than the 67108864 that can be read again"));
  file.begin_save(most, 0, nullptr);
  Status told;
  while (told) told = file.take_outcome();
  EXPECT_EQ(told.error(), saved.error());
  EXPECT_EQ(folder.read("a"), "text");
}

TEST(Autosave, SetsAsideWithoutEverOverwriting) {
  const TemporaryFolder folder;
  for (const char* text : {"first", "second", "third"}) {
    folder.write("a", text);
    Autosave file(folder / "a");
    EXPECT_TRUE(file.set_aside().ok());
    EXPECT_FALSE(folder.has("a"));
  }
  EXPECT_EQ(folder.read("a.bad"), "first");
  EXPECT_EQ(folder.read("a.2.bad"), "second");
  EXPECT_EQ(folder.read("a.3.bad"), "third");
}

TEST(Autosave, WhatCannotBeSetAsideIsNotWrittenOver) {
  const TemporaryFolder folder;
  Autosave file(folder / "missing folder/a");
  EXPECT_FALSE(file.set_aside().ok());
  file.touch(1.0);
  EXPECT_FALSE(file.due());
  EXPECT_TRUE(file.save("text").ok());
  EXPECT_FALSE(folder.has("missing folder/a"));
}

TEST(Autosave, WritesBesideWhileTheProgramGoesOn) {
  const TemporaryFolder folder;
  Gate disk;
  disk.close();
  Autosave file(folder / "a");
  file.touch(1.0);
  file.begin_save("first", 2.0, [&] { disk.pass(); });
  EXPECT_FALSE(file.due());
  disk.await_arrivals(1);
  file.begin_save("second", 3.0, nullptr);
  EXPECT_DOUBLE_EQ(*file.due(), 3.7) << "put off while the first is under way";
  EXPECT_TRUE(file.take_outcome().ok());
  disk.open();
  ASSERT_TRUE(file.save("third").ok());
  EXPECT_EQ(folder.read("a"), "third");
}

TEST(Autosave, AFailureBesideIsToldOnce) {
  const TemporaryFolder folder;
  folder.write("in the way", "");
  Autosave file(folder / "in the way/a");
  Gate disk;
  file.begin_save("text", 1.0, [&] { disk.pass(); });
  disk.await_arrivals(1);
  Status outcome = file.take_outcome();
  while (outcome) outcome = file.take_outcome();
  EXPECT_EQ(outcome.error().code, ErrorCode::Unwritable);
  EXPECT_TRUE(file.take_outcome().ok());
}

TEST(Autosave, AFailureIsToldAndNotRepeatedByItself) {
  const TemporaryFolder folder;
  folder.write("in the way", "");
  Autosave file(folder / "in the way/a");
  file.touch(1.0);
  const Status failed = file.save("text");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, ErrorCode::Unwritable);
  EXPECT_FALSE(file.due());
}

TEST(Autosave, WhoeverClaimsAFileFirstWritesIt) {
  const TemporaryFolder folder;
  std::optional<Autosave> first(folder / "state/a");
  Autosave second(folder / "state/a");
  EXPECT_TRUE(first->claim());
  EXPECT_FALSE(second.claim());
  ASSERT_TRUE(first->save("first").ok());
  EXPECT_TRUE(second.save("second").ok());
  second.begin_save("second beside", 1.0, nullptr);
  EXPECT_TRUE(second.save("second").ok());
  EXPECT_EQ(folder.read("state/a"), "first");
  first.reset();
  second.begin_save("second", 2.0, nullptr);
  EXPECT_TRUE(second.save("second").ok());
  EXPECT_EQ(folder.read("state/a"), "second");
}

TEST(Autosave, WithoutAFileDoesNothing) {
  Autosave file({});
  EXPECT_TRUE(file.claim());
  EXPECT_EQ(*file.load(), std::nullopt);
  file.touch(1.0);
  EXPECT_FALSE(file.due());
  EXPECT_TRUE(file.save("text").ok());
}

TEST(Autosave, AFileBeyondAllBoundsIsNotRead) {
  const TemporaryFolder folder;
  folder.write("a", std::string(Autosave::kMaxBytes + 1, ' '));
  EXPECT_EQ(Autosave(folder / "a").load().error().code, ErrorCode::OutOfLimits);
}

}  // namespace
}  // namespace attnscope::test
