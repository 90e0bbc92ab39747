#include "io/folder_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>

#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

TEST(FolderLock, OneAtATime) {
  const TempFolder folder;
  std::optional<FolderLock> first(folder / "");
  FolderLock second(folder / "");
  EXPECT_TRUE(first->take());
  EXPECT_TRUE(first->take()) << "it has it already";
  EXPECT_FALSE(second.take());
  first.reset();
  EXPECT_TRUE(second.take());
}

TEST(FolderLock, GoesWithAProgramThatIsKilled) {
  const TempFolder folder;
  int taken[2];
  ASSERT_EQ(pipe(taken), 0);
  const pid_t other = fork();
  if (other == 0) {
    FolderLock lock(folder / "");
    const char yes = lock.take() ? 'y' : 'n';
    if (::write(taken[1], &yes, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(taken[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  FolderLock lock(folder / "");
  EXPECT_FALSE(lock.take());
  kill(other, SIGKILL);
  waitpid(other, nullptr, 0);
  EXPECT_TRUE(lock.take());
  close(taken[0]);
  close(taken[1]);
}

TEST(FolderLock, AFolderThatIsNotThereYetIsNobodys) {
  const TempFolder folder;
  FolderLock early(folder / "later");
  EXPECT_TRUE(early.take());
  std::filesystem::create_directory(folder / "later");
  FolderLock other(folder / "later");
  EXPECT_TRUE(other.take());
  EXPECT_FALSE(early.take());
}

}  // namespace
}  // namespace attnscope::test
