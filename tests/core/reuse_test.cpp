// What a pass takes over from the one before it, and that nobody can tell.

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/forward.h"
#include "tests/support/matrices.h"
#include "tests/support/random.h"
#include "tests/support/targets.h"
#include "tests/support/workers.h"

namespace attnscope {
namespace {

constexpr int kVocabulary = 23;
constexpr int kMostTokens = 40;

ModelConfig causal_config() {
  return {.vocab_size = kVocabulary,
          .hidden = 12,
          .feed_forward = 20,
          .max_tokens = kMostTokens,
          .relative = {},
          .layers = {plain_layer(3, 4, Mask::causal()), plain_layer(2, 6, Mask::causal()),
                     plain_layer(4, 3, Mask::causal())}};
}

struct CausalModel {
  std::string name;
  Model model;
};

/// One for each way in which a row might depend on where it stands.
std::vector<CausalModel> causal_models() {
  std::vector<CausalModel> models;
  models.push_back({"learned positions", test::random_model(causal_config(), 1)});
  ModelConfig padded = causal_config();
  padded.padding_id = 3;
  models.push_back({"positions that padding does not count in", test::random_model(padded, 2)});
  ModelConfig turned = causal_config();
  for (LayerConfig& layer : turned.layers) layer.inverse_frequencies = {1.0F};
  models.push_back({"rotary positions", test::random_model(turned, 3, {.positions = false})});
  ModelConfig windowed = causal_config();
  windowed.layers[1].mask = Mask{.back = 4, .ahead = 0};
  models.push_back({"a window", test::random_model(windowed, 4)});
  ModelConfig shared = causal_config();
  shared.layers[2].kv_heads = 2;
  shared.residual = Residual::Parallel;
  models.push_back({"shared keys", test::random_model(shared, 5)});
  return models;
}

Trace whole_pass(const Model& model, const std::vector<Token>& tokens, const ForwardOptions& options = {}) {
  return forward(model, tokens, options).value();
}

bool same_numbers(const Trace& a, const Trace& b) {
  if (a.layers.size() != b.layers.size() || a.size() != b.size()) return false;
  for (std::size_t l = 0; l < a.layers.size(); ++l) {
    if (a.streams[l].view() != b.streams[l].view()) return false;
    for (std::size_t h = 0; h < a.layers[l].size(); ++h) {
      const HeadTrace& one = a.layers[l][h];
      const HeadTrace& other = b.layers[l][h];
      if (one.q.view() != other.q.view() || one.k.view() != other.k.view() || one.v.view() != other.v.view()) {
        return false;
      }
    }
  }
  return true;
}

/// The tokens after an edit such as people make, at least one of them.
std::vector<Token> edited(std::vector<Token> tokens, test::Random& random) {
  const auto other = test::random_tokens(1 + random.next_below(3), kVocabulary,
                                         static_cast<std::uint32_t>(random.next_below(1 << 20)));
  const auto at = static_cast<std::ptrdiff_t>(random.next_below(static_cast<int>(tokens.size()) + 1));
  switch (random.next_below(5)) {
    case 0:  // typed on
      tokens.insert(tokens.end(), other.begin(), other.end());
      break;
    case 1:  // the last word is another
      tokens.back() = other.front();
      break;
    case 2:  // deleted from the end
      tokens.resize(static_cast<std::size_t>(at));
      break;
    case 3:  // put in between
      tokens.insert(tokens.begin() + at, other.begin(), other.end());
      break;
    default:  // nothing at all
      break;
  }
  if (tokens.empty()) tokens = other;
  if (tokens.size() > kMostTokens) tokens.resize(kMostTokens);
  return tokens;
}

TEST(Reuse, GivesTheNumbersOfAWholePassToTheLastBitWhateverWasEdited) {
  for (const CausalModel& one : causal_models()) {
    SCOPED_TRACE(one.name);
    test::on_each_target([&] {
      test::Random random(7);
      test::BackwardWorkers several;
      std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 8);
      Trace last = whole_pass(one.model, tokens);
      for (int edit = 0; edit < 60; ++edit) {
        tokens = edited(tokens, random);
        Trace next = forward(one.model, tokens, {}, {.workers = &several, .previous = &last}).value();
        ASSERT_TRUE(same_numbers(next, whole_pass(one.model, tokens))) << "edit " << edit;
        last = std::move(next);
      }
    });
  }
}

std::vector<Token> with(std::vector<Token> tokens, int id) {
  tokens.push_back(tokens[0]);
  tokens.back().id = id;
  return tokens;
}

/// Where some of the numbers lie that a pass keeps.
std::vector<const float*> place_of(const Trace& trace) {
  return {trace.streams[1].view().data(), trace.layers[1][0].q.view().data(), trace.layers[1][0].k.view().data(),
          trace.layers[1][1].v.view().data()};
}

TEST(Reuse, AnAppendedWordIsWrittenBehindWhatIsThere) {
  const Model model = test::random_model(causal_config(), 1);
  const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
  const Trace before = whole_pass(model, tokens);
  const Trace one = forward(model, with(tokens, 5), {}, {.previous = &before}).value();
  const Trace two = forward(model, with(with(tokens, 5), 7), {}, {.previous = &one}).value();
  EXPECT_EQ(place_of(one), place_of(before));
  EXPECT_EQ(place_of(two), place_of(before));
  EXPECT_TRUE(same_numbers(before, whole_pass(model, tokens)));
  EXPECT_TRUE(same_numbers(one, whole_pass(model, with(tokens, 5))));
  EXPECT_TRUE(same_numbers(two, whole_pass(model, with(with(tokens, 5), 7))));
}

TEST(Reuse, AFewRowsBehindManyDifferByRoundings) {
  const test::MatrixUnitFrom eight_rows(8);  // the whole pass, but not what is appended
  for (const CausalModel& one : causal_models()) {
    SCOPED_TRACE(one.name);
    const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
    const Trace before = whole_pass(one.model, tokens);
    const Trace appended = forward(one.model, with(tokens, 5), {}, {.previous = &before}).value();
    const Trace whole = whole_pass(one.model, with(tokens, 5));
    for (std::size_t l = 0; l < whole.layers.size(); ++l) {
      for (std::size_t h = 0; h < whole.layers[l].size(); ++h) {
        EXPECT_LT(test::worst(Matrix(appended.layers[l][h].k.view()), Matrix(whole.layers[l][h].k.view())), 1e-5);
      }
    }
  }
}

TEST(Reuse, TextsThatBeginAlikeDoNotDisturbEachOther) {
  const Model model = test::random_model(causal_config(), 1);
  const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
  const Trace before = whole_pass(model, tokens);
  const Trace one = forward(model, with(tokens, 5), {}, {.previous = &before}).value();
  const Trace other = forward(model, with(tokens, 6), {}, {.previous = &before}).value();
  EXPECT_NE(place_of(one), place_of(other));
  EXPECT_TRUE(same_numbers(one, whole_pass(model, with(tokens, 5))));
  EXPECT_TRUE(same_numbers(other, whole_pass(model, with(tokens, 6))));
}

TEST(Reuse, RoomThatRunsOutIsFoundElsewhere) {
  const Model model = test::random_model(causal_config(), 1);
  std::vector<Token> tokens = test::random_tokens(4, kVocabulary, 9);
  Trace last = whole_pass(model, tokens);
  const std::vector<const float*> first_place = place_of(last);
  while (tokens.size() < kMostTokens) {
    tokens = with(tokens, static_cast<int>(tokens.size()) % kVocabulary);
    Trace next = forward(model, tokens, {}, {.previous = &last}).value();
    last = std::move(next);
  }
  EXPECT_NE(place_of(last), first_place) << "never ran out, so this shows nothing";
  EXPECT_TRUE(same_numbers(last, whole_pass(model, tokens)));
}

TEST(Reuse, APassThatCameToNothingGivesItsRoomBack) {
  const Model model = test::random_model(causal_config(), 1);
  const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
  const Trace before = whole_pass(model, tokens);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(forward(model, with(tokens, 5), {}, {.stop = stop.get_token(), .previous = &before}).ok());
  const Trace next = forward(model, with(tokens, 6), {}, {.previous = &before}).value();
  EXPECT_EQ(place_of(next), place_of(before));
  EXPECT_TRUE(same_numbers(next, whole_pass(model, with(tokens, 6))));
}

/// A trace that says of itself what it is not: its first layer's keys are all 100.
Trace marked(Trace trace) {
  for (HeadTrace& head : trace.layers[0]) head.k = Matrix(Matrix::Constant(head.k.rows(), head.k.columns(), 100.0F));
  return trace;
}

/// How many rows of it a pass took over.
int rows_taken(const Model& model, const std::vector<Token>& before, const std::vector<Token>& after,
               const ForwardOptions& options = {}) {
  const Trace previous = marked(whole_pass(model, before, options));
  const Trace trace = forward(model, after, options, {.previous = &previous}).value();
  int rows = 0;
  while (rows < trace.size() && trace.layers[0][0].k.view()(rows, 0) == 100.0F) ++rows;
  return rows;
}

TEST(Reuse, TakesEveryRowThatHolds) {
  const Model model = test::random_model(causal_config(), 1);
  const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
  std::vector<Token> longer = tokens;
  longer.push_back(tokens[0]);
  EXPECT_EQ(rows_taken(model, tokens, longer), 12);
  EXPECT_EQ(rows_taken(model, longer, tokens), 11) << "one row is always made";
  std::vector<Token> changed = longer;
  changed[5].id = (changed[5].id + 1) % kVocabulary;
  EXPECT_EQ(rows_taken(model, longer, changed), 5);
  EXPECT_EQ(rows_taken(model, longer, changed, {.multiplier = 2.0F, .mask = {}}), 5);
}

TEST(Reuse, TakesNothingWhereARowSeesWhatComesAfterIt) {
  ModelConfig both_ways = causal_config();
  both_ways.layers[1].mask = Mask{.back = 5, .ahead = 1};
  const Model model = test::random_model(both_ways, 1);
  const std::vector<Token> tokens = test::random_tokens(12, kVocabulary, 9);
  EXPECT_EQ(rows_taken(model, tokens, tokens), 0);
  EXPECT_EQ(rows_taken(model, tokens, tokens, {.multiplier = 1.0F, .mask = Mask::causal()}), 11)
      << "a what-if of a mask";
  const Model causal = test::random_model(causal_config(), 1);
  EXPECT_EQ(rows_taken(causal, tokens, tokens, {.multiplier = 1.0F, .mask = Mask::all()}), 0);
}

}  // namespace
}  // namespace attnscope
