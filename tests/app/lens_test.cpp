#include "app/lens.h"

#include <gmock/gmock.h>

#include "app/plans/query_plan.h"
#include "app/scene.h"
#include "core/lens.h"
#include "tests/app/application_support.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Lens kHidden{.hide_special = true, .merge_words = false};
constexpr Lens kMerged{.hide_special = false, .merge_words = true};
constexpr Lens kBoth{.hide_special = true, .merge_words = true};

/// "[CLS] the em ##bed ##ding sat [SEP]", as BERT cuts "the embedding sat".
std::vector<Token> framed_tokens() {
  const auto token = [](int id, std::string text, std::optional<Span> span, bool starts) {
    const std::string piece = (starts ? "" : "##") + text;
    return Token{.id = id, .piece = piece, .text = std::move(text), .span = span, .starts_word = starts};
  };
  return {token(1, "[CLS]", std::nullopt, true), token(2, "the", Span{0, 3}, true),
          token(3, "em", Span{4, 6}, true),      token(4, "bed", Span{6, 9}, false),
          token(5, "ding", Span{9, 13}, false),  token(6, "sat", Span{14, 17}, true),
          token(7, "[SEP]", std::nullopt, true)};
}

std::vector<std::string> texts_of(const std::vector<Token>& tokens) {
  std::vector<std::string> texts;
  for (const Token& token : tokens) texts.push_back(token.text);
  return texts;
}

TEST(ShowThrough, EveryTokenAsItIs) {
  const ShownTokens shown = show_through(framed_tokens(), {});
  EXPECT_EQ(shown.tokens, framed_tokens());
  EXPECT_FALSE(shown.hides || shown.joins);
  for (int i = 0; i < 7; ++i) EXPECT_TRUE(shown.row_of(i) == i && shown.token_of(i) == i) << i;
}

TEST(ShowThrough, LeavesOutWhatTheTokenizerAdded) {
  const ShownTokens shown = show_through(framed_tokens(), kHidden);
  EXPECT_THAT(texts_of(shown.tokens), ElementsAre("the", "em", "bed", "ding", "sat"));
  EXPECT_THAT(shown.kept, ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(shown.row_of(0), -1);
  EXPECT_EQ(shown.row_of(6), -1);
  EXPECT_EQ(shown.row_of(4), 3);
  EXPECT_EQ(shown.token_of(0), 1);
}

TEST(ShowThrough, JoinsPiecesToWords) {
  const ShownTokens shown = show_through(framed_tokens(), kMerged);
  EXPECT_THAT(texts_of(shown.tokens), ElementsAre("[CLS]", "the", "embedding", "sat", "[SEP]"));
  EXPECT_EQ(shown.tokens[2].id, -1) << "a word of several pieces has no row of its own in the embedding table";
  EXPECT_EQ(*shown.tokens[2].span, (Span{4, 13}));
  EXPECT_THAT(shown.words,
              ElementsAre(TokenRange{0, 1}, TokenRange{1, 2}, TokenRange{2, 5}, TokenRange{5, 6}, TokenRange{6, 7}));
  for (const int piece : {2, 3, 4}) EXPECT_EQ(shown.row_of(piece), 2);
}

TEST(ShowThrough, DoesBoth) {
  const ShownTokens shown = show_through(framed_tokens(), kBoth);
  EXPECT_THAT(texts_of(shown.tokens), ElementsAre("the", "embedding", "sat"));
  EXPECT_EQ(shown.row_of(3), 1);
  EXPECT_EQ(shown.token_of(1), 2);
  EXPECT_TRUE(shown.hides && shown.joins);
}

TEST(ShowThrough, NoPieceOfAWordIsJoinedToWhatTheTokenizerAdded) {
  std::vector<Token> tokens = framed_tokens();
  tokens[1].starts_word = false;  // "##s" at the start of a text
  EXPECT_THAT(texts_of(show_through(tokens, kMerged).tokens), ElementsAre("[CLS]", "the", "embedding", "sat", "[SEP]"));
}

TEST(ShowThrough, MayLeaveNothing) {
  const std::vector<Token> tokens{framed_tokens().front(), framed_tokens().back()};
  const ShownTokens shown = show_through(tokens, kBoth);
  EXPECT_THAT(shown.tokens, IsEmpty());
  const auto view = std::make_shared<const HeadView>(*look_again(Matrix::Zero(2, 2), {}));
  EXPECT_EQ(look_through(view, shown, shown).shown, nullptr);
  EXPECT_EQ(asking_row({.word = "it"}, tokens, shown), -1);
}

TEST(AskingRow, FollowsTheTokenAndChoosesAnotherWhereItIsHidden) {
  const std::vector<Token> tokens = framed_tokens();
  const ShownTokens words = show_through(tokens, kBoth);
  EXPECT_EQ(asking_row(pin(tokens, 4), tokens, words), 1) << "a piece asks as its word";
  EXPECT_EQ(asking_row(pin(tokens, 0), tokens, words), 2) << "the last word, as where nothing was chosen";
  EXPECT_EQ(asking_row(pin(tokens, 0), tokens, show_through(tokens, {})), 0);
}

TEST(Badge, NamesEveryDeparture) {
  Question question;
  EXPECT_EQ(badge(question, Mask::all()), "");
  question.lens = kBoth;
  EXPECT_EQ(badge(question, Mask::all()),
            "special tokens hidden, shares renormalised · pieces merged to words: summed over keys, averaged over "
            "queries");
  question.multiplier = 3;
  EXPECT_THAT(badge(question, Mask::all()), testing::StartsWith("what if: scale 3×, this head · special tokens"));
  EXPECT_EQ(what_ifs(question, Mask::all()).size(), 1U) << "a lens bends no model";
  EXPECT_EQ(short_badge(question, Mask::all()), "what if: scale 3×, this head · no special tokens · whole words");
}

/// A head over framed_tokens() through a lens.
struct LensedHead {
  HeadTrace head;
  ShownTokens shown;
  LookedAt at;

  explicit LensedHead(const Lens& lens) : shown(show_through(framed_tokens(), lens)) {
    Random random(8);
    head = {.q = random_matrix(7, 4, 2, random),
            .k = random_matrix(7, 4, 2, random),
            .v = random_matrix(7, 4, 2, random),
            .native_scale = 0.5F,
            .mask = Mask::causal()};
    at = look_through(
        std::make_shared<const HeadView>(*look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask})), shown,
        shown);
  }
  [[nodiscard]] QueryInput input() const { return {head, shown, shown, *at.computed, *at.pieces, *at.shown}; }
  [[nodiscard]] QueryPlan plan(int query) const {
    return plan_query(input(), query, kTimelineEnd, at.shown->weights.row(query));
  }
};

TEST(PlanQueryThroughALens, ExponentialsOverTheirSumStayTheWeightsWhereOnePieceAsks) {
  for (const Lens& lens : {Lens{}, kHidden, kMerged, kBoth}) {
    const LensedHead h(lens);
    const int query = h.shown.row_of(5);
    const QueryPlan plan = h.plan(query);
    EXPECT_FALSE(plan.joined);
    float sum = 0;
    for (const QueryRow& row : plan.rows) {
      EXPECT_NEAR(row.exponential / plan.exponential_sum, row.weight, 1e-6F);
      EXPECT_EQ(row.weight, h.at.shown->weights(query, row.key));
      EXPECT_EQ(row.joined, h.shown.words[static_cast<std::size_t>(row.key)].size() > 1);
      sum += row.weight;
    }
    EXPECT_NEAR(sum, 1, 1e-6F);
  }
}

TEST(PlanQueryThroughALens, TheBlendIsTheOneOfThePieces) {
  for (const Lens& lens : {kHidden, kMerged, kBoth}) {
    const LensedHead h(lens);
    const int query = h.shown.row_of(3);
    const TokenRange asking = h.shown.words[static_cast<std::size_t>(query)];
    Eigen::RowVectorXf wanted = Eigen::RowVectorXf::Zero(4);
    for (int i = asking.begin; i < asking.end; ++i) {
      for (std::size_t j = 0; j < h.shown.kept.size(); ++j) {
        wanted += h.at.pieces->weights(i, static_cast<int>(j)) / static_cast<float>(asking.size()) *
                  h.head.v.row(h.shown.kept[j]);
      }
    }
    EXPECT_LT((h.plan(query).output - wanted).cwiseAbs().maxCoeff(), 1e-5F);
  }
}

TEST(PlanQueryThroughALens, SaysWhatGoesToHiddenTokens) {
  const LensedHead h(kHidden);
  const int query = h.shown.row_of(5);
  EXPECT_NEAR(h.plan(query).left_out, h.at.computed->weights(5, 0) + h.at.computed->weights(5, 6), 1e-6F);
  EXPECT_EQ(LensedHead({}).plan(5).left_out, 0);
}

/// The numbers in a text.
std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
    std::size_t used = 0;
    numbers.push_back(std::stod(text.substr(at), &used));
    at += used;
  }
  return numbers;
}

TEST(PlanQueryThroughALens, JoinedSharesCanBeAddedUpByHand) {
  const LensedHead h(kBoth);
  const int word = h.shown.row_of(3);
  const int sat = h.shown.row_of(5);
  const std::string sum = joined_text(h.input(), sat, h.plan(sat).rows[static_cast<std::size_t>(word)]);
  EXPECT_THAT(sum, testing::MatchesRegex("[0-9.]+ % = em [0-9.]+ % \\+ bed [0-9.]+ % \\+ ding [0-9.]+ %"));
  const std::vector<double> added = numbers_in(sum);
  ASSERT_EQ(added.size(), 4U);
  EXPECT_NEAR(added[1] + added[2] + added[3], added[0], 0.0501);
  EXPECT_NEAR(added[2], 100 * static_cast<double>(h.at.pieces->weights(4, 2)), 0.0006);

  const std::string mean = joined_text(h.input(), word, h.plan(word).rows[0]);
  EXPECT_THAT(mean, testing::EndsWith(" ÷ 3, the mean of em, bed, ding"));
  const std::vector<double> meant = numbers_in(mean);
  ASSERT_EQ(meant.size(), 5U);
  EXPECT_NEAR((meant[1] + meant[2] + meant[3]) / meant[4], meant[0], 0.0501);
  EXPECT_THAT(pieces_text(h.input(), word, word, 4), HasSubstr("…")) << "nine pairs";
}

using LensInTheApplication = ApplicationTest;

TEST_F(LensInTheApplication, IsAStepOfTheHistoryAndNeedsNoOtherPass) {
  start();
  const int passes = reader_.traces();
  act({Edit(SetLens{kMerged})});
  settle();
  EXPECT_TRUE(state().reading->lens == kMerged);
  EXPECT_EQ(reader_.traces(), passes) << "the pass that is there is shown in another way";
  act({Command(Undo{})});
  settle();
  EXPECT_TRUE(state().reading->lens == Lens{});
  EXPECT_TRUE(state().scene.lens == Lens{});
  act({Command(Redo{})});
  settle();
  EXPECT_TRUE(state().scene.lens == kMerged);
  act({Edit(SetText{"the dog sat"})});
  settle();
  EXPECT_TRUE(state().reading->lens == kMerged);
  EXPECT_EQ(reader_.traces(), passes + 1);
}

TEST_F(LensInTheApplication, ShowsOnePictureEverywhere) {
  start();
  act({Edit(SetLens{kBoth})});
  settle();
  const HeadSummary& summary = state().reading->heads[2];
  ASSERT_EQ(summary.place, state().head);
  EXPECT_EQ((summary.thumbnail - state().view->weights).cwiseAbs().maxCoeff(), 0);
  for (std::size_t i = 0; i < kPatterns.size(); ++i) EXPECT_EQ(summary.patterns[i].score, state().patterns[i].score);
}

}  // namespace
}  // namespace attnscope::test
