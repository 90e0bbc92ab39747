#include "text/pre_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words(const std::vector<PreTokenizer>& kinds, const std::string& text) {
  const AlignedText chars = align(text, {0, text.size()});
  std::vector<CharRange> ranges{{0, chars.size()}};
  for (const PreTokenizer& kind : kinds) ranges = split_words(kind, chars, ranges);
  std::vector<std::string> out;
  for (const CharRange& range : ranges) {
    out.push_back(to_utf8(AlignedText(chars.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                      chars.begin() + static_cast<std::ptrdiff_t>(range.end))));
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

TEST(PreTokenizers, WorkOneAfterTheOther) {
  EXPECT_THAT(words({WhitespaceSplit{}, BertPreTokenizer{}}, "a,b c."), ElementsAre("a", ",", "b", "c", "."));
}

TEST(PreTokenizers, SayWhetherSpacesEndWords) {
  EXPECT_TRUE(splits_at_white_space(BertPreTokenizer{}));
  EXPECT_TRUE(splits_at_white_space(WhitespaceSplit{}));
}

}  // namespace
}  // namespace attnscope
