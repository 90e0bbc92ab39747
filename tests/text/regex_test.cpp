#include "text/regex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

/// The matches of a pattern, as text.
std::vector<std::string> matches(const Result<Regex>& regex, const std::string& text) {
  if (!regex) return {to_line(regex.error())};
  const AlignedText chars = align(text, {0, text.size()});
  std::vector<CharRange> found;
  const Status done = Regex::Matcher(*regex).find_all(chars, found);
  if (!done) return {to_line(done.error())};
  std::vector<std::string> out;
  for (const CharRange range : found) {
    out.push_back(to_utf8(AlignedText(chars.data() + range.begin, chars.data() + range.end)));
  }
  return out;
}

std::vector<std::string> matches(const std::string& pattern, const std::string& text) {
  return matches(Regex::compile(pattern), text);
}

// The patterns of checkpoints, each with what sets it apart.
constexpr const char* kCl100k =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kPossessive =
    R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)";
constexpr const char* kO200k =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kClip =
    R"(<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";
constexpr const char* kBloom = " ?[^(\\s|[.,!?…。，、।۔،])]+";
constexpr const char* kDeepSeek =
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kKimi = R"([\p{Han}]+|[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{M}&&[^\p{Han}]]+)";

TEST(Regex, PatternsOfCheckpoints) {
  EXPECT_THAT(matches(kCl100k, "It'S 12345 ok!!\n\n  x"),
              ElementsAre("It", "'S", " ", "123", "45", " ok", "!!\n\n", " ", " x"));
  EXPECT_THAT(matches(kPossessive, "don't  \nx"), ElementsAre("don", "'t", "  \n", "x"));
  EXPECT_THAT(matches(kO200k, "HelloWorld's ÉTÉ a/b//\n"), ElementsAre("Hello", "World's", " ÉTÉ", " a", "/b", "//\n"));
  EXPECT_THAT(matches(kClip, "a12's<|endoftext|>!?"), ElementsAre("a", "1", "2", "'s", "<|endoftext|>", "!?"));
  EXPECT_THAT(matches(kBloom, "one, two|three (x)"), ElementsAre("one", " two", "three", "x"));
  EXPECT_THAT(matches(kKimi, "漢字かなABc漢x"), ElementsAre("漢字", "かなABc", "漢", "x"));
  EXPECT_THAT(matches(kDeepSeek, "a {b} -- ñu\n"), ElementsAre("a", " {", "b", "}", " --", " ñu", "\n"));
}

TEST(Regex, AnEmptyMatchNeverStandsBehindAnotherMatch) {
  EXPECT_THAT(matches("a*", "baac"), ElementsAre("", "aa", ""));
  EXPECT_THAT(matches("x?", "\U0001F355\U0001F355"), ElementsAre("", "", ""));
}

TEST(Regex, ClassesAreThoseOfOniguruma) {
  EXPECT_THAT(matches("[\\w]+", "a_1é\u0301 ²\u200D़x"), ElementsAre("a_1é\u0301", "़x"));
  EXPECT_THAT(matches("\\w+", "a½ ²\u200D①x"), ElementsAre("a½", "²", "x"));
  EXPECT_THAT(matches("\\W+", "a½ ②b"), ElementsAre(" ②"));
  EXPECT_THAT(matches("\\b.", "½a e\u0301\u200Db"), ElementsAre("½", " ", "e", "\u200D", "b"));
  EXPECT_THAT(matches("\\B.", "½a e\u0301?-"), ElementsAre("a", "\u0301", "-"));
  EXPECT_THAT(matches("[\\b]", "b\b"), ElementsAre("\b"));
  EXPECT_THAT(matches("[^\\w]+", "a\u200Db"), ElementsAre("\u200D"));
  EXPECT_THAT(matches("\\W+", "a\u200Db"), ElementsAre("\u200D"));
  EXPECT_THAT(matches("\\s+", "a \t\n\v\f\r\u0085\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000b\u200Bc\u180Ed"),
              ElementsAre(" \t\n\v\f\r\u0085\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000"));
  EXPECT_THAT(matches("\\d+", "1٣½Ⅷ"), ElementsAre("1٣"));
  EXPECT_THAT(matches("\\h+|[\\h-]+", "xBEEf-g"), ElementsAre("BEEf", "-"));
  EXPECT_THAT(matches("\\v", "\v\n"), ElementsAre("\v"));
}

TEST(Regex, LinesAreThoseOfRuby) {
  EXPECT_THAT(matches("^.", "ab\ncd\u2028e\rf"), ElementsAre("a", "c"));
  EXPECT_THAT(matches(".$", "ab\ncd\u2028e"), ElementsAre("b", "e"));
}

TEST(Regex, LiteralsAreTakenAsTheyStand) {
  EXPECT_THAT(matches(Regex::literal("a.(\\"), "a.(\\ aX(\\"), ElementsAre("a.(\\"));
  EXPECT_THAT(matches(Regex::literal("🍕"), "x🍕🍕é🍕"), ElementsAre("🍕", "🍕", "🍕"));
  EXPECT_FALSE(Regex::literal("").ok());
}

TEST(Regex, WhatMeansSomethingElseInIcuIsRefused) {
  for (const char* const part :
       {"\\X",   "\\R",   "\\K",   "\\G",     "\\N",         "\\g<a>", "(?m:a)", "(?x)a",     "a(?i)b|c", "(?~a)",
        "(?#a)", "a{2}+", "a{2}?", "a{1,2}+", "[[:punct:]]", "[a--b]", "a\\Z",   "\\p{Word}", "\\Qa\\E",  "(?"}) {
    const auto regex = Regex::compile(part);
    ASSERT_FALSE(regex.ok()) << part;
    EXPECT_EQ(regex.error().code, ErrorCode::Unsupported) << part;
  }
  for (const char* const part : {"(a", "a)", "[a", "*", "a{2", "\\p{Nonsense}", "\\", "\\p{", "(?<=a+)b"}) {
    const auto regex = Regex::compile(part);
    ASSERT_FALSE(regex.ok()) << part;
    EXPECT_EQ(regex.error().code, ErrorCode::Malformed) << part;
  }
  for (const char* const part : {"(?i)a|b", "(?<n>a)(?=b)(?!c)(?>d)(?<!e)", "\\p{L}+", "a{2,3}?", "\\{+", "[\\[\\]]"}) {
    EXPECT_TRUE(Regex::compile(part).ok()) << part;
  }
}

TEST(Regex, ThatBacktracksWithoutEndIsGivenUp) {
  const auto found = matches("(?:a|a)+b", std::string(60, 'a'));
  EXPECT_THAT(found, ElementsAre("a pattern of the tokenizer takes too many steps on this text"));
}

TEST(Regex, ReadsLongTexts) {
  const std::string text(2'000'000, ' ');
  EXPECT_THAT(matches(kCl100k, text), ElementsAre(text));
  EXPECT_EQ(matches(kCl100k, std::string(100'000, '!')).size(), 1U);
}

}  // namespace
}  // namespace attnscope
