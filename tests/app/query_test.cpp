#include <gmock/gmock.h>

#include "app/scene.h"
#include "app/words.h"
#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

/// "the suit ##case s": pieces that continue a word begin with ##.
std::vector<Token> pieces(std::string_view text) {
  std::vector<Token> tokens = words(text);
  for (Token& token : tokens) {
    if (token.piece.rfind("##", 0) != 0) continue;
    token.text = token.piece.substr(2);
    token.starts_word = false;
  }
  return tokens;
}

int query(std::string word, int index, std::string_view text) {
  return resolve(QueryChoice{std::move(word), index}, pieces(text));
}

TEST(Query, TakesTheEqualWordNearestToItsOldPlace) {
  EXPECT_EQ(query("the", 0, "the cat saw the dog near the house"), 0);
  EXPECT_EQ(query("the", 4, "the cat saw the dog near the house"), 3);
  EXPECT_EQ(query("the", 5, "the cat saw the dog near the house"), 6);
  EXPECT_EQ(query("the", 900, "the cat saw the dog near the house"), 6);
}

TEST(Query, WithoutAPlaceTakesTheLastOne) { EXPECT_EQ(query("the", -1, "the cat saw the dog"), 3); }

TEST(Query, SurvivesAnEditBeforeIt) { EXPECT_EQ(query("cat", 1, "yesterday a small cat slept"), 3); }

TEST(Query, CapitalsCountOnlyWhereTheyTellWordsApart) {
  EXPECT_EQ(query("it", 0, "It rained and it snowed"), 3);
  EXPECT_EQ(query("it", 3, "It rained"), 0);
}

TEST(Query, AWordIsAllItsPiecesAndItsFirstPieceAsks) {
  EXPECT_EQ(query("suitcase", -1, "the suit ##case and the suit"), 1);
  EXPECT_EQ(query("suit", -1, "the suit ##case and the suit"), 5);
}

TEST(Query, APieceOfAnotherWordIsNotTheWord) { EXPECT_EQ(query("it", -1, "it saw a rabb ##it"), 0); }

TEST(Query, ALaterPieceCanBePinned) {
  const std::vector<Token> tokens = pieces("case the suit ##case");
  EXPECT_EQ(pin(tokens, 3), (QueryChoice{"##case", 3}));
  EXPECT_EQ(resolve(pin(tokens, 3), tokens), 3);
  EXPECT_EQ(resolve(pin(tokens, 3), pieces("case a b c the suit ##case")), 6);
}

TEST(Query, EveryTokenCanBePinnedAndFoundAgain) {
  std::vector<Token> tokens = pieces("[CLS] The suit ##case is big . It is big . [SEP]");
  tokens.front().span.reset();
  tokens.back().span.reset();
  tokens[4].text = " is";       // tokenizers that count the space in
  tokens[6].text = "\n";        // white space has no word
  tokens[9].text = "\xF0\x9F";  // half a character
  for (int i = 0; i < static_cast<int>(tokens.size()); ++i) EXPECT_EQ(resolve(pin(tokens, i), tokens), i) << i;
}

TEST(Query, ChoosesTheLastPronounElseTheLastWord) {
  EXPECT_EQ(query("", -1, "it fell because he dropped the cup ."), 3);
  EXPECT_EQ(query("", -1, "It's late now"), 0);
  EXPECT_EQ(query("", -1, "the cat sat ."), 2);
  EXPECT_EQ(query("", -1, "the suit ##case ."), 1);
  EXPECT_EQ(query("", -1, ". . ."), 2);
  EXPECT_EQ(query("", -1, "die Katze schläft 猫 ."), 3);
}

TEST(Query, SpecialTokensAreNeverChosenWhileThereIsText) {
  std::vector<Token> tokens = words("[CLS] ! [SEP]");
  tokens.front().span.reset();
  tokens.back().span.reset();
  EXPECT_EQ(resolve(QueryChoice{}, tokens), 1);
  tokens.erase(tokens.begin() + 1);
  EXPECT_EQ(resolve(QueryChoice{}, tokens), 1);
}

TEST(Query, AWordThatIsGoneLeavesTheChoiceToUs) { EXPECT_EQ(query("dog", 1, "the cat said it was late"), 3); }

TEST(Query, WithoutTokensNobodyAsks) {
  EXPECT_EQ(resolve(QueryChoice{}, {}), -1);
  EXPECT_EQ(resolve(QueryChoice{"it", 3}, {}), -1);
  EXPECT_EQ(pin({}, 0), QueryChoice{});
  EXPECT_EQ(pin(words("a b"), 2), QueryChoice{});
  EXPECT_EQ(pin(words("a b"), -1), QueryChoice{});
}

TEST(Words, AreWholeWhicheverPieceIsAsked) {
  const std::vector<Token> tokens = pieces("the suit ##case ##s fell");
  for (const int piece : {1, 2, 3}) {
    EXPECT_EQ(word_around(tokens, piece).begin, 1);
    EXPECT_EQ(word_around(tokens, piece).end, 4);
    EXPECT_EQ(word_text(tokens, word_around(tokens, piece)), "suitcases");
  }
}

TEST(Words, AreShortenedByWholeCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc…");
  EXPECT_EQ(shortened("aéé", 4), "aé…");
  EXPECT_EQ(shortened("猫猫", 2), "…");
}

}  // namespace
}  // namespace attnscope::test
