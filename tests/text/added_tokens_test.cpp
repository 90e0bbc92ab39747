#include "text/added_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace attnscope {
namespace {

using ::testing::ElementsAre;

/// Sections as text; those of added tokens in angle brackets.
std::vector<std::string> split(const std::vector<AddedToken>& tokens, const std::string& text) {
  std::vector<std::string> out;
  for (const auto& [token, place] : AddedTokens(tokens).split(text)) {
    const std::string part = text.substr(place.begin, place.end - place.begin);
    out.push_back(token != nullptr ? "<" + part + ">" : part);
  }
  return out;
}

TEST(AddedTokens, AreTheLongestThatBeginFirst) {
  const std::vector<AddedToken> tokens{{.content = "ab"}, {.content = "abc"}, {.content = "bcdef"}};
  EXPECT_THAT(split(tokens, ""), ElementsAre());
  EXPECT_THAT(split(tokens, "xyz"), ElementsAre("xyz"));
  EXPECT_THAT(split(tokens, "xabcdef"), ElementsAre("x", "<abc>", "def"));
  EXPECT_THAT(split(tokens, "ababc"), ElementsAre("<ab>", "<abc>"));
  EXPECT_THAT(split(tokens, "bcdefa"), ElementsAre("<bcdef>", "a"));
}

TEST(AddedTokens, StripTakesWhiteSpaceAlong) {
  EXPECT_THAT(split({{.content = "[M]", .lstrip = true}}, "a \u3000[M] b"), ElementsAre("a", "< \u3000[M]>", " b"));
  EXPECT_THAT(split({{.content = "[M]", .rstrip = true}}, "a [M]\u00A0\n b"), ElementsAre("a ", "<[M]\u00A0\n >", "b"));
  const std::vector<AddedToken> both{{.content = "[M]", .lstrip = true, .rstrip = true}};
  EXPECT_THAT(split(both, " [M]  [M] "), ElementsAre("< [M]  >", "<[M] >")) << "the first has taken the space between";
}

TEST(AddedTokens, WhiteSpaceTakenAlongMayHoldAnother) {
  const std::vector<AddedToken> tokens{{.content = "[M]", .rstrip = true}, {.content = "  "}};
  EXPECT_THAT(split(tokens, "a [M]  b"), ElementsAre("a ", "<[M]>", "<  >", "b"));
  EXPECT_THAT(split(tokens, "[M] \n   b"), ElementsAre("<[M] \n>", "<  >", " b"));
  const std::vector<AddedToken> greedy{{.content = "[M]", .rstrip = true}, {.content = "  ", .lstrip = true}};
  EXPECT_THAT(split(greedy, "[M]   b"), ElementsAre("<[M]   >", "b"));
}

TEST(AddedTokens, ASingleWordIsTouchedByNoWordCharacter) {
  const std::vector<AddedToken> tokens{{.content = "ing", .single_word = true}};
  EXPECT_THAT(split(tokens, "ing sing ings -ing- éing"), ElementsAre("<ing>", " sing ings -", "<ing>", "- éing"));
}

TEST(AddedTokens, MayBeLookedForInAnotherForm) {
  const AddedTokens tokens({{.id = 5, .content = "New York"}, {.id = 6, .content = "\u0301"}}, {"new york", ""});
  const auto sections = tokens.split("in new york");
  ASSERT_EQ(sections.size(), 2U);
  ASSERT_NE(sections[1].token, nullptr);
  EXPECT_EQ(sections[1].token->id, 5);
}

TEST(AddedTokens, ALongTextOfBeginningsIsRead) {
  std::string text(20'000, '<');
  EXPECT_THAT(split({{.content = "<<a"}, {.content = std::string(50, '<') + "b"}}, text), ElementsAre(text));
}

}  // namespace
}  // namespace attnscope
