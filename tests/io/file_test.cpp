#include "io/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(ReadTextFile, ReadsAllOrRefuses) {
  const TempFolder folder;
  write(folder / "f", "hello");
  write(folder / "empty", "");
  EXPECT_EQ(read_text_file(folder / "f", 5).value(), "hello");
  EXPECT_EQ(read_text_file(folder / "empty", 5).value(), "");
  const auto large = read_text_file(folder / "f", 4);
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(read_text_file(folder / "none", 5).error().code, ErrorCode::NotFound);
}

TEST(WriteFileAtomically, ReplacesAndKeepsPermissions) {
  const TempFolder folder;
  const fs::path file = folder / "f";
  ASSERT_TRUE(write_file_atomically(file, "one").ok());
  EXPECT_EQ(slurp(file), "one");
  fs::permissions(file, fs::perms{0640});
  ASSERT_TRUE(write_file_atomically(file, std::string("t\0wo", 4)).ok());
  EXPECT_EQ(slurp(file), std::string("t\0wo", 4));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms{0640});
  EXPECT_EQ(files_in(folder.path()), 1U) << "a temporary file was left";
}

TEST(WriteFileAtomically, ANewFileIsAsReadableAsTheSystemWants) {
  const TempFolder folder;
  const mode_t before = ::umask(0027);
  const Status written = write_file_atomically(folder / "f", "x");
  ::umask(before);
  ASSERT_TRUE(written.ok());
  EXPECT_EQ(fs::status(folder / "f").permissions(), fs::perms{0640});
}

TEST(WriteFileAtomically, FollowsALink) {
  const TempFolder folder;
  write(folder / "real", "old");
  fs::create_symlink(folder / "real", folder / "link");
  ASSERT_TRUE(write_file_atomically(folder / "link", "new").ok());
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(slurp(folder / "real"), "new");
}

TEST(WriteFileAtomically, FailsWithoutTouchingWhatIsThere) {
  const TempFolder folder;
  EXPECT_EQ(write_file_atomically(folder.path(), "x").error().code, ErrorCode::Unwritable);
  EXPECT_EQ(write_file_atomically(folder / "no such folder" / "f", "x").error().code, ErrorCode::Unwritable);
  EXPECT_EQ(files_in(folder.path()), 0U);

  fs::create_directory(folder / "locked");
  write(folder / "locked" / "f", "old");
  fs::permissions(folder / "locked", fs::perms{0500});
  if (::access((folder / "locked").c_str(), W_OK) != 0) {  // root may write everywhere
    const Status locked = write_file_atomically(folder / "locked" / "f", "new");
    ASSERT_FALSE(locked.ok());
    EXPECT_EQ(slurp(folder / "locked" / "f"), "old");
  }
  fs::permissions(folder / "locked", fs::perms{0700});
}

TEST(WriteTextFile, WritesWhatCanBeReadAgainAndNothingElse) {
  const TempFolder folder;
  ASSERT_TRUE(write_text_file(folder / "f", "four", 4).ok());
  EXPECT_EQ(*read_text_file(folder / "f", 4), "four");
  const Status longer = write_text_file(folder / "f", "fives", 4);
  ASSERT_FALSE(longer.ok());
  EXPECT_EQ(longer.error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(slurp(folder / "f"), "four");
}

TEST(WriteFileAtomically, AFullDiskIsAnErrorAndADeviceStaysOne) {
  if (!fs::is_character_file("/dev/full") || !fs::is_character_file("/dev/null"))
    GTEST_SKIP() << "no such devices here";
  const Status full = write_file_atomically("/dev/full", "x");
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, ErrorCode::Unwritable);
  EXPECT_TRUE(write_file_atomically("/dev/null", "x").ok());
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace attnscope::test
