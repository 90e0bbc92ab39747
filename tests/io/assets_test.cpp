#include "io/assets.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/io/temp_folder.h"

namespace attnscope::test {
namespace {

namespace fs = std::filesystem;

TEST(FindAssets, TakesTheFirstPlaceThatHoldsModels) {
  const TempFolder root;
  const fs::path beside = root / "share" / "attnscope";
  const fs::path shared = root / "data" / "attnscope";
  const AssetHints hints{
      .chosen = std::nullopt, .executable = root / "bin" / "attnscope", .data_folders = {root / "none", root / "data"}};
  const auto nowhere = find_assets(hints);
  ASSERT_FALSE(nowhere.ok());
  EXPECT_EQ(nowhere.error().code, ErrorCode::NotFound);
  EXPECT_NE(nowhere.error().what.find(beside.string()), std::string::npos);
  EXPECT_NE(nowhere.error().what.find(shared.string()), std::string::npos);

  fs::create_directories(shared / "models");
  EXPECT_EQ(find_assets(hints).value(), shared);
  fs::create_directories(beside / "models");
  EXPECT_EQ(find_assets(hints).value(), beside);
}

TEST(FindAssets, AChosenPlaceIsTheOnlyOne) {
  const TempFolder root;
  fs::create_directories(root / "data" / "attnscope" / "models");
  AssetHints hints{.chosen = root / "mine", .executable = {}, .data_folders = {root / "data"}};
  EXPECT_FALSE(find_assets(hints).ok());
  fs::create_directories(root / "mine" / "models");
  EXPECT_EQ(find_assets(hints).value(), root / "mine");
}

TEST(SystemAssetHints, KnowThisProgramAndTheEnvironment) {
  ::setenv("ATTNSCOPE_ASSETS", "/chosen", 1);
  ::setenv("XDG_DATA_DIRS", "/a:relative::/b/", 1);
  AssetHints hints = system_asset_hints();
  EXPECT_EQ(hints.chosen, fs::path("/chosen"));
  EXPECT_EQ(hints.data_folders, (std::vector<fs::path>{"/a", "/b/"}));
  EXPECT_EQ(hints.executable.filename(), "io_test");
  ::unsetenv("ATTNSCOPE_ASSETS");
  ::unsetenv("XDG_DATA_DIRS");
  hints = system_asset_hints();
  EXPECT_EQ(hints.chosen, std::nullopt);
  EXPECT_EQ(hints.data_folders, (std::vector<fs::path>{"/usr/local/share", "/usr/share"}));
}

}  // namespace
}  // namespace attnscope::test
