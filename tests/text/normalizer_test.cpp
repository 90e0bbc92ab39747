#include "text/normalizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "text/unicode.h"

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

std::string normalized(const std::vector<Normalizer>& normalizers, std::string text) {
  for (const Normalizer& normalizer : normalizers) text = normalized(normalizer, text);
  return text;
}

constexpr UnicodeForm kNfd{};
constexpr UnicodeForm kNfc{.composed = true};
constexpr UnicodeForm kNfkd{.compatible = true};
constexpr UnicodeForm kNfkc{.composed = true, .compatible = true};

TEST(UnicodeForm, EachByAnExample) {
  const std::string text = "é e\u0301 ﬁ ² 한";  // one letter in two spellings; what only looks different; Hangul
  EXPECT_EQ(normalized(kNfd, text), "e\u0301 e\u0301 ﬁ ² \u1112\u1161\u11AB");
  EXPECT_EQ(normalized(kNfc, text), "é é ﬁ ² 한");
  EXPECT_EQ(normalized(kNfkd, text), "e\u0301 e\u0301 fi 2 \u1112\u1161\u11AB");
  EXPECT_EQ(normalized(kNfkc, text), "é é fi 2 한");
  EXPECT_THAT(sources(kNfkc, "ﬁe\u0301x"), ElementsAre("ﬁ", "ﬁ", "e", "x"));
  EXPECT_THAT(sources(kNfd, "éx"), ElementsAre("é", "é", "x"));
}

TEST(UnicodeForm, AsTheWholeStringFunctionsOfIcuGive) {
  constexpr std::u32string_view kLetters =
      U"aeoqk\u00E9\u00C5\u212B\u1E69\u0301\u0300\u0323\u0307\u0345\u0328\u0315\uAC00\uAC01\u1100\u1161\u11A8\uFB01"
      U"\u00B2\uFDFA"
      U"\u0958\u0915\u093C\u2126\u1F82\u03B1\u0313\U0001D15E\u0B47\u0B56\u0B3E\u0CC6\u0CC2\u0CD5\u3099\u304B\u0F71"
      U"\u0F72";
  UErrorCode status = U_ZERO_ERROR;
  const std::vector<std::pair<UnicodeForm, const icu::Normalizer2*>> forms{
      {kNfd, icu::Normalizer2::getNFDInstance(status)},
      {kNfc, icu::Normalizer2::getNFCInstance(status)},
      {kNfkd, icu::Normalizer2::getNFKDInstance(status)},
      {kNfkc, icu::Normalizer2::getNFKCInstance(status)}};
  std::mt19937 random(9);
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (std::size_t i = 1 + random() % 8; i > 0; --i) append_utf8(text, kLetters[random() % kLetters.size()]);
    for (const auto& [form, icu_form] : forms) {
      std::string want;
      icu_form->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(want);
      ASSERT_EQ(normalized(form, text), want) << text;
    }
  }
}

// Asked of the library, whose tables are those of Unicode 9.
TEST(UnicodeForm, CharactersThatCameLaterStayAsTheyAre) {
  for (const UnicodeForm& form : {kNfd, kNfc, kNfkd, kNfkc}) {
    for (const char* const text : {"㋿", "\uA7F2", "\U00011938", "\U00011935\U00011930", "x\u0898\u0323"}) {
      EXPECT_EQ(normalized(form, text), text);
    }
  }
  EXPECT_EQ(normalized(kNfkc, "㋾"), "ヲ");
  EXPECT_EQ(normalized(StripAccents{}, "x\u0898\u0AFA\u0323\u1CF2\U000111C9"), "x\u0898\u0AFA\U000111C9");
}

TEST(UnicodeForm, ALongRowOfMarksInFrontHasNotGrown) {
  std::string text = "\u0301";
  for (int i = 0; i < 5'000; ++i) text += "\u0323";
  EXPECT_EQ(normalized(kNfd, text).size(), text.size()) << "its last mark was typed before all others";
}

// Examples of the library's own tests.
TEST(StripAccents, TakesMarksAway) {
  EXPECT_EQ(normalized({kNfkd, StripAccents{}, Lowercase{}}, "ậ… Ñandú"), "a... nandu");
  EXPECT_EQ(normalized({kNfkd, StripAccents{}, Lowercase{}}, "ำน\u0E49ำ3ลำ"), "านา3ลา");
  EXPECT_EQ(normalized(StripAccents{}, "é e\u0304\u0304\u0304o"), "é eo") << "nothing is decomposed before";
  EXPECT_THAT(sources(StripAccents{}, "e\u0304\u0304o"), ElementsAre("e", "o"));
}

TEST(Strip, TakesWhiteSpaceFromTheEnds) {
  EXPECT_EQ(normalized(Strip{}, " \t a b\u00A0\n"), "a b");
  EXPECT_EQ(normalized(Strip{.left = true, .right = false}, " a "), "a ");
  EXPECT_EQ(normalized(Strip{.left = false, .right = true}, " a "), " a");
  EXPECT_EQ(normalized(Strip{}, " \n "), "");
  EXPECT_EQ(normalized(Strip{}, ""), "");
}

TEST(Prepend, StandsBeforeWhatIsNotEmpty) {
  EXPECT_EQ(normalized(Prepend{U"▁_"}, "Hey"), "▁_Hey");
  EXPECT_EQ(normalized(Prepend{U"▁"}, "▁"), "▁▁");
  EXPECT_EQ(normalized(Prepend{U"▁"}, ""), "");
  EXPECT_THAT(sources(Prepend{U"▁_"}, "éy"), ElementsAre("é", "é", "é", "y"));
}

TEST(Replace, ExchangesMatches) {
  EXPECT_EQ(normalized(Replace{Regex::literal("''").value(), U"\""}, "This is a ''test''"), "This is a \"test\"");
  const Replace spaces{Regex::compile("\\s+").value(), U" "};
  EXPECT_EQ(normalized(spaces, "This     is   a         test"), "This is a test");
  EXPECT_THAT(sources(Replace{Regex::compile("é+").value(), U"ab"}, "xéézy"), ElementsAre("x", "é", "é", "z", "y"));
  EXPECT_EQ(normalized(Replace{Regex::literal("x").value(), U""}, "xaxbx"), "ab");
  const Replace front{Regex::compile("^").value(), U"▁"};
  EXPECT_EQ(normalized(front, ""), "");
  AlignedText later = align("ab", {1, 2});
  ASSERT_TRUE(normalize(front, later).ok());
  EXPECT_EQ(to_utf8(later), "▁b");
  EXPECT_EQ(later.front().source, (Span{1, 1})) << "not the beginning of the text";
}

TEST(Nmt, CleansAsSentencePieceDoes) {
  EXPECT_EQ(normalized(Nmt{}, "a\x01\x7F\u008F b\tc\nd\u200Be\u2028f\u2581g\uFEFFh\uFFFD\x0B\u00A0"),
            "a b c d e f g h \u00A0");
}

TEST(ByteLetters, SpellEveryByte) { EXPECT_EQ(normalized(ByteLetters{}, "é \n"), "Ã©ĠĊ"); }

TEST(UnicodeForm, PutsMarksInCanonicalOrder) {
  const std::string text = "\u1E69 s\u0307\u0323 a\u0344";  // s with dot below and above, in two spellings
  AlignedText chars = align(text, {0, text.size()});
  to_form({}, chars);
  EXPECT_EQ(to_utf8(chars), "s\u0323\u0307 s\u0323\u0307 a\u0308\u0301");
  EXPECT_THAT(sources(kNfd, "\u0301\u0323"), ElementsAre("\u0301", "\u0323")) << "places keep the order of the text";
}

TEST(UnicodeForm, ALongRowOfMarksIsOrderedToo) {
  std::string text = "a";
  for (int i = 0; i < 50'000; ++i) text += "\u0301\u0323";
  AlignedText chars = align(text, {0, text.size()});
  to_form({}, chars);
  ASSERT_EQ(chars.size(), 100'001U);
  EXPECT_EQ(chars[1].code, 0x323U);
  EXPECT_EQ(chars[50'000].code, 0x323U);
  EXPECT_EQ(chars[50'001].code, 0x301U);
}

}  // namespace
}  // namespace attnscope
