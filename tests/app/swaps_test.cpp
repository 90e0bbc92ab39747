#include "app/swaps.h"

#include <gtest/gtest.h>

#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

TEST(Swaps, KnowTheTextbookPairs) {
  EXPECT_EQ(swap_of("big"), "small");
  EXPECT_EQ(swap_of("small"), "big");
  EXPECT_EQ(swap_of("tired"), "wide");
  EXPECT_EQ(swap_of("happy"), "hungry");
  EXPECT_EQ(swap_of("weak"), "heavy");
  EXPECT_EQ(swap_of("trophy"), std::nullopt);
  EXPECT_EQ(swap_of(""), std::nullopt);
}

TEST(Swaps, AreWrittenAsTheWordIs) {
  EXPECT_EQ(swap_of("Big"), "Small");
  EXPECT_EQ(swap_of("BIG"), "SMALL");
  EXPECT_EQ(swap_of("bIG"), "small");
}

TEST(Swaps, TwiceIsWhereItBegan) {
  for (const char* word :
       {"big",  "little", "tired", "hungry", "heavy", "tall", "new", "full", "strong", "narrow", "soft",
        "fast", "hot",    "late",  "quiet",  "dirty", "open", "wet", "thin", "deep",   "cheap"}) {
    const auto partner = swap_of(word);
    ASSERT_TRUE(partner) << word;
    EXPECT_NE(*partner, word);
    EXPECT_EQ(swap_of(*partner), word);
  }
}

/// What the text becomes when the word at a token is swapped; unchanged where there is nothing to swap.
std::string swapped(const std::vector<Token>& tokens, std::string text, int token) {
  Scene scene;
  scene.text = std::move(text);
  const auto swap = swap_at(tokens, scene.text, token);
  return swap ? apply(scene, *swap).text : scene.text;
}

TEST(SwapAt, ExchangesTheWordInItsText) {
  const std::string text = "it was too Big today";
  EXPECT_EQ(swapped(words(text), text, 3), "it was too Small today");
  EXPECT_EQ(swapped(words(text), text, 2), text);
}

TEST(SwapAt, TakesAllPiecesOfTheWord) {
  const std::string text = "too tired now";
  std::vector<Token> tokens = words(text);
  tokens[1] = {.id = 1, .piece = "ti", .text = "ti", .span = Span{4, 6}};
  tokens.insert(tokens.begin() + 2, Token{.piece = "##red", .text = "red", .span = Span{6, 9}, .starts_word = false});
  EXPECT_EQ(swapped(tokens, text, 1), "too wide now");
  EXPECT_EQ(swapped(tokens, text, 2), "too wide now");
}

TEST(SwapAt, LeavesTheSpaceThatATokenCountsIn) {
  const std::string text = "too  big";
  std::vector<Token> tokens = words(text);
  tokens[1].span = Span{3, 8};
  tokens[1].text = "  big";
  EXPECT_EQ(swapped(tokens, text, 1), "too  small");
}

TEST(SwapAt, NeverLeavesTheText) {
  std::vector<Token> tokens = words("too big");
  EXPECT_FALSE(swap_at(tokens, "too", 1)) << "tokens of an older, longer text";
  tokens[1].span.reset();
  EXPECT_FALSE(swap_at(tokens, "too big", 1));
}

}  // namespace
}  // namespace attnscope::test
