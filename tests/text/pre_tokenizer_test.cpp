#include "text/pre_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words(const std::vector<PreTokenizer>& kinds, const std::string& text) {
  Words words{.chars = align(text, {0, text.size()}), .ranges = {}};
  if (!text.empty()) words.ranges.push_back({0, words.chars.size()});
  for (const PreTokenizer& kind : kinds) EXPECT_TRUE(split_words(kind, words).ok());
  std::vector<std::string> out;
  for (const CharRange& range : words.ranges) {
    out.push_back(to_utf8(AlignedText(words.chars.data() + range.begin, words.chars.data() + range.end)));
  }
  return out;
}

TEST(BertPreTokenizer, SetsPunctuationApartAndDropsSpaces) {
  const std::vector<PreTokenizer> bert{BertPreTokenizer{}};
  EXPECT_THAT(words(bert, ""), ElementsAre());
  EXPECT_THAT(words(bert, "  \n "), ElementsAre());
  EXPECT_THAT(words(bert, "It's 3.5, “ok”…\u00A0no"),
              ElementsAre("It", "'", "s", "3", ".", "5", ",", "“", "ok", "”", "…", "no"));
  EXPECT_THAT(words(bert, "!!"), ElementsAre("!", "!"));
}

TEST(WhitespaceSplit, LeavesPunctuationWhereItIs) {
  EXPECT_THAT(words({WhitespaceSplit{}}, " It's 3.5,\tok "), ElementsAre("It's", "3.5,", "ok"));
}

TEST(Whitespace, SetsRunsOfPunctuationApart) {
  EXPECT_THAT(words({Whitespace{}}, "Hey, man!!  l_1 é\u0301x €$"),
              ElementsAre("Hey", ",", "man", "!!", "l_1", "é\u0301x", "€$"));
}

std::vector<std::string> split(SplitBehavior behavior, const std::string& pattern, const std::string& text,
                               bool invert = false) {
  return words({Split{Regex::compile(pattern).value(), behavior, invert}}, text);
}

// The examples that the library documents each behaviour with.
TEST(Split, DoesWithDelimitersWhatItsBehaviorSays) {
  const std::string text = "the-final--countdown";
  EXPECT_THAT(split(SplitBehavior::Removed, "-", text), ElementsAre("the", "final", "countdown"));
  EXPECT_THAT(split(SplitBehavior::Isolated, "-", text), ElementsAre("the", "-", "final", "-", "-", "countdown"));
  EXPECT_THAT(split(SplitBehavior::MergedWithPrevious, "-", text), ElementsAre("the-", "final-", "-", "countdown"));
  EXPECT_THAT(split(SplitBehavior::MergedWithNext, "-", text), ElementsAre("the", "-final", "-", "-countdown"));
  EXPECT_THAT(split(SplitBehavior::Contiguous, "-", text), ElementsAre("the", "-", "final", "--", "countdown"));
}

TEST(Split, InvertedCutsBetweenMatches) {
  const std::string text = "How are you doing?";
  const std::string pattern = R"(\w+|[^\w\s]+)";
  EXPECT_THAT(split(SplitBehavior::Removed, pattern, text, true), ElementsAre("How", "are", "you", "doing", "?"));
  EXPECT_THAT(split(SplitBehavior::Isolated, pattern, text, true),
              ElementsAre("How", " ", "are", " ", "you", " ", "doing", "?"));
  EXPECT_THAT(split(SplitBehavior::MergedWithPrevious, pattern, text, true),
              ElementsAre("How ", "are ", "you ", "doing", "?"));
  EXPECT_THAT(split(SplitBehavior::MergedWithNext, pattern, text, true),
              ElementsAre("How", " are", " you", " doing", "?"));
  EXPECT_THAT(split(SplitBehavior::Contiguous, pattern, text, true),
              ElementsAre("How", " ", "are", " ", "you", " ", "doing?"));
}

TEST(Split, KeepsWhatHasNoMatchAndDropsEmptyOnes) {
  EXPECT_THAT(split(SplitBehavior::Removed, "-", "whole"), ElementsAre("whole"));
  EXPECT_THAT(split(SplitBehavior::Removed, "-", "--"), ElementsAre());
  EXPECT_THAT(split(SplitBehavior::Isolated, "x*", "ab"), ElementsAre("a", "b"));
  EXPECT_THAT(words({Split{Regex::literal(".").value(), SplitBehavior::Isolated}}, "a.b"), ElementsAre("a", ".", "b"));
}

TEST(Digits, AreSetApartTogetherOrOneByOne) {
  EXPECT_THAT(words({Digits{false}}, "Call 123 ½٣x"), ElementsAre("Call ", "123", " ", "½٣", "x"));
  EXPECT_THAT(words({Digits{true}}, "Call 123½ x"), ElementsAre("Call ", "1", "2", "3", "½", " x"));
}

TEST(Punctuation, IsADelimiter) {
  EXPECT_THAT(words({Punctuation{}}, "Hey friend!?"), ElementsAre("Hey friend", "!", "?"));
  EXPECT_THAT(words({Punctuation{SplitBehavior::Contiguous}}, "Hey!?“x"), ElementsAre("Hey", "!?“", "x"));
}

TEST(ByteLevel, CutsAsGpt2DoesAndSpellsBytes) {
  const ByteLevel gpt2{.add_prefix_space = false, .pattern = ByteLevel::gpt2_pattern()};
  EXPECT_THAT(words({gpt2}, "I'll pay 3€,  ok"), ElementsAre("I", "'ll", "Ġpay", "Ġ3", "âĤ¬,", "Ġ", "Ġok"));
  EXPECT_THAT(words({ByteLevel{.add_prefix_space = true, .pattern = gpt2.pattern}}, "é no"), ElementsAre("ĠÃ©", "Ġno"));
  EXPECT_THAT(words({ByteLevel{.add_prefix_space = true}}, " a b\n"), ElementsAre("ĠaĠbĊ"));
  EXPECT_THAT(words({WhitespaceSplit{}, ByteLevel{.add_prefix_space = true}}, "a  b"), ElementsAre("Ġa", "Ġb"));
}

TEST(ByteLevel, EveryByteKeepsThePlaceOfItsCharacter) {
  Words words{.chars = align("aé", {0, 3}), .ranges = {{0, 2}}};
  ASSERT_TRUE(split_words(ByteLevel{.add_prefix_space = true}, words).ok());
  std::vector<Span> places;
  for (const AlignedChar& c : words.chars) places.push_back(c.source);
  EXPECT_THAT(places, ElementsAre(Span{0, 1}, Span{0, 1}, Span{1, 3}, Span{1, 3}));
}

TEST(Metaspace, MakesSpacesBeginWords) {
  EXPECT_THAT(words({Metaspace{}}, "Hey   friend!"), ElementsAre("▁Hey", "▁", "▁", "▁friend!"));
  EXPECT_THAT(words({Metaspace{}}, " Hey"), ElementsAre("▁Hey"));
  EXPECT_THAT(words({Metaspace{.prepend = Metaspace::Prepend::Never}}, "Hey you"), ElementsAre("Hey", "▁you"));
  EXPECT_THAT(words({Metaspace{.split = false}}, "Hey you"), ElementsAre("▁Hey▁you"));
  EXPECT_THAT(words({Metaspace{.replacement = U'_'}}, "a b_c"), ElementsAre("_a", "_b", "_c"));
  EXPECT_THAT(words({Metaspace{}}, "tab\tstays"), ElementsAre("▁tab\tstays"));
}

TEST(Metaspace, FirstLooksAtTheBeginningOfTheTextOnly) {
  const Split at_tag{Regex::literal("<s>").value(), SplitBehavior::Isolated};
  const Metaspace first{.prepend = Metaspace::Prepend::First, .split = false};
  EXPECT_THAT(words({at_tag, first}, "Hey my friend <s>how▁are you"),
              ElementsAre("▁Hey▁my▁friend▁", "<s>", "how▁are▁you"));
  EXPECT_THAT(words({at_tag, first}, " Hey <s>how"), ElementsAre("▁Hey▁", "<s>", "how"));
  EXPECT_THAT(words({at_tag, Metaspace{}}, "a<s>b"), ElementsAre("▁a", "▁<s>", "▁b"));
}

TEST(PreTokenizers, WorkOneAfterTheOther) {
  EXPECT_THAT(words({WhitespaceSplit{}, BertPreTokenizer{}}, "a,b c."), ElementsAre("a", ",", "b", "c", "."));
}

TEST(PreTokenizers, SayWhetherSpacesEndWords) {
  EXPECT_TRUE(splits_at_white_space(BertPreTokenizer{}));
  EXPECT_TRUE(splits_at_white_space(WhitespaceSplit{}));
  EXPECT_TRUE(splits_at_white_space(Whitespace{}));
  EXPECT_FALSE(splits_at_white_space(Metaspace{}));
  EXPECT_FALSE(splits_at_white_space(Digits{}));
}

}  // namespace
}  // namespace attnscope
