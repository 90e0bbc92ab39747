#include "text/normalizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

constexpr BertNormalizer kNothing{
    .clean_text = false, .handle_chinese_chars = false, .strip_accents = false, .lowercase = false};

std::string normalized(const Normalizer& normalizer, const std::string& text) {
  AlignedText chars = align(text, {0, text.size()});
  EXPECT_TRUE(normalize(normalizer, chars).ok());
  return to_utf8(chars);
}

/// What each normalised character came from.
std::vector<std::string> sources(const Normalizer& normalizer, const std::string& text) {
  AlignedText chars = align(text, {0, text.size()});
  EXPECT_TRUE(normalize(normalizer, chars).ok());
  std::vector<std::string> out;
  for (const AlignedChar& c : chars) out.push_back(text.substr(c.source.begin, c.source.end - c.source.begin));
  return out;
}

TEST(BertNormalizer, EachStepAlone) {
  const std::string text = "Á\tb\u200B 日";
  EXPECT_EQ(normalized(kNothing, text), text);

  BertNormalizer clean = kNothing;
  clean.clean_text = true;
  EXPECT_EQ(normalized(clean, text), "Á b 日");

  BertNormalizer chinese = kNothing;
  chinese.handle_chinese_chars = true;
  EXPECT_EQ(normalized(chinese, text), "Á\tb\u200B  日 ");

  BertNormalizer strip = kNothing;
  strip.strip_accents = true;
  EXPECT_EQ(normalized(strip, text), "A\tb\u200B 日");

  BertNormalizer lower = kNothing;
  lower.lowercase = true;
  EXPECT_EQ(normalized(lower, text), "á\tb\u200B 日");
}

TEST(BertNormalizer, AccentsFollowTheCaseWhereNothingIsSaid) {
  BertNormalizer options;
  EXPECT_EQ(normalized(options, "Über"), "uber");
  options.lowercase = false;
  EXPECT_EQ(normalized(options, "Über"), "Über");
  options.strip_accents = true;
  EXPECT_EQ(normalized(options, "Über"), "Uber");
  options = {.strip_accents = false};
  EXPECT_EQ(normalized(options, "Über"), "über");
}

TEST(BertNormalizer, HangulComesApartWithTheAccents) {
  EXPECT_EQ(normalized(BertNormalizer{}, "한"), "\u1112\u1161\u11AB");
  EXPECT_THAT(sources(BertNormalizer{}, "한"), ElementsAre("한", "한", "한"));
}

TEST(BertNormalizer, EveryCharacterKnowsWhereItCameFrom) {
  EXPECT_THAT(sources(BertNormalizer{}, "É\u200Bx日"), ElementsAre("É", "x", "日", "日", "日"));
  EXPECT_THAT(sources(BertNormalizer{}, "e\u0301f"), ElementsAre("e", "f"));
}

TEST(Lowercase, LooksAtOneCharacterAtATime) {
  EXPECT_EQ(normalized(Lowercase{}, "ΣΑΣ STRASSE ẞ ǅ İ"), "σασ strasse ß ǆ i\u0307");
  EXPECT_THAT(sources(Lowercase{}, "İx"), ElementsAre("İ", "İ", "x"));
}

TEST(Decompose, PutsMarksInCanonicalOrder) {
  const std::string text = "\u1E69 s\u0307\u0323 a\u0344";  // s with dot below and above, in two spellings
  AlignedText chars = align(text, {0, text.size()});
  decompose(chars);
  EXPECT_EQ(to_utf8(chars), "s\u0323\u0307 s\u0323\u0307 a\u0308\u0301");
}

TEST(Decompose, ALongRowOfMarksIsOrderedToo) {
  std::string text = "a";
  for (int i = 0; i < 50'000; ++i) text += "\u0301\u0323";
  AlignedText chars = align(text, {0, text.size()});
  decompose(chars);
  ASSERT_EQ(chars.size(), 100'001U);
  EXPECT_EQ(chars[1].code, 0x323U);
  EXPECT_EQ(chars[50'000].code, 0x323U);
  EXPECT_EQ(chars[50'001].code, 0x301U);
}

}  // namespace
}  // namespace attnscope
