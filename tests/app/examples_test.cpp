#include "app/examples.h"

#include <gmock/gmock.h>

#include <set>

#include "app/action.h"
#include "app/worked_examples.h"
#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

TEST(Examples, EachAsksAWordOfItsText) {
  for (const Example& example : kExamples) {
    std::string text(example.text);
    text.back() = ' ';  // the fake's words end at spaces
    const std::vector<Token> tokens = words(text);
    const int query = resolve(QueryChoice{std::string(example.query), -1}, tokens);
    EXPECT_EQ(tokens[static_cast<std::size_t>(query)].text, example.query) << example.text;
  }
}

TEST(Examples, HaveTitlesOfTheirOwn) {
  std::set<std::string_view> titles;
  for (const Example& example : kExamples) titles.insert(example.title);
  EXPECT_EQ(titles.size(), kExamples.size());
}

TEST(Examples, TheFirstIsWhatTheProgramOpensWith) { EXPECT_EQ(kExamples[0].text, first_scene().text); }

TEST(Examples, AreShownUnbentInTheModelThatIsOpen) {
  Scene now = first_scene();
  now.model = "another";
  now.head = HeadPlace{0, 1};
  now.multiplier = 5;
  now.mask.kind = MaskKind::Causal;
  now.map = MapKind::Scores;
  const Scene shown = show_example(kExamples[3], now);
  EXPECT_EQ(shown.text, kExamples[3].text);
  EXPECT_EQ(shown.model, "another");
  EXPECT_EQ(shown.head, now.head);
  EXPECT_EQ(shown.map, MapKind::Scores);
  EXPECT_THAT(what_ifs(shown, Mask::all()), ::testing::IsEmpty());
  EXPECT_EQ(apply(now, SetScene{shown}), shown);
}

TEST(Examples, ArePredictedAnew) {
  Scene now = first_scene();
  EXPECT_FALSE(show_example(kExamples[1], now).prediction);
  now.prediction = Prediction{.shares = {0.25F, 0.75F}, .revealed = true};
  EXPECT_EQ(show_example(kExamples[1], now).prediction, Prediction{});
  EXPECT_EQ(open_worked(list_worked(ATTNSCOPE_ASSETS).front(), now).prediction, Prediction{});
}

}  // namespace
}  // namespace attnscope::test
