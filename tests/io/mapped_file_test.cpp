#include "io/mapped_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMany = 1'000'000;

std::size_t count(const MappedFile& file, char wanted) {
  return static_cast<std::size_t>(std::ranges::count(file.bytes(), static_cast<std::byte>(wanted)));
}

TEST(MappedFile, IsTheFile) {
  const TempFolder folder;
  write(folder / "f", std::string(kMany, 'x'));
  const auto file = MappedFile::open(folder / "f");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((*file)->bytes().size(), kMany);
  EXPECT_EQ(count(**file, 'x'), kMany);
  EXPECT_TRUE((*file)->unchanged().ok());
}

// Without the guard this test ends with a signal.
TEST(MappedFile, WhatIsCutOffReadsAsZerosAndIsTold) {
  const TempFolder folder;
  write(folder / "f", std::string(kMany, 'x'));
  const auto file = MappedFile::open(folder / "f");
  ASSERT_TRUE(file.ok());
  fs::resize_file(folder / "f", 10);
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] { EXPECT_GE(count(**file, '\0'), kMany - 8192); });
  }
  for (std::thread& reader : readers) reader.join();
  const Status same = (*file)->unchanged();
  ASSERT_FALSE(same.ok());
  EXPECT_EQ(same.error().code, ErrorCode::Truncated);
  EXPECT_EQ(same.error().where, (folder / "f").string());
}

TEST(MappedFile, OtherMappingsAreLeftAlone) {
  const TempFolder folder;
  write(folder / "cut", std::string(kMany, 'x'));
  write(folder / "whole", std::string(kMany, 'y'));
  const auto cut = MappedFile::open(folder / "cut");
  const auto whole = MappedFile::open(folder / "whole");
  ASSERT_TRUE(cut.ok() && whole.ok());
  fs::resize_file(folder / "cut", 0);
  EXPECT_EQ(count(**cut, '\0'), kMany);
  EXPECT_EQ(count(**whole, 'y'), kMany);
  EXPECT_TRUE((*whole)->unchanged().ok());
}

TEST(MappedFile, KnowsThatItWasWrittenTo) {
  const TempFolder folder;
  write(folder / "f", "aaaa");
  const auto file = MappedFile::open(folder / "f");
  ASSERT_TRUE(file.ok());
  fs::last_write_time(folder / "f", fs::last_write_time(folder / "f") + std::chrono::seconds(1));
  ASSERT_FALSE((*file)->unchanged().ok());
  EXPECT_NE((*file)->unchanged().error().what.find("written to"), std::string::npos);
}

TEST(MappedFile, AnotherFileOfItsNameIsNoneOfItsBusiness) {
  const TempFolder folder;
  write(folder / "f", "old");
  const auto file = MappedFile::open(folder / "f");
  ASSERT_TRUE(file.ok());
  write(folder / "new", "new");
  fs::rename(folder / "new", folder / "f");
  EXPECT_TRUE((*file)->unchanged().ok()) << "still there until it is closed";
  EXPECT_EQ(count(**file, 'o'), 1U);
}

TEST(MappedFile, SaysWhatIsWrongWithAPath) {
  const TempFolder folder;
  write(folder / "empty", "");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  struct Case {
    fs::path path;
    ErrorCode code;
    std::string word;
  };
  for (const Case& one :
       {Case{folder / "none", ErrorCode::NotFound, "no such file"},
        Case{folder / "empty" / "below", ErrorCode::NotFound, "no such file"},
        Case{folder.path(), ErrorCode::Unreadable, "folder"}, Case{folder / "pipe", ErrorCode::Unreadable, "pipe"},
        Case{folder / "empty", ErrorCode::Truncated, "empty"}}) {
    const auto file = MappedFile::open(one.path);
    ASSERT_FALSE(file.ok()) << one.path;
    EXPECT_EQ(file.error().code, one.code) << one.path;
    EXPECT_EQ(file.error().where, one.path.string());
    EXPECT_NE(file.error().what.find(one.word), std::string::npos) << file.error().what;
  }
}

}  // namespace
}  // namespace attnscope::test
