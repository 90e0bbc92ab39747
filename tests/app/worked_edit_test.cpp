#include "app/worked_edit.h"

#include <gtest/gtest.h>

#include "app/history.h"
#include "core/attention.h"
#include "tests/app/random_edits.h"
#include "tests/app/worked_support.h"

namespace attnscope::test {
namespace {

/// "a b c" with q = k = v.
Question abc() {
  Question question;
  question.text = "a b c";
  question.model = "by-hand/abc";
  question.worked.emplace();
  question.worked->tied = true;
  for (const WorkedTable table : {WorkedTable::Query, WorkedTable::Key, WorkedTable::Value}) {
    (*question.worked)[table] = table_of({{1, 2}, {3, 4}, {5, 6}});
  }
  return question;
}

Matrix weights_of(const Question& question) {
  const HeadTrace head = head_of(*question.worked);
  return look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask})->weights;
}

TEST(PutText, NumbersFollowTheirWords) {
  struct Case {
    const char* text;
    Matrix want;
  };
  const std::vector<Case> cases{
      {"a b c", table_of({{1, 2}, {3, 4}, {5, 6}})},
      {"a  b c ", table_of({{1, 2}, {3, 4}, {5, 6}})},
      {"a x c", table_of({{1, 2}, {3, 4}, {5, 6}})},  // renamed
      {"a c", table_of({{1, 2}, {5, 6}})},            // gone
      {"b c", table_of({{3, 4}, {5, 6}})},
      {"a b x c", table_of({{1, 2}, {3, 4}, {0, 0}, {5, 6}})},  // new
      {"x a b c", table_of({{0, 0}, {1, 2}, {3, 4}, {5, 6}})},
      {"a b c d e", table_of({{1, 2}, {3, 4}, {5, 6}, {0, 0}, {0, 0}})},
      {"x y", table_of({{1, 2}, {3, 4}})},  // nothing left: one by one
      {"a a b c", table_of({{1, 2}, {0, 0}, {3, 4}, {5, 6}})},
      {"c b a", table_of({{5, 6}, {3, 4}, {1, 2}})},  // elsewhere
      {"x b y z", table_of({{1, 2}, {3, 4}, {5, 6}, {0, 0}})},
      {"b c d", table_of({{3, 4}, {5, 6}, {0, 0}})},
      {"x c y a", table_of({{3, 4}, {5, 6}, {0, 0}, {1, 2}})},  // b, renamed, stays before c
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.text);
    Question question = abc();
    put_text(question, one.text);
    EXPECT_EQ(question.text, one.text);
    Worked want = *abc().worked;
    for (const WorkedTable table : {WorkedTable::Query, WorkedTable::Key, WorkedTable::Value}) want[table] = one.want;
    EXPECT_EQ(*question.worked, want);
  }
}

TEST(PutText, EveryTextLeavesNumbersForItsWords) {
  Random random(11);
  Question question = abc();
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (int w = random.next_below(16); w > 0; --w) text += std::string(1, "abcdef"[random.next_below(6)]) + " ";
    put_text(question, text);
    ASSERT_TRUE(check(question).ok()) << text << ": " << to_line(check(question).error());
  }
}

TEST(Change, ANumberOfATiedTableIsOneOfAllThree) {
  Question question = abc();
  change(question, SetNumber{.cell = {WorkedTable::Key, 1, 0}, .value = 7.5F});
  for (const WorkedTable table : {WorkedTable::Query, WorkedTable::Key, WorkedTable::Value})
    EXPECT_EQ((*question.worked)[table](1, 0), 7.5F);
  change(question, SetTied{false});
  change(question, SetNumber{.cell = {WorkedTable::Key, 1, 0}, .value = 2});
  EXPECT_EQ((*question.worked)[WorkedTable::Key](1, 0), 2);
  EXPECT_EQ((*question.worked)[WorkedTable::Query](1, 0), 7.5F);
  change(question, SetTied{true});
  EXPECT_EQ((*question.worked)[WorkedTable::Key](1, 0), 7.5F);
}

TEST(Change, RefusesNumbersAndPlacesThatAreNone) {
  const Question before = abc();
  for (const SetNumber& bad :
       {SetNumber{{WorkedTable::Query, 3, 0}, 1}, SetNumber{{WorkedTable::Query, 0, 2}, 1},
        SetNumber{{WorkedTable::Query, -1, 0}, 1}, SetNumber{{WorkedTable::ToKey, 0, 0}, 1},
        SetNumber{{WorkedTable::Query, 0, 0}, NAN}, SetNumber{{WorkedTable::Query, 0, 0}, 100.5F},
        SetNumber{{WorkedTable::Query, 0, 0}, -INFINITY}}) {
    Question question = before;
    change(question, bad);
    EXPECT_EQ(question, before);
  }
}

TEST(Change, EvenOutMakesTheWeightsOfThatWordEqual) {
  Question question = abc();
  const Matrix before = weights_of(question);
  EXPECT_NE(change(question, EvenOut{1}), "");
  const Matrix after = weights_of(question);
  for (int j = 0; j < 3; ++j) EXPECT_FLOAT_EQ(after(1, j), 1.0F / 3);
  EXPECT_EQ(after.row(0), before.row(0)) << "the others ask for what they asked for";
  EXPECT_EQ((*question.worked)[WorkedTable::Value], (*abc().worked)[WorkedTable::Value]);
}

TEST(Change, ANudgeMovesWeightToItsKeyAndBack) {
  Random random(3);
  int moved = 0;
  for (int run = 0; run < 100; ++run) {
    const WorkedSize size{3, 3};
    Question question = abc();
    question.worked = random_worked(random, size);
    if (question.worked->two_texts) continue;
    for (Matrix& table : question.worked->tables) table *= 0.3F;  // so that the step is a small one
    const Question before = question;
    const NudgeQuery nudge{.query = random.next_below(3), .key = random.next_below(3)};
    const std::string said = change(question, nudge);
    EXPECT_NE(said, "");
    ASSERT_TRUE(check(question).ok()) << said;
    const float was = weights_of(before)(nudge.query, nudge.key);
    const float is = weights_of(question)(nudge.query, nudge.key);
    if (was < 0.95F && was > 0.01F) {
      EXPECT_GT(is, was) << said;
      ++moved;
    }
  }
  EXPECT_GT(moved, 20);
}

TEST(Change, ANudgeTowardsNothingSaysWhy) {
  Question question = abc();
  change(question, SetTied{false});
  (*question.worked)[WorkedTable::Key].setOnes();
  const Question before = question;
  EXPECT_EQ(change(question, NudgeQuery{.query = 0, .key = 2}),
            "the keys are all alike to it: no query can tell c from the others");
  EXPECT_EQ(question, before);
}

TEST(Change, WordsAndDimensionsComeAndGoWithinTheirLimits) {
  Question question = abc();
  for (int i = 0; i < 20; ++i) change(question, AddWord{});
  EXPECT_EQ(counted_words(question.text), kMaxWorkedWords);
  EXPECT_EQ((*question.worked)[WorkedTable::Value].rows(), kMaxWorkedWords);
  for (int i = 0; i < 20; ++i) change(question, AddDimension{});
  EXPECT_EQ(question.worked->dims(), kMaxWorkedDims);
  EXPECT_TRUE(check(question).ok());
  for (int i = 0; i < 20; ++i) change(question, RemoveDimension{WorkedTable::Query, 1});
  for (int i = 0; i < 20; ++i) change(question, RemoveWord{WorkedTable::Query, 1});
  EXPECT_EQ(question.text, "a");
  EXPECT_EQ((*question.worked)[WorkedTable::Key], table_of({{1}}));
  EXPECT_TRUE(check(question).ok());

  question = abc();
  change(question, RemoveWord{WorkedTable::Query, 2});
  EXPECT_EQ(question.text, "a b");
  change(question, RemoveWord{WorkedTable::Query, 0});
  EXPECT_EQ(question.text, "b");
  EXPECT_EQ((*question.worked)[WorkedTable::Query], table_of({{3, 4}}));
}

TEST(Change, WhateverIsDoneTheNumbersFitTheWordsAndUndoBringsThemBack) {
  Random random(17);
  for (int run = 0; run < 40; ++run) {
    Scene scene;
    static_cast<Question&>(scene) = abc();
    scene.worked = random_worked(random, {3, 3});
    scene.text_b = scene.worked->two_texts ? "x y z" : "";
    ASSERT_TRUE(check(scene).ok());
    History history(scene);
    std::vector<Scene> seen{scene};
    for (int i = 0; i < 30; ++i) {
      const Edit edit = EditWorked{random_change(random)};
      history.end_gesture();
      history.edit(edit, 10.0 * i);
      ASSERT_TRUE(check(history.current()).ok()) << to_line(check(history.current()).error());
      ASSERT_EQ(history.current(), attnscope::apply(seen.back(), edit));
      if (!(history.current() == seen.back())) seen.push_back(history.current());
    }
    for (std::size_t i = seen.size() - 1; i > 0; --i) {
      ASSERT_TRUE(history.undo());
      ASSERT_EQ(history.current(), seen[i - 1]);
    }
    EXPECT_FALSE(history.can_undo());
  }
}

TEST(HistoryOfNumbers, TypingOneNumberIsOneStepAndAnotherCellBeginsAnother) {
  Scene scene;
  static_cast<Question&>(scene) = abc();
  History history(scene);
  const auto type = [&](int row, float value, Seconds at, bool held) {
    history.edit(EditWorked{SetNumber{.cell = {WorkedTable::Query, row, 0}, .value = value, .held = held}}, at);
  };
  type(0, 7, 0, true);
  type(0, 7.5F, 60, true);  // however long it takes
  type(1, 2, 61, true);
  history.end_gesture();
  type(1, 4, 61.5, true);  // typed anew
  EXPECT_TRUE(history.undo());
  EXPECT_TRUE(history.undo());
  EXPECT_EQ((*history.current().worked)[WorkedTable::Query](0, 0), 7.5F);
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current(), scene);

  type(0, 1.1F, 100, false);  // nudges: quick ones are one step
  type(0, 1.2F, 100.5, false);
  type(0, 1.3F, 110, false);
  EXPECT_TRUE(history.undo());
  EXPECT_EQ((*history.current().worked)[WorkedTable::Query](0, 0), 1.2F);
  EXPECT_TRUE(history.undo());
  EXPECT_FALSE(history.can_undo());
}

TEST(HistoryOfNumbers, ASentenceThatIsTypedAnewKeepsTheNumbersOfItsWords) {
  Scene scene;
  static_cast<Question&>(scene) = abc();
  History history(scene);
  Seconds now = 10;
  for (const char* typed : {"c", "c ", "c b", "c b ", "c b a"}) history.edit(SetText{typed}, now += 3);
  EXPECT_EQ((*history.current().worked)[WorkedTable::Query], table_of({{5, 6}, {3, 4}, {1, 2}}));
  EXPECT_TRUE(check(history.current()).ok());

  // What is done to the numbers in between is what goes on.
  history.edit(SetText{"c"}, now += 3);
  history.edit(EditWorked{SetNumber{.cell = {WorkedTable::Query, 0, 0}, .value = 9}}, now += 3);
  history.edit(SetText{"c b"}, now += 3);
  EXPECT_EQ((*history.current().worked)[WorkedTable::Query], table_of({{9, 6}, {0, 0}}));
  history.undo();
  history.undo();
  history.undo();
  EXPECT_EQ(history.current().text, "c b a");
  history.edit(SetText{"b a"}, now += 3);
  EXPECT_EQ((*history.current().worked)[WorkedTable::Query], table_of({{3, 4}, {1, 2}}));
}

TEST(Nudged, StaysADecimal) {
  EXPECT_EQ(nudged(0.2F, 0.1F), 0.3F);
  EXPECT_EQ(nudged(nudged(0.1F, 0.1F), 0.1F), 0.3F);
  EXPECT_EQ(nudged(-0.1F, 0.1F), 0.0F);
  EXPECT_EQ(nudged(100, 0.1F), 100);
}

}  // namespace
}  // namespace attnscope::test
