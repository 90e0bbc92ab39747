#include "ui/cluster_map.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "tests/support/random.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

/// Texts that are more, or less, than one 16-bit code point a character.
constexpr std::array<std::string_view, 16> kTexts{
    "",
    "The trophy did not fit.",
    "\xC3\xA9t\xC3\xA9",                                                         // é, composed
    "e\xCC\x81te\xCC\x81",                                                       // é, from two code points
    "\xE4\xB8\xAD\xE6\x96\x87\xE3\x81\xAE\xED\x95\x9C",                          // Chinese, Japanese, Korean
    "\xF0\xA0\x80\x80\xF0\xA0\x80\x81",                                          // Chinese beyond 16 bits
    "I \xF0\x9F\x98\x80 you \xF0\x9F\x98\x80",                                   // an emoji, twice
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",  // a family joined by U+200D
    "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",          // two flags
    "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",                                          // a thumb and its skin
    "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7\xE0\xA4\xBF",                          // Devanagari
    "a\xEE\x80\x80\x62\xEF\xA3\xBF\x63",                                         // private use: U+E000 and U+F8FF
    "tab\tline\nreturn\r\nbell\a\x7F\x1B[0m",                                    // control characters
    "\xC2\x80\xC2\x9F",                                                          // the other control characters
    "\xE2\x80\xAE"
    "right\xE2\x80\xAC\xEF\xBB\xBF",              // direction marks, byte order mark
    "\xEF\xBF\xBD\xEF\xBF\xBF\xF4\x8F\xBF\xBF"};  // replacement, last of 16 bits, last of all

/// A cluster of one to four code points from all over Unicode.
std::string random_text(test::Random& random, int codes) {
  constexpr std::array<std::pair<int, int>, 8> kRanges{{{0x20, 0x7E},
                                                        {0x1, 0x1F},
                                                        {0x80, 0x7FF},
                                                        {0x300, 0x36F},
                                                        {0x4E00, 0x4FFF},
                                                        {0xE000, 0xE0FF},
                                                        {0x1F300, 0x1F6FF},
                                                        {0x200B, 0x200F}}};
  std::string text;
  for (int i = 0; i < codes; ++i) {
    const auto& [first, last] = kRanges[static_cast<std::size_t>(random.next_below(static_cast<int>(kRanges.size())))];
    append_utf8(text, static_cast<char32_t>(first + random.next_below(last - first + 1)));
  }
  return text;
}

/// What Dear ImGui can hold: valid UTF-8, no code point beyond 16 bits, none that ends or breaks a line.
void expect_displayable(std::string_view display) {
  EXPECT_TRUE(check_utf8(display).ok());
  for (std::size_t at = 0; at < display.size();) {
    const char32_t code = next_utf8(display, at);
    EXPECT_GE(code, 0x20U);
    EXPECT_LE(code, 0xFFFFU);
    EXPECT_NE(code, 0x7FU);
  }
}

TEST(NextUtf8, ReadsWhatWasWritten) {
  for (const char32_t code : {0x1U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string text;
    append_utf8(text, code);
    text += "x";
    std::size_t at = 0;
    EXPECT_EQ(next_utf8(text, at), code);
    EXPECT_EQ(at, text.size() - 1);
  }
}

TEST(ClusterMap, GivesBackWhatItWasGiven) {
  ClusterMap map;
  for (const std::string_view text : kTexts) {
    const std::string display = map.to_display(text);
    expect_displayable(display);
    EXPECT_EQ(map.from_display(display), text);
  }
}

TEST(ClusterMap, GivesBackAnyText) {
  ClusterMap map;
  test::Random random(21);
  for (int i = 0; i < 300; ++i) {
    const std::string text = random_text(random, 1 + random.next_below(12));
    const std::string display = map.to_display(text);
    expect_displayable(display);
    EXPECT_EQ(map.from_display(display), text);
  }
}

TEST(ClusterMap, ShowsOneCodeForEveryCharacterOfAPerson) {
  ClusterMap map;
  for (const std::string_view text : kTexts) {
    const std::string display = map.to_display(text);
    std::size_t codes = 0;
    for (std::size_t at = 0; at < display.size(); ++codes) next_utf8(display, at);
    EXPECT_EQ(codes, graphemes(text).size());
  }
}

TEST(ClusterMap, LeavesOrdinaryTextAsItIs) {
  ClusterMap map;
  for (const std::string_view text : {kTexts[0], kTexts[1], kTexts[2], kTexts[4]}) {
    EXPECT_EQ(map.to_display(text), text);
    EXPECT_EQ(map.from_display(text), text);
  }
}

TEST(ClusterMap, LendsTheSameClusterTheSameCode) {
  ClusterMap map;
  const std::string once = map.to_display("\xF0\x9F\x98\x80");
  EXPECT_NE(map.to_display("\xF0\x9F\x98\x81"), once);
  (void)map.to_display(kTexts[7]);
  EXPECT_EQ(map.to_display("\xF0\x9F\x98\x80"), once);
  EXPECT_EQ(map.to_display("\xF0\x9F\x98\x80\xF0\x9F\x98\x80"), once + once);
  std::size_t at = 0;
  EXPECT_EQ(map.cluster(next_utf8(once, at)), "\xF0\x9F\x98\x80");
  EXPECT_EQ(map.cluster('x'), "x");
}

TEST(ClusterMap, KeepsPiecesThatAreEditedApart) {
  ClusterMap map;
  const std::string display = map.to_display("a\xF0\x9F\x98\x80z");
  ASSERT_EQ(display.size(), 5U) << "the emoji is one code point of three bytes";
  EXPECT_EQ(map.from_display(display.substr(0, 4)), "a\xF0\x9F\x98\x80");
  EXPECT_EQ(map.from_display(display.substr(1)), "\xF0\x9F\x98\x80z");
  EXPECT_EQ(map.from_display("a" + display.substr(4)), "az");
}

TEST(ClusterMap, RunsOutOfCodesWithoutMixingThemUp) {
  ClusterMap map;
  const int codes = static_cast<int>(ClusterMap::kLast - ClusterMap::kFirst) + 1;
  std::set<std::string> lent;
  for (int i = 0; i < codes + 100; ++i) {
    std::string cluster;
    append_utf8(cluster, 0x20000U + static_cast<char32_t>(i));
    const std::string display = map.to_display(cluster);
    expect_displayable(display);
    if (i >= codes) continue;
    EXPECT_TRUE(lent.insert(display).second) << "two clusters share a code";
    ASSERT_EQ(map.from_display(display), cluster);
  }
}

}  // namespace
}  // namespace attnscope
