#include "app/describe.h"

#include <gmock/gmock.h>

#include "app/numbers.h"
#include "tests/app/application_support.h"

namespace attnscope::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Token word(const std::string& text) { return {.id = 0, .piece = text, .text = text, .span = Span{0, 1}}; }

/// A head of three words whose second gives 80 %, 15 % and 5 %.
class DescribeTest : public ::testing::Test {
 protected:
  DescribeTest() {
    question_.text = "cat sat cat";
    view_.weights = Matrix(3, 3);
    view_.weights << 0.5F, 0.25F, 0.25F, 0.8F, 0.15F, 0.05F, 1, 0, 0;
    view_.scores = Matrix::Zero(3, 3);
    view_.entropy = {1.5F, 1, 0};
    view_.scale = 0.25F;
    patterns_[1] = {.score = 0.1499F, .rows = 2, .column = std::nullopt};
    patterns_[3] = {.score = 0.62F, .rows = 3, .column = 0};
    patterns_[5] = {.score = 0.9F, .rows = 3, .column = std::nullopt};
  }

  [[nodiscard]] std::string said() const {
    return describe({.question = question_,
                     .model = "Reader",
                     .place = {1, 0},
                     .role = "who?",
                     .tokens = tokens_,
                     .keys = tokens_,
                     .query = 1,
                     .view = view_,
                     .native_mask = Mask::all(),
                     .patterns = patterns_});
  }

  Question question_;
  std::vector<Token> tokens_{word("cat"), word("sat"), word("cat")};
  HeadView view_;
  std::array<PatternScore, kPatterns.size()> patterns_{};
};

TEST_F(DescribeTest, SaysWhatIsSeen) {
  EXPECT_EQ(said(), std::string("Attention of Reader, layer 2, head 1, which answers \"who?\".\n"
                                "The sentence is \"cat sat cat\".\n"
                                "The word that asks is \"sat\", number 2 of 3.\n"
                                "It gives 80.0 % to \"cat\" (word 1), 15.0 % to itself and 5.0 % to \"cat\" (word 3).\n"
                                "It listens to 2.0 words of the 3 that it may see; its entropy is 1.00 bit of 1.58.\n"
                                "Over the whole sentence the head shows these patterns: ") +
                        std::string(pattern(PatternId::Column).title) +
                        " 62 % on \"cat\" (word 1).\n"
                        "The scale is 0.250, as trained; every word may look at every word.\n");
}

TEST_F(DescribeTest, NamesAPatternOnlyFromWhereItIsOne) {
  EXPECT_THAT(said(), Not(HasSubstr(std::string(pattern(PatternId::Previous).title))));
  patterns_[1].score = kPatternNamedFrom;
  EXPECT_THAT(said(), HasSubstr(std::string(pattern(PatternId::Previous).title) + " 15 % and "));
  patterns_ = {};
  EXPECT_THAT(said(), HasSubstr("no pattern clearly"));
}

TEST_F(DescribeTest, NobodyTrainedAWorkedExample) {
  question_.worked = Worked{};
  EXPECT_THAT(said(), HasSubstr("as written"));
}

TEST_F(DescribeTest, SaysEveryDepartureFromTheModel) {
  EXPECT_THAT(said(), AllOf(Not(HasSubstr("what-if")), Not(HasSubstr("lens"))));
  question_.multiplier = 3;
  question_.mask = {.kind = MaskKind::Causal};
  question_.lens.merge_words = true;
  view_.mask = Mask::causal();
  EXPECT_THAT(said(), AllOf(HasSubstr("3 times the trained one; no word may look ahead"),
                            HasSubstr("not what the model does by itself: scale 3×, this head and mask"),
                            HasSubstr("Shown through a lens")));
}

TEST_F(DescribeTest, FaintKeysAreToldTogether) {
  tokens_.clear();
  for (int i = 0; i < 9; ++i) tokens_.push_back(word(std::string(1, static_cast<char>('a' + i))));
  view_.weights = Matrix::Constant(9, 9, 0.1F);
  view_.weights(1, 8) = 0.2F;
  view_.scores = Matrix::Zero(9, 9);
  view_.entropy.assign(9, 3);
  EXPECT_THAT(said(), HasSubstr("It gives 20.0 % to \"i\", 10.0 % to \"a\", 10.0 % to itself, 10.0 % to \"c\", "
                                "10.0 % to \"d\" and 40.0 % to everything else."));
}

using DescribeState = ApplicationTest;

TEST_F(DescribeState, IsThatOfTheWindow) {
  start();
  EXPECT_THAT(describe(state()), AllOf(HasSubstr("The fake reader, layer 2, head 1"),
                                       HasSubstr(percent_text(state().view->weights.row(state().query).maxCoeff())),
                                       HasSubstr("the cat sat on the mat")));
  act({SetText{""}});
  settle();
  EXPECT_THAT(describe(state()), HasSubstr("no picture yet"));
}

}  // namespace
}  // namespace attnscope::test
