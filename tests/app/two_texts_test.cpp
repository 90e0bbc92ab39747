// A source that takes two texts, from the question to what is shown.
#include <gmock/gmock.h>

#include "app/plans/chips_plan.h"
#include "app/plans/compare_plan.h"
#include "app/plans/heatmap_plan.h"
#include "app/plans/meters_plan.h"
#include "app/plans/query_plan.h"
#include "app/plans/scale_plan.h"
#include "app/scene_json.h"
#include "app/view_cache.h"
#include "app/words.h"
#include "tests/app/application_support.h"
#include "tests/app/fake_source.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::array kSides{MapSide::Encoder, MapSide::Decoder, MapSide::Cross};

std::vector<std::string> spelled(const std::vector<Token>& tokens) {
  std::vector<std::string> texts;
  for (const Token& token : tokens) texts.push_back(token.text);
  return texts;
}

class TwoTexts : public ::testing::Test {
 protected:
  TwoTexts() { source_.take_two(3, 4); }

  [[nodiscard]] std::shared_ptr<const Reading> read_side(MapSide side, const Lens& lens = {}) const {
    const auto reading =
        read(source_, {.text = "the cat sat", .text_b = "le chat noir dort", .lens = lens, .side = side}, {});
    EXPECT_TRUE(reading.ok());
    return reading.ok() ? *reading : nullptr;
  }

  FakeModels models_;
  FakeSource& source_ = models_.add("fake", 2, 3, 16);
};

TEST_F(TwoTexts, EachMapHasItsRowsAndColumns) {
  const std::vector<std::string> first{"the", "cat", "sat"};
  const std::vector<std::string> second{"<start>", "le", "chat", "noir"};
  struct Expected {
    MapSide side;
    std::vector<std::string> rows, columns;
    std::size_t heads;
  };
  for (const Expected& want :
       {Expected{MapSide::Encoder, first, first, 6}, Expected{MapSide::Decoder, second, second, 12},
        Expected{MapSide::Cross, second, first, 12}}) {
    const auto reading = read_side(want.side);
    EXPECT_EQ(reading->side, want.side);
    EXPECT_EQ(spelled(reading->shown().tokens), want.rows);
    EXPECT_EQ(spelled(reading->keys().tokens), want.columns);
    ASSERT_EQ(reading->heads.size(), want.heads);
    EXPECT_EQ(reading->heads[0].thumbnail.rows(), static_cast<Eigen::Index>(want.rows.size()));
    EXPECT_EQ(reading->heads[0].thumbnail.cols(), static_cast<Eigen::Index>(want.columns.size()));
  }
}

TEST_F(TwoTexts, SummariesAreWhatTheTraceSays) {
  for (const MapSide side : kSides) {
    const auto reading = read_side(side);
    const HeadTrace& head = reading->trace->map(side)[1][2];
    const HeadSummary& summary = *std::ranges::find(reading->heads, HeadPlace{1, 2}, &HeadSummary::place);
    Grid bias;
    for (int i = 0; i < head.q.rows() && !head.bias.empty(); ++i) {
      bias.push_back(to_grid(Matrix(head.bias.row(i, head.k.rows())))[0]);
    }
    const Grid want = naive_weights(naive_scores(head.q, head.k), 0.5, head.mask, bias);
    EXPECT_LE(worst(summary.thumbnail, want), 1e-6);
    EXPECT_EQ(bias.empty(), side != MapSide::Decoder);
  }
}

TEST_F(TwoTexts, AnotherMapNeedsNoOtherPass) {
  Reader reader(models_.opener());
  ReadingKey key{.model = "fake", .text = "a b", .text_b = "c d"};
  for (const MapSide side : kSides) {
    key.side = side;
    EXPECT_EQ(reader(key, {}).reading->side, side);
  }
  EXPECT_EQ(source_.traces(), 1);
  key.text_b = "c e";
  EXPECT_EQ(spelled(reader(key, {}).reading->encoding_b.tokens), (std::vector<std::string>{"<start>", "c"}));
  EXPECT_EQ(source_.traces(), 2);
}

TEST_F(TwoTexts, ASourceOfOneTextLeavesTheSecondAside) {
  FakeSource& one = models_.add("one", 2, 3, 16);
  Reader reader(models_.opener());
  const auto with = reader({.model = "one", .text = "a b", .text_b = "c d", .side = MapSide::Decoder}, {}).reading;
  EXPECT_EQ(with->side, MapSide::Encoder);
  EXPECT_THAT(with->encoding_b.tokens, IsEmpty());
  EXPECT_THAT(with->trace->tokens_b, IsEmpty());
  (void)reader({.model = "one", .text = "a b", .text_b = "something else"}, {});
  EXPECT_EQ(one.traces(), 1);
}

TEST_F(TwoTexts, WithoutASecondTextTheDecoderHasReadNothingYet) {
  const auto reading = *read(source_, {.text = "the cat"}, {});
  EXPECT_EQ(reading->side, MapSide::Cross);
  EXPECT_EQ(spelled(reading->shown().tokens), std::vector<std::string>{"<start>"});
  EXPECT_EQ(reading->heads[0].thumbnail.rows(), 1);
  EXPECT_EQ(reading->heads[0].thumbnail.cols(), 2);
}

TEST(WordText, EachPlaceOnce) {
  // As T5 cuts "le chat": the mark of a word that is no piece of the vocabulary stands where its first letter does.
  const std::vector<Token> tokens{{.id = 1, .piece = "▁", .text = "l", .span = Span{0, 1}},
                                  {.id = 2, .piece = "l", .text = "l", .span = Span{0, 1}, .starts_word = false},
                                  {.id = 3, .piece = "e", .text = "e", .span = Span{1, 2}, .starts_word = false},
                                  {.id = 1, .piece = "▁", .text = "c", .span = Span{3, 4}},
                                  {.id = 4, .piece = "ch", .text = "ch", .span = Span{3, 5}, .starts_word = false}};
  EXPECT_EQ(word_text(tokens, {0, 3}), "le");
  EXPECT_EQ(word_text(tokens, {3, 5}), "ch");
  EXPECT_TRUE(stands_before(tokens, 0));
  EXPECT_FALSE(stands_before(tokens, 1));
  EXPECT_FALSE(stands_before(tokens, 4));
  Eigen::RowVectorXf weights(5);
  weights << 0.1F, 0.2F, 0.3F, 0.2F, 0.2F;
  EXPECT_EQ(summarise(tokens, weights), "60 % le, 40 % ch");
}

TEST_F(TwoTexts, EachTextHasItsOwnLens) {
  const auto reading = read_side(MapSide::Cross, {.hide_special = true});
  EXPECT_EQ(spelled(reading->shown().tokens), (std::vector<std::string>{"le", "chat", "noir"}));
  EXPECT_EQ(spelled(reading->keys().tokens), (std::vector<std::string>{"the", "cat", "sat"}));
  EXPECT_EQ(reading->heads[0].thumbnail.rows(), 3);
  EXPECT_EQ(pin_shown(*reading, 0), (QueryChoice{.word = "le", .index = 1}));
}

TEST_F(TwoTexts, PatternsOfPlacesMeanNothingBetweenTwoTexts) {
  const auto reading = read_side(MapSide::Cross);
  for (const HeadSummary& head : reading->heads) {
    for (const Pattern& row : kPatterns) {
      const bool of_places =
          row.id == PatternId::Diagonal || row.id == PatternId::Previous || row.id == PatternId::Next;
      EXPECT_EQ(row.needs_one_text, of_places);
      EXPECT_EQ(head.patterns[static_cast<std::size_t>(row.id)].rows > 0, !of_places) << row.title;
    }
  }
  ViewCache cache;
  const HeadView& view = *cache.view(reading, {0, 0}, 1, {})->shown;
  EXPECT_THAT(pattern_cells(PatternId::Diagonal, view, MapSide::Cross), IsEmpty());
  EXPECT_EQ(pattern_cells(PatternId::First, view, MapSide::Cross).size(), 4U);
  EXPECT_EQ(pattern_cells(PatternId::Diagonal, view, MapSide::Encoder).size(), 3U) << "would we notice?";
}

TEST_F(TwoTexts, AMaskSpeaksOfPlacesInOneText) {
  ViewCache cache;
  const MaskChoice mask{.kind = MaskKind::Nearby, .window = 1};
  const auto cross = read_side(MapSide::Cross);
  EXPECT_EQ(cache.view(cross, {0, 0}, 1, mask)->shown->mask, Visibility(Mask::all()));
  EXPECT_EQ(cache.view(read_side(MapSide::Decoder), {0, 0}, 1, mask)->shown->mask, Visibility(Mask::nearby(1)));
  Question question;
  question.mask = mask;
  EXPECT_THAT(what_ifs(question, Mask::all(), MapSide::Cross), IsEmpty());
  EXPECT_EQ(what_ifs(question, Mask::causal(), MapSide::Decoder).size(), 1U);
  question.scope = Scope::Model;
  EXPECT_EQ(what_ifs(question, Mask::all(), MapSide::Cross).size(), 1U) << "it bends what comes before";
}

TEST_F(TwoTexts, TheSceneKeepsWhichMapIsLookedAt) {
  for (const MapSide side : kSides) {
    Scene scene;
    scene.text_b = "le chat";
    scene = apply(scene, SetSide{side});
    const auto again = scene_from_json(to_json(scene), "scene");
    ASSERT_TRUE(again.ok()) << to_line(again.error());
    EXPECT_EQ(*again, scene);
    EXPECT_NE(reading_key(scene), reading_key(apply(scene, SetTextB{"la"})));
    EXPECT_TRUE(is_key_of(reading_key(scene), scene));
  }
  EXPECT_FALSE(scene_from_json(R"({"format": "attnscope scene", "version": 1, "text": "a", "side": "up"})", "f").ok());
  EXPECT_NE(reading_key(apply(Scene{}, SetSide{MapSide::Decoder})), reading_key(Scene{}));
}

TEST_F(TwoTexts, ASwapExchangesAWordOfItsOwnText) {
  Scene scene;
  scene.text = "too big";
  scene.text_b = "big cup";
  const Scene swapped = apply(scene, SwapWord{.span = {0, 3}, .replacement = "small", .second = true});
  EXPECT_EQ(swapped.text, "too big");
  EXPECT_EQ(swapped.text_b, "small cup");
  const auto swaps = plan_swaps(words("big cup"), "big cup", true);
  ASSERT_TRUE(swaps[0].has_value());
  EXPECT_TRUE(swaps[0]->second);
}

TEST_F(TwoTexts, ResolvesToWhatTheSourceHas) {
  SourceCard card;
  card.layers = {{2, 4}};
  EXPECT_EQ(resolve_side(MapSide::Cross, card), MapSide::Encoder);
  EXPECT_FALSE(card.takes_two());
  card.cross_layers = {{3, 4}, {1, 4}};
  EXPECT_TRUE(card.takes_two());
  EXPECT_EQ(resolve_side(MapSide::Cross, card), MapSide::Cross);
  EXPECT_EQ(resolve_side(MapSide::Decoder, card), MapSide::Encoder);
  EXPECT_EQ(resolve_head(HeadPlace{0, 2}, card, MapSide::Cross), (HeadPlace{0, 2}));
  EXPECT_EQ(resolve_head(HeadPlace{0, 2}, card, MapSide::Encoder), (HeadPlace{0, 0}));
  card.layers.clear();
  EXPECT_EQ(resolve_side(MapSide::Encoder, card), MapSide::Cross) << "a worked example may have nothing else";
}

TEST_F(TwoTexts, TheQueryPlanAddsUpOnEveryMap) {
  for (const MapSide side : kSides) {
    const auto reading = read_side(side);
    ViewCache cache;
    const LookedAt at = *cache.view(reading, {1, 1}, 2, {});
    const HeadTrace& head = *find_head(reading.get(), {1, 1});
    const QueryInput in{head, reading->shown(), reading->keys(), *at.computed, *at.pieces, *at.shown};
    for (int query = 0; query < static_cast<int>(reading->shown().tokens.size()); ++query) {
      const QueryPlan plan = plan_query(in, query, kTimelineEnd, at.shown->weights.row(query));
      ASSERT_EQ(plan.rows.size(), reading->keys().tokens.size());
      EXPECT_EQ(plan.biased, side == MapSide::Decoder);
      for (const QueryRow& row : plan.rows) {
        EXPECT_NEAR(row.score, head.q.row(query).dot(head.k.row(row.key)), 1e-5);
        EXPECT_NEAR(row.logit, plan.scale * row.score + row.bias, 1e-5);
        const float share = row.visible ? row.exponential / plan.exponential_sum : 0.0F;
        EXPECT_NEAR(share, row.weight, 1e-5);
        const float distance = side == MapSide::Decoder ? static_cast<float>(row.key - query) : 0.0F;
        EXPECT_FLOAT_EQ(row.bias, 0.1F * distance);
      }
      EXPECT_LE(worst(Matrix(plan.output), to_grid(Matrix(blend(at.shown->weights.row(query), head.v)))), 1e-5);
    }
    EXPECT_EQ(bias_text(*at.shown, 1, 0), side == MapSide::Decoder ? " − 0.100" : "");
  }
}

TEST_F(TwoTexts, ArcsGoWhereTheMapLooks) {
  const std::vector<Token> first = words("the cat sat");
  const std::vector<Token> second = words("le chat noir dort");
  const auto text = [](const std::vector<Token>& tokens) {
    return ChipText{tokens, std::vector<float>(tokens.size(), 40.0F),
                    std::vector<std::optional<SwapWord>>(tokens.size())};
  };
  const auto plan = [&](MapSide side, const Eigen::RowVectorXf& weights, int query) {
    return plan_two_texts(text(first), text(second), side, weights, query, 1000, {});
  };
  const auto chip = [](const ChipsPlan& of, bool is_second, int token) {
    return *std::ranges::find_if(of.chips, [=](const Chip& c) { return c.second == is_second && c.token == token; });
  };
  Eigen::RowVectorXf three(3);
  three << 0.5F, 0.2F, 0.3F;
  const ChipsPlan cross = plan(MapSide::Cross, three, 1);
  EXPECT_EQ(cross.chips.size(), 7U);
  EXPECT_EQ(cross.arcs.size(), 3U) << "the token of the same place is another word";
  EXPECT_TRUE(chip(cross, true, 1).query);
  EXPECT_FALSE(chip(cross, false, 1).query);
  EXPECT_EQ(chip(cross, false, 0).weight, 0.5F);
  EXPECT_EQ(chip(cross, true, 0).weight, 0);
  for (const Arc& arc : cross.arcs) {
    EXPECT_EQ(arc.from.y, chip(cross, true, 1).rect.y) << "from the upper edge of the word that asks";
    EXPECT_EQ(arc.to.y, chip(cross, false, arc.key).rect.bottom());
    EXPECT_LT(arc.to.y, arc.from.y);
  }
  EXPECT_EQ(cross.arcs.back().key, 0) << "the strongest is painted last";
  const ChipsPlan encoder = plan(MapSide::Encoder, three, 1);
  EXPECT_EQ(encoder.arcs.size(), 2U);
  EXPECT_TRUE(chip(encoder, false, 1).query);
  EXPECT_FALSE(chip(encoder, true, 1).query);
  Eigen::RowVectorXf four(4);
  four << 0.1F, 0.2F, 0.3F, 0.4F;
  const ChipsPlan decoder = plan(MapSide::Decoder, four, 3);
  EXPECT_EQ(decoder.arcs.size(), 3U);
  for (const Arc& arc : decoder.arcs) EXPECT_GE(arc.to.y, chip(decoder, true, 3).rect.bottom());
  for (std::size_t i = 0; i < cross.chips.size(); ++i) {
    EXPECT_EQ(cross.chips[i].rect, encoder.chips[i].rect) << "nothing moves";
    EXPECT_EQ(cross.chips[i].rect, decoder.chips[i].rect);
  }
  EXPECT_EQ(cross.height, encoder.height);
}

TEST(PlanHeatmap, CellsStaySquareWhereRowsAndColumnsDiffer) {
  const Rect area{10, 20, 600, 400};
  for (const MapSize size : {MapSize(3, 9), MapSize(9, 3), MapSize(1, 5), MapSize(40, 7), MapSize(1, 1)}) {
    const HeatmapPlan plan = plan_heatmap(size, {.query = 0}, {}, {}, area, {});
    EXPECT_NEAR(plan.map.w, plan.cell * static_cast<float>(size.columns), 1.5F);
    EXPECT_NEAR(plan.map.h, plan.cell * static_cast<float>(size.rows), 1.5F);
    EXPECT_LE(plan.map.right(), area.right());
    EXPECT_LE(plan.map.bottom(), area.bottom() + 1);
    const Cell last{size.rows - 1, size.columns - 1};
    EXPECT_EQ(cell_at(plan, size, cell_rect(plan, last).centre()), last);
    EXPECT_FALSE(cell_at(plan, size, {plan.map.right() + 2, plan.map.y + 1}).has_value());
  }
}

TEST(PlanHeatmap, ZoomKeepsTheCellUnderThePointerOnBothSides) {
  const MapSize size(10, 30);
  const Point at{0.3F, 0.6F};
  MapRegion region = clamp_region({}, size);
  EXPECT_EQ(region.span, 30);
  const Point seen = cells_on_view(region, size);
  const float column = region.column + at.x * seen.x;
  for (int i = 0; i < 12; ++i) {
    region = zoom_region(region, size, at, 1.2F);
    const Point now = cells_on_view(region, size);
    EXPECT_NEAR(region.column + at.x * now.x, column, 1e-3);
    EXPECT_LE(region.row + now.y, 10 + 1e-4);
    EXPECT_LE(region.column + now.x, 30 + 1e-4);
  }
  EXPECT_LT(cells_on_view(region, size).y, 10) << "close enough to see fewer rows than there are";
}

class TwoTextsApp : public TwoTexts {
 protected:
  TwoTextsApp() {
    Scene scene;
    scene.text = "the cat sat";
    scene.text_b = "le chat noir";
    scene.model = "fake";
    Application::Options options;
    options.scene = scene;
    options.open_source = models_.opener();
    app_.emplace(std::move(options));
    EXPECT_TRUE(app_->settle(60s));
  }
  void act(const Actions& actions) {
    app_->dispatch(actions, 0);
    EXPECT_TRUE(app_->settle(60s));
  }
  [[nodiscard]] const AppState& state() const { return app_->state(); }

  std::optional<Application> app_;
};

TEST_F(TwoTextsApp, TheMapCanBeChangedAndTakenBack) {
  EXPECT_EQ(state().side, MapSide::Cross);
  EXPECT_EQ(state().view->weights.rows(), 3);
  act({Edit(SetSide{MapSide::Encoder})});
  EXPECT_EQ(state().side, MapSide::Encoder);
  EXPECT_EQ(state().reading->heads.size(), 6U);
  act({Edit(SetSide{MapSide::Decoder}), Edit(SetHead{{2, 3}}), Edit(SetQuery{{"chat", 2}})});
  EXPECT_EQ(state().head, (HeadPlace{2, 3}));
  EXPECT_EQ(state().query, 2);
  act({Command(Undo{}), Command(Undo{}), Command(Undo{})});
  EXPECT_EQ(state().side, MapSide::Encoder);
  act({Command(Undo{})});
  EXPECT_EQ(state().side, MapSide::Cross);
}

TEST_F(TwoTextsApp, AModelOfOneTextKeepsBothTexts) {
  models_.add("one", 1, 1, 16);
  act({Edit(SetModel{"one"})});
  EXPECT_EQ(state().side, MapSide::Encoder);
  EXPECT_FALSE(state().card.takes_two());
  EXPECT_EQ(state().scene.text_b, "le chat noir");
  EXPECT_EQ(state().scene.side, MapSide::Cross);
  act({Edit(SetModel{"fake"})});
  EXPECT_EQ(state().side, MapSide::Cross);
  EXPECT_EQ(spelled(state().reading->shown().tokens), (std::vector<std::string>{"<start>", "le", "chat"}));
}

TEST_F(TwoTextsApp, TypingIntoTheSecondTextIsOneStep) {
  app_->dispatch({Edit(SetTextB{"l"})}, 1.0);
  app_->dispatch({Edit(SetTextB{"le"})}, 1.2);
  app_->dispatch({Command(Undo{})}, 1.4);
  EXPECT_EQ(state().scene.text_b, "le chat noir");
}

TEST_F(TwoTextsApp, ComparesRowsWithRowsAndColumnsWithColumns) {
  act({Edit(SetQuery{{"chat", 2}}), Edit(SetBeside{state().scene})});
  act({Edit(SetTextB{"un grand chat gris"})});
  act({Edit(SetQuery{{"chat", 3}})});
  const ComparePlan plan = plan_compare(state());
  ASSERT_EQ(plan.rows.size(), 3U) << "the keys are those of the first text";
  EXPECT_EQ(plan.query.shown, 3);
  EXPECT_EQ(plan.query.kept, 2);
  EXPECT_FLOAT_EQ(plan.rows[1].shown, state().view->weights(3, 1));
  EXPECT_FLOAT_EQ(plan.rows[1].kept, state().beside->view->weights(2, 1));
  EXPECT_THAT(plan.shown_differs, HasSubstr("un"));
  act({Edit(SetSide{MapSide::Encoder})});
  EXPECT_THAT(plan_compare(state()).shown_differs, HasSubstr("first text → itself"));
}

TEST_F(TwoTextsApp, WhatWasComparedIsQueriesTimesKeys) {
  EXPECT_EQ(plan_scale(state()).comparisons, "3 × 3 = 9");
  act({Edit(SetText{"the cat sat on the mat"})});
  EXPECT_EQ(plan_scale(state()).comparisons, "3 × 6 = 18");
  act({Edit(SetSide{MapSide::Decoder})});
  EXPECT_EQ(plan_scale(state()).comparisons, "6 of 3 × 3");
  EXPECT_FALSE(plan_scale(state()).curve.empty());
}

TEST_F(TwoTextsApp, MetersSayWhereAPatternMeansNothing) {
  for (const Meter& meter : plan_meters(state())) {
    const bool of_places = pattern(meter.id).needs_one_text;
    EXPECT_EQ(meter.value == "–", of_places) << meter.title;
  }
}

}  // namespace
}  // namespace attnscope::test
