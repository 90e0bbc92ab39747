#include "io/child_process.h"

#include <gmock/gmock.h>

#include <thread>

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;

std::filesystem::path shell() { return "/bin/sh"; }

TEST(RunProgram, HandsOverEveryWordAsItIs) {
  std::vector<std::string> lines;
  const Status done =
      run_program(shell(), {"-c", "for word; do echo \"$word\"; done", "sh", "a b", "$HOME", "'\"*", ""},
                  [&](std::string_view line) { lines.emplace_back(line); });
  ASSERT_TRUE(done.ok()) << to_line(done.error());
  EXPECT_THAT(lines, ElementsAre("a b", "$HOME", "'\"*"));
}

TEST(RunProgram, TellsBothOutputsAndReadsNothing) {
  std::vector<std::string> lines;
  const Status done = run_program(shell(), {"-c", "cat; echo out; echo err >&2; printf 'a\\rb'"},
                                  [&](std::string_view line) { lines.emplace_back(line); });
  ASSERT_TRUE(done.ok()) << to_line(done.error());
  EXPECT_THAT(lines, ElementsAre("out", "err", "a", "b"));
}

TEST(RunProgram, SaysWhatAFailureSaidLast) {
  const Status failed = run_program(shell(), {"-c", "echo first; echo no room >&2; exit 3"});
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().what, "failed: no room");
  EXPECT_EQ(run_program("/no/such/program", {}).error().code, ErrorCode::NotFound);
  EXPECT_FALSE(run_program(shell(), {"-c", "kill -9 $$"}).ok());
}

TEST(RunProgram, CanBeStopped) {
  std::stop_source stop;
  std::jthread later([&] { stop.request_stop(); });
  EXPECT_EQ(run_program(shell(), {"-c", "exec sleep 600"}, {}, stop.get_token()).error().code, ErrorCode::Cancelled);
}

TEST(FindProgram, LooksThroughThePath) {
  EXPECT_EQ(find_program("sh", "/no/such/folder:/bin:/usr/bin"), "/bin/sh");
  EXPECT_EQ(find_program("/bin/sh", ""), "/bin/sh");
  for (const char* path : {"", ":", "/no/such/folder", "bin:./bin"}) EXPECT_FALSE(find_program("sh", path)) << path;
  EXPECT_FALSE(find_program("", "/bin"));
  EXPECT_FALSE(find_program(".", "/bin")) << "a folder is no program";
  EXPECT_FALSE(find_program("no-such-program", "/bin:/usr/bin"));
}

}  // namespace
}  // namespace attnscope::test
