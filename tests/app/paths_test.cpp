#include "app/paths.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

AppPaths paths_with(std::map<std::string, std::string> variables) {
  return app_paths([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(Paths, FollowTheBaseDirectorySpecification) {
  const AppPaths paths = paths_with({{"XDG_STATE_HOME", "/s"}, {"XDG_CONFIG_HOME", "/c"}, {"HOME", "/home/a"}});
  EXPECT_EQ(paths.state_file, "/s/attnscope/session.json");
  EXPECT_EQ(paths.settings_file, "/c/attnscope/settings.json");
}

TEST(Paths, FindTheCacheWhereTheHuggingFaceLibrariesLook) {
  EXPECT_EQ(paths_with({{"HOME", "/home/a"}}).hub, "/home/a/.cache/huggingface/hub");
  EXPECT_EQ(paths_with({{"HOME", "/home/a"}, {"XDG_CACHE_HOME", "/x"}}).hub, "/x/huggingface/hub");
  EXPECT_EQ(paths_with({{"HOME", "/home/a"}, {"HF_HOME", "/hf"}, {"XDG_CACHE_HOME", "/x"}}).hub, "/hf/hub");
  EXPECT_EQ(paths_with({{"HF_HUB_CACHE", "/cache"}, {"HF_HOME", "/hf"}}).hub, "/cache");
  EXPECT_EQ(paths_with({}).hub, "");
}

TEST(Paths, FallBackToTheHomeFolder) {
  const AppPaths paths = paths_with({{"HOME", "/home/a"}, {"XDG_STATE_HOME", ""}});
  EXPECT_EQ(paths.state_file, "/home/a/.local/state/attnscope/session.json");
  EXPECT_EQ(paths.settings_file, "/home/a/.config/attnscope/settings.json");
}

TEST(Paths, ARelativeFolderIsIgnored) {
  EXPECT_EQ(paths_with({{"XDG_STATE_HOME", "state"}, {"HOME", "/home/a"}}).state_file,
            "/home/a/.local/state/attnscope/session.json");
}

TEST(Paths, DocumentsLieWhereTheDesktopKeepsThem) {
  const TemporaryFolder home;
  const auto documents = [&] { return paths_with({{"HOME", (home / "").string()}}).documents; };
  EXPECT_EQ(documents(), home / "");
  std::filesystem::create_directories(home / ".config");
  home.write(
      ".config/user-dirs.dirs",
      "# XDG_DOCUMENTS_DIR=\"$HOME/No\"\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_DOCUMENTS_DIR=\"$HOME/Dokumente\"\n");
  EXPECT_EQ(documents(), home / "") << "a folder that is not there";
  std::filesystem::create_directories(home / "Dokumente");
  EXPECT_EQ(documents(), home / "Dokumente");
}

TEST(Paths, WithoutAHome) {
  EXPECT_EQ(paths_with({{"LOCALAPPDATA", "/l"}, {"APPDATA", "/r"}}).state_file, "/l/attnscope/session.json");
  EXPECT_EQ(paths_with({{"LOCALAPPDATA", "/l"}, {"APPDATA", "/r"}}).settings_file, "/r/attnscope/settings.json");
  EXPECT_TRUE(paths_with({}).state_file.empty());
  EXPECT_TRUE(paths_with({{"HOME", ""}}).settings_file.empty());
}

}  // namespace
}  // namespace attnscope::test
