#include "app/worked.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "app/action.h"
#include "app/numbers.h"
#include "app/reading.h"
#include "app/worked_examples.h"
#include "app/worked_source.h"
#include "core/attention.h"
#include "tests/app/worked_support.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

/// One row of a worked example, as the screen shows it.
struct ShownRow {
  std::vector<std::string> scores, shares, output;
  friend bool operator==(const ShownRow&, const ShownRow&) = default;
};

std::ostream& operator<<(std::ostream& out, const ShownRow& row) {
  for (const auto* part : {&row.scores, &row.shares, &row.output}) {
    for (const std::string& number : *part) out << number << "  ";
    out << "| ";
  }
  return out;
}

/// The way of the window: scene, reading, head, row; numbers in the digits that people see.
ShownRow shown_row(const Scene& scene, int query, int digits) {
  const auto reading = read(*worked_source(scene.model, *scene.worked), reading_key(scene), {});
  EXPECT_TRUE(reading.ok());
  const HeadTrace& head = (*reading)->trace->map((*reading)->side)[0][0];
  const auto view = look(head.q, head.k, {.scale = scene.multiplier * head.native_scale, .mask = head.mask});
  EXPECT_TRUE(view.ok());
  ShownRow row;
  for (Eigen::Index j = 0; j < view->weights.cols(); ++j) {
    row.scores.push_back(fixed_number(view->scores(query, j), digits));
    row.shares.push_back(percent_text(view->weights(query, j)));
  }
  const Eigen::RowVectorXf output = blend(view->weights.row(query), head.v);
  for (Eigen::Index d = 0; d < output.size(); ++d) row.output.push_back(fixed_number(output[d], digits));
  return row;
}

ShownRow shown_row(const std::string& name, int query, int digits = 3) {
  const Result<WorkedExample> example = load_worked(ATTNSCOPE_ASSETS, "by-hand/" + name);
  EXPECT_TRUE(example.ok()) << to_line(example.error());
  return shown_row(open_worked(*example, {}), query, digits);
}

TEST(WorkedExamples, TheCatSat) {
  // q = k = v: The (.2 .8 .1), cat (.9 .3 .7), sat (.4 .6 .5). "sat" asks:
  //   sat·The = .08 + .48 + .05 = .61    sat·cat = .36 + .18 + .35 = .89    sat·sat = .16 + .36 + .25 = .77
  //   e^(.61 - .89) = .7558   e^0 = 1   e^(.77 - .89) = .8869   sum 2.6427   shares .2860 .3784 .3356
  //   .2860 (.2 .8 .1) + .3784 (.9 .3 .7) + .3356 (.4 .6 .5) = (.5320 .5437 .4613)
  EXPECT_EQ(shown_row("cat-sat", 2),
            (ShownRow{{"0.610", "0.890", "0.770"}, {"28.6 %", "37.8 %", "33.6 %"}, {"0.532", "0.544", "0.461"}}));
  // "cat" asks:  .18 + .24 + .07 = .49    .81 + .09 + .49 = 1.39    .36 + .18 + .35 = .89
  //   e^-.9 = .4066   1   e^-.5 = .6065   sum 2.0131   shares .2020 .4968 .3013
  //   (.0404 + .4471 + .1205, .1616 + .1490 + .1808, .0202 + .3477 + .1506)
  EXPECT_EQ(shown_row("cat-sat", 1),
            (ShownRow{{"0.490", "1.390", "0.890"}, {"20.2 %", "49.7 %", "30.1 %"}, {"0.608", "0.491", "0.519"}}));
}

TEST(WorkedExamples, TheWeightedAverage) {
  // "it" asks (1 0): the scores are ln 7, ln 2 and ln 1 to three digits, so e^score is 7, 2 and 1 of 10.
  //   .7 (1 0) + .2 (0 1) + .1 (.5 .5) = (.75 .25)
  EXPECT_EQ(shown_row("weighted-average", 2),
            (ShownRow{{"1.946", "0.693", "0.000"}, {"70.0 %", "20.0 %", "10.0 %"}, {"0.750", "0.250"}}));
  // "cat" asks 0: all alike.  (1 + 0 + .5) / 3
  EXPECT_EQ(shown_row("weighted-average", 0),
            (ShownRow{{"0.000", "0.000", "0.000"}, {"33.3 %", "33.3 %", "33.3 %"}, {"0.500", "0.500"}}));
  // "mat" asks twice as loud: 7² : 2² : 1² = 49 : 4 : 1 of 54.  (49 + .5) / 54, (4 + .5) / 54
  EXPECT_EQ(shown_row("weighted-average", 1),
            (ShownRow{{"3.892", "1.386", "0.000"}, {"90.7 %", "7.4 %", "1.9 %"}, {"0.917", "0.083"}}));
}

TEST(WorkedExamples, TheLookUp) {
  // "pear" asks (1 0): ln 12, 0, ln 7, so 12 : 1 : 7 of 20.
  //   .6 (2 .2) + .05 (0 3) + .35 (4 .2) = (1.2 + 0 + 1.4, .12 + .15 + .07)
  EXPECT_EQ(shown_row("look-up", 2),
            (ShownRow{{"2.485", "0.000", "1.946"}, {"60.0 %", "5.0 %", "35.0 %"}, {"2.600", "0.340"}}));
  // "stone" asks (0 1): 0, ln 12, 0, so 1 : 12 : 1 of 14.  (2 + 4) / 14, (.2 + 36 + .2) / 14
  EXPECT_EQ(shown_row("look-up", 1),
            (ShownRow{{"0.000", "2.485", "0.000"}, {"7.1 %", "85.7 %", "7.1 %"}, {"0.429", "2.600"}}));
}

TEST(WorkedExamples, TheBlankIsEven) {
  for (int query = 0; query < 3; ++query) {
    EXPECT_EQ(
        shown_row("three-blank", query),
        (ShownRow{{"0.000", "0.000", "0.000"}, {"33.3 %", "33.3 %", "33.3 %"}, {"0.000", "0.000", "0.000", "0.000"}}));
  }
}

TEST(WorkedExamples, FromWordsToQKV) {
  // x is one-hot, so q, k and v of a word are a row of W_Q, W_K and W_V. "sat" asks (2 1 0 0):
  //   cat (2 0 0 0): 4    sat (0 0 0 1): 0    mat (0 2 0 0): 2    × 1/√4: 2, 0, 1
  //   e^0 = 1   e^-2 = .1353   e^-1 = .3679   sum 1.5032   shares .6652 .0900 .2447
  //   .6652 (1 0 .5 0) + .0900 (0 0 1 0) + .2447 (0 1 0 .5) = (.6652, .2447, .3326 + .0900, .1224)
  EXPECT_EQ(
      shown_row("words-to-qkv", 1),
      (ShownRow{{"4.000", "0.000", "2.000"}, {"66.5 %", "9.0 %", "24.5 %"}, {"0.665", "0.245", "0.423", "0.122"}}));
}

TEST(WorkedExamples, TheAsksDerHundIstSchwarz) {
  // The first text is asked, the second asks. "The" asks (2 1 0 0):
  //   Der (2 0 0 0): 4    Hund (0 2 0 0): 2    ist (0 0 2 0): 0    schwarz (0 0 0 2): 0    × 1/√4: 2, 1, 0, 0
  //   e^0 = 1   e^-1 = .3679   e^-2 = .1353 twice   sum 1.6386   shares .6103 .2245 .0826 .0826
  // The values are one-hot, so the output is the shares.
  EXPECT_EQ(shown_row("der-hund", 0), (ShownRow{{"4.000", "2.000", "0.000", "0.000"},
                                                {"61.0 %", "22.5 %", "8.3 %", "8.3 %"},
                                                {"0.610", "0.225", "0.083", "0.083"}}));
  // "black" asks (0 1 0 2): 0, 2, 0, 4 × 1/2: 0, 1, 0, 2
  EXPECT_EQ(shown_row("der-hund", 3), (ShownRow{{"0.000", "2.000", "0.000", "4.000"},
                                                {"8.3 %", "22.5 %", "8.3 %", "61.0 %"},
                                                {"0.083", "0.225", "0.083", "0.610"}}));
}

TEST(WorkedExamples, OpenAsTheirNotesSay) {
  const std::vector<WorkedExample> all = list_worked(ATTNSCOPE_ASSETS);
  ASSERT_GE(all.size(), 5U);
  for (const WorkedExample& example : all) {
    SCOPED_TRACE(example.name);
    EXPECT_TRUE(is_worked_name(example.name));
    EXPECT_FALSE(example.worked.title.empty());
    EXPECT_FALSE(example.worked.note.empty());
    const Scene scene = open_worked(example, first_scene());
    EXPECT_TRUE(check(scene).ok());
    EXPECT_EQ(scene.worked, example.worked);
    EXPECT_EQ(scene.text, example.text);
    EXPECT_EQ(attnscope::apply(scene, SetScene{scene}), scene);
    EXPECT_FALSE(attnscope::apply(scene, SetModel{"reader"}).worked) << "another model has numbers of its own";
  }
}

TEST(WorkedSource, GivesTheNumbersOfItsTablesAndWhatFollowsFromThem) {
  Random random(5);
  for (int run = 0; run < 60; ++run) {
    const int n = 1 + random.next_below(kMaxWorkedWords);
    Worked worked = random_worked(random, {n, n});
    if (worked.two_texts) continue;
    for (Matrix& table : worked.tables) table *= 0.2F;  // the naive softmax subtracts no maximum
    ASSERT_TRUE(check(worked, {n, n}).ok());
    std::string text;
    for (int i = 0; i < n; ++i) text += " w" + std::to_string(i);
    const auto source = worked_source("by-hand/random", worked);
    Result<Encoding> encoding = source->encode(text);
    ASSERT_TRUE(encoding.ok());
    const Result<Trace> trace = source->trace(encoding->tokens, {}, {});
    ASSERT_TRUE(trace.ok());
    const HeadTrace& head = trace->layers[0][0];

    const auto product = [](const Matrix& a, const Matrix& b) {
      Grid out(static_cast<std::size_t>(a.rows()), std::vector<double>(static_cast<std::size_t>(b.cols())));
      for (Eigen::Index i = 0; i < a.rows(); ++i) {
        for (Eigen::Index j = 0; j < b.cols(); ++j) {
          for (Eigen::Index k = 0; k < a.cols(); ++k) {
            out[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] +=
                static_cast<double>(a(i, k)) * static_cast<double>(b(k, j));
          }
        }
      }
      return out;
    };
    using enum WorkedTable;
    EXPECT_LT(worst(head.q, worked.projected ? product(worked[X], worked[ToQuery]) : to_grid(worked[Query])), 1e-4);
    EXPECT_LT(worst(head.k, worked.projected ? product(worked[X], worked[ToKey]) : to_grid(worked[Key])), 1e-4);
    EXPECT_LT(worst(head.v, worked.projected ? product(worked[X], worked[ToValue]) : to_grid(worked[Value])), 1e-4);
    const double scale = worked.root_scale ? 1 / std::sqrt(static_cast<double>(worked.dims())) : 1;
    EXPECT_NEAR(static_cast<double>(head.native_scale), scale, 1e-6);

    const auto view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
    ASSERT_TRUE(view.ok());
    EXPECT_LT(worst(view->weights, naive_weights(naive_scores(head.q, head.k), scale, Mask::all())), 1e-4);
  }
}

TEST(WorkedSource, ReadsWordsUpToItsTwelfthAndSaysWhereItStopped) {
  const auto source = worked_source("x", {});
  const Result<Encoding> few = source->encode("  The\tcat\n sat ");
  ASSERT_EQ(few->tokens.size(), 3U);
  EXPECT_EQ(few->tokens[1].text, "cat");
  EXPECT_EQ(few->tokens[1].span, (Span{6, 9}));
  EXPECT_FALSE(few->cut_at);
  const Result<Encoding> many = source->encode("a b c d e f g h i j k l m n");
  EXPECT_EQ(many->tokens.size(), 12U);
  EXPECT_EQ(many->total_tokens, 14U);
  EXPECT_EQ(many->cut_at, 24U);
  EXPECT_TRUE(source->encode("")->tokens.empty());
  EXPECT_EQ(source->encode("a\xff").error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(source->trace(few->tokens, {}, {}).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(source->encode_second("a").error().code, ErrorCode::Unsupported);
}

TEST(WorkedSource, OfTwoTextsLooksAcross) {
  Random random(6);
  Worked worked = random_worked(random, {2, 3});
  ASSERT_TRUE(worked.two_texts);
  const auto source = worked_source("by-hand/two", worked);
  EXPECT_TRUE(source->card().takes_two());
  const std::vector<Token> asked = source->encode("a b c")->tokens;
  const std::vector<Token> asking = source->encode_second("x y")->tokens;
  const Result<Trace> trace = source->trace_two(asked, asking, {}, {});
  ASSERT_TRUE(trace.ok());
  EXPECT_EQ(trace->cross[0][0].q.rows(), 2);
  EXPECT_EQ(trace->cross[0][0].v.rows(), 3);
  EXPECT_TRUE(trace->layers.empty());
  EXPECT_EQ(source->trace_two(asking, asked, {}, {}).error().code, ErrorCode::ShapeMismatch);
  EXPECT_FALSE(source->trace(asked, {}, {}).ok());
}

TEST(CheckWorked, RefusesEveryTableOfAnotherShapeAndEveryNumberOutOfRange) {
  Random random(8);
  for (int run = 0; run < 100; ++run) {
    const WorkedSize size{1 + random.next_below(12), 1 + random.next_below(12)};
    const Worked sound = random_worked(random, size);
    ASSERT_TRUE(check(sound, size).ok()) << to_line(check(sound, size).error());
    for (const WorkedTable table : tables_of(sound)) {
      Worked spoiled = sound;
      spoiled.tied = false;
      spoiled[table].conservativeResize(sound[table].rows() + 1, Eigen::NoChange);
      spoiled[table].bottomRows(1).setZero();
      EXPECT_FALSE(check(spoiled, size).ok()) << name_of(table);
      for (const float bad : {100.1F, -1e30F, INFINITY, NAN}) {
        spoiled = sound;
        spoiled.tied = false;
        spoiled[table](0, 0) = bad;
        EXPECT_FALSE(check(spoiled, size).ok()) << name_of(table) << " " << bad;
      }
    }
    Worked spoiled = sound;
    spoiled.title = std::string(kMaxWorkedTitle + 1, 'x');
    EXPECT_FALSE(check(spoiled, size).ok());
  }
}

}  // namespace
}  // namespace attnscope::test
