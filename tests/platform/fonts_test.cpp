#include "platform/fonts.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <string>

namespace attnscope {
namespace {

constexpr std::array kRoles{FontRole::Sans, FontRole::SansSemibold, FontRole::Mono};

/// A font file's first four bytes say what it is: TrueType, OpenType with CFF outlines, or a collection.
bool looks_like_a_font(const FontFile& font) {
  std::string magic(4, '\0');
  std::ifstream(font.path, std::ios::binary).read(magic.data(), 4);
  return magic == std::string("\0\1\0\0", 4) || magic == "OTTO" || magic == "ttcf" || magic == "true";
}

TEST(Fonts, EveryRoleHasAFont) {
  for (const FontRole role : kRoles) {
    const std::optional<FontFile> font = find_font(role);
    ASSERT_TRUE(font.has_value());
    EXPECT_TRUE(looks_like_a_font(*font)) << font->path;
  }
}

TEST(Fonts, FontconfigAloneHasOneToo) {
  for (const FontRole role : kRoles) {
    const std::optional<FontFile> font = match_font(role);
    ASSERT_TRUE(font.has_value());
    EXPECT_TRUE(looks_like_a_font(*font)) << font->path;
  }
}

TEST(Fonts, BothWaysAgreeWhereTheFontIsInstalled) {
  for (const FontRole role : kRoles) {
    const std::optional<FontFile> found = find_font(role);
    const std::optional<FontFile> matched = match_font(role);
    ASSERT_TRUE(found && matched);
    EXPECT_EQ(found->path.filename(), matched->path.filename());
  }
}

TEST(Fonts, SemiboldAndMonoAreNotThePlainFont) {
  const std::optional<FontFile> sans = find_font(FontRole::Sans);
  const std::optional<FontFile> semibold = find_font(FontRole::SansSemibold);
  const std::optional<FontFile> mono = find_font(FontRole::Mono);
  ASSERT_TRUE(sans && semibold && mono);
  EXPECT_NE(*sans, *semibold);
  EXPECT_NE(*sans, *mono);
}

}  // namespace
}  // namespace attnscope
