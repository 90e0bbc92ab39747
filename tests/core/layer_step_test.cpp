#include "core/layer_step.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/attention.h"
#include "tests/support/layer_steps.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

using test::worst;
using test::worst_step;

constexpr double kClose = 2e-5;  // of numbers near 1, after a few hundred products in floats

ModelConfig layers_of(const Mask& mask) {
  return {.vocab_size = 23,
          .hidden = 12,
          .feed_forward = 20,
          .max_tokens = 16,
          .layers = {plain_layer(3, 2, mask), plain_layer(2, 5, mask)}};
}

struct LayerCase {
  std::string name;
  ModelConfig config;
  test::RandomParts parts;
};

/// Each way in which a layer may be built round its heads.
std::vector<LayerCase> layer_cases() {
  std::vector<LayerCase> cases{{"norm before", layers_of(Mask::causal()), {}},
                               {"norm after", layers_of(Mask::all()), {.embedding_norm = true}},
                               {"rms norm after", layers_of(Mask::all()), {}},
                               {"parallel", layers_of(Mask::causal()), {}},
                               {"stored [in, out]", layers_of(Mask::causal()), {.order = MatrixOrder::InOut}},
                               {"no biases", layers_of(Mask::all()), {.biases = false}},
                               {"no first norm", layers_of(Mask::all()), {.first_attention_norm = false}},
                               {"shared keys", layers_of(Mask::causal()), {}},
                               {"distances", layers_of(Mask::all()), {.positions = false}}};
  cases[1].config.norm_place = NormPlace::After;
  cases[2].config.norm_place = NormPlace::After;
  cases[2].config.norm = NormKind::Rms;
  cases[3].config.residual = Residual::Parallel;
  for (LayerConfig& layer : cases[7].config.layers) {
    layer = plain_layer(4, 3, Mask::causal());
    layer.kv_heads = 2;
  }
  cases[8].config.relative = {.buckets = 8, .max_distance = 6, .both_ways = true};
  cases[8].config.layers.assign(2, plain_layer(2, 6, Mask::all()));
  return cases;
}

LayerStep step_of(const Model& model, const Trace& trace, const LayerQuestion& question) {
  const Result<LayerStep> step = layer_step(model, trace, question);
  EXPECT_TRUE(step.ok()) << (step.ok() ? "" : to_line(step.error()));
  return step.ok() ? *step : LayerStep{};
}

TEST(LayerStep, AgreesWithTheNaiveLoopsHoweverALayerIsBuilt) {
  for (const LayerCase& one : layer_cases()) {
    for (const ForwardOptions& options :
         {ForwardOptions{}, ForwardOptions{.multiplier = 0.4F, .mask = Mask::nearby(1)}}) {
      SCOPED_TRACE(testing::Message() << one.name << ", multiplier " << options.multiplier);
      const Model model = test::random_model(one.config, 5, one.parts);
      ASSERT_TRUE(validate(model).ok());
      const std::vector<Token> tokens = test::random_tokens(7, 23, 5);
      const Result<Trace> trace = forward(model, tokens, options);
      ASSERT_TRUE(trace.ok());
      std::vector<test::NaiveBlock> want = test::naive_blocks(model, tokens, options);
      EXPECT_LT(worst_step(model, *trace, MapSide::Encoder, options, want), kClose);
      for (auto part : {&test::NaiveBlock::before, &test::NaiveBlock::added, &test::NaiveBlock::left}) {
        double& number = (want[1].*part)[6][3];
        number += 2 * kClose;  // would we notice?
        EXPECT_GT(worst_step(model, *trace, MapSide::Encoder, options, want), kClose);
        number -= 2 * kClose;
      }
    }
  }
}

TEST(LayerStep, OfTwoTextsEachBlockHasItsOwnWeightsAndItsOwnStream) {
  for (const NormPlace place : {NormPlace::Before, NormPlace::After}) {
    ModelConfig encoder = layers_of(Mask::all());
    ModelConfig decoder = layers_of(Mask::causal());
    encoder.norm_place = decoder.norm_place = place;
    for (const ForwardOptions& options :
         {ForwardOptions{}, ForwardOptions{.multiplier = 1.5F, .mask = Mask::nearby(1)}}) {
      const Model model = test::random_two(encoder, decoder, 9);
      const std::vector<Token> tokens = test::random_tokens(6, 23, 9);
      const std::vector<Token> tokens_b = test::random_tokens(4, 23, 10);
      const Result<Trace> trace = forward_two(model, tokens, tokens_b, options);
      ASSERT_TRUE(trace.ok());
      const test::NaiveTwo want = test::naive_forward_two(model, tokens, tokens_b, options);
      EXPECT_LT(worst_step(model, *trace, MapSide::Encoder, options, want.encoder_blocks), kClose);
      EXPECT_LT(worst_step(model, *trace, MapSide::Decoder, options, want.decoder_blocks), kClose);
      EXPECT_LT(worst_step(model, *trace, MapSide::Cross, options, want.cross_blocks), kClose);
    }
  }
}

/// One layer whose numbers fit on a slip of paper: two heads of one dimension in a stream of two.
Model by_hand() {
  const auto matrix = [](const test::Grid& rows) { return WeightMatrix(test::to_matrix(rows)); };
  ModelConfig config{
      .vocab_size = 3, .hidden = 2, .feed_forward = 1, .max_tokens = 3, .layers = {plain_layer(2, 1, Mask::all())}};
  Model model = test::random_model(config, 1, {.positions = false, .first_attention_norm = false});
  model.token_embedding = matrix({{1, 0}, {0, 2}, {0, 0}});
  LayerWeights& layer = model.layers[0];
  const Linear zero{.weight = matrix({{0, 0}, {0, 0}}), .bias = {}, .order = MatrixOrder::OutIn};
  layer.query = layer.key = zero;  // every score is 0, so that every key gets the same share
  layer.value = {.weight = matrix({{6, 0}, {0, 3}}), .bias = {}, .order = MatrixOrder::OutIn};
  layer.output = {
      .weight = matrix({{1, 2}, {-1, 0.5}}), .bias = Vector(Vector::Constant(2, 0.25F)), .order = MatrixOrder::OutIn};
  return model;
}

TEST(LayerStep, ComesOutAsOnPaper) {
  const Model model = by_hand();
  ASSERT_TRUE(validate(model).ok()) << to_line(validate(model).error());
  std::vector<Token> tokens(3);
  tokens[1].id = 1;
  tokens[2].id = 2;
  const Result<Trace> trace = forward(model, tokens);
  ASSERT_TRUE(trace.ok());
  const LayerStep step = step_of(model, *trace, {.layer = 0, .row = 1});
  // Values of head 1: 6, 0, 0; of head 2: 0, 6, 0. A third of each is 2. W_O has rows 1 2 and -1 0.5, as it is stored.
  EXPECT_LT(worst(step.before, {{0, 2}}), 1e-6);
  EXPECT_LT(worst(step.blends, {{2}, {2}}), 1e-6);
  EXPECT_LT(worst(step.parts, {{2, -2}, {4, 1}}), 1e-6);
  EXPECT_LT(worst(step.added, {{6.25, -0.75}}), 1e-6);
  EXPECT_LT(worst(step.after, {{6.25, 1.25}}), 1e-6);
  EXPECT_EQ(step.normed.size(), 0);
}

TEST(LayerStep, AShownBlendIsFollowedAndTheOtherHeadsStayAsInThePass) {
  const Model model = test::random_model(layers_of(Mask::all()), 7);
  const Result<Trace> trace = forward(model, test::random_tokens(6, 23, 7));
  ASSERT_TRUE(trace.ok());
  const LayerStep plain = step_of(model, *trace, {.layer = 0, .row = 3});
  const LayerStep bent =
      step_of(model, *trace, {.layer = 0, .row = 3, .shown = LayerQuestion::Shown{1, {0.5F, -2.0F}}});
  EXPECT_EQ(plain.parts.row(0), bent.parts.row(0));
  EXPECT_EQ(plain.parts.row(2), bent.parts.row(2));
  EXPECT_LT(worst(bent.blends.row(1), {{0.5, -2.0}}), 1e-9);
  const Matrix moved = bent.parts.row(1) - plain.parts.row(1);
  EXPECT_LT(worst(Matrix(bent.after - plain.after), moved), kClose) << "only this head's part is another";

  // What the pass itself blended changes nothing.
  const HeadTrace& head = trace->layers[0][1];
  const Result<HeadView> view = look(head.q, head.k, {.scale = head.native_scale, .mask = head.mask});
  ASSERT_TRUE(view.ok());
  const Eigen::RowVectorXf own = blend(view->weights.row(3), head.v);
  const LayerStep same =
      step_of(model, *trace, {.layer = 0, .row = 3, .shown = LayerQuestion::Shown{1, {own.begin(), own.end()}}});
  EXPECT_LT(worst(same.after, Matrix(plain.after)), 1e-6);
}

/// Where the feed-forward block adds nothing, the next layer begins with what this one made.
TEST(LayerStep, IsWhatTheNextLayerBeginsWith) {
  Model model = test::random_model(layers_of(Mask::all()), 6);
  Linear& out = model.layers[0].feed_forward_out;
  out.weight = Matrix(Matrix::Zero(out.weight.rows(), out.weight.columns()));
  out.bias = Vector(Vector::Zero(out.bias.size()));
  const Result<Trace> trace = forward(model, test::random_tokens(5, 23, 6));
  ASSERT_TRUE(trace.ok());
  for (int row = 0; row < 5; ++row) {
    const LayerStep step = step_of(model, *trace, {.layer = 0, .row = row});
    EXPECT_LT(worst(step.after, Matrix(trace->streams[1].row(row))), kClose);
  }
}

TEST(LayerStep, SaysWhatComesNext) {
  ModelConfig config = layers_of(Mask::all());
  const std::vector<Token> tokens = test::random_tokens(3, 23, 8);
  const auto next_of = [&](const Model& model, MapSide side) {
    const Result<Trace> trace = model.decoder ? forward_two(model, tokens, tokens) : forward(model, tokens);
    return step_of(model, *trace, {.side = side}).next;
  };
  EXPECT_EQ(next_of(test::random_model(config, 8), MapSide::Encoder), AfterAttention::FeedForward);
  const Model two = test::random_two(config, config, 8);
  EXPECT_EQ(next_of(two, MapSide::Encoder), AfterAttention::FeedForward);
  EXPECT_EQ(next_of(two, MapSide::Decoder), AfterAttention::Cross);
  EXPECT_EQ(next_of(two, MapSide::Cross), AfterAttention::FeedForward);
  config.residual = Residual::Parallel;
  EXPECT_EQ(next_of(test::random_model(config, 8), MapSide::Encoder), AfterAttention::FeedForwardToo);
}

TEST(LayerStep, RefusesWhatIsNotThere) {
  const Model model = test::random_model(layers_of(Mask::all()), 8);
  Result<Trace> trace = forward(model, test::random_tokens(3, 23, 8));
  ASSERT_TRUE(trace.ok());
  const auto where = [&](const LayerQuestion& question) {
    const Result<LayerStep> step = layer_step(model, *trace, question);
    return step.ok() ? "nothing wrong" : step.error().where;
  };
  EXPECT_EQ(where({.layer = 1, .row = 2}), "nothing wrong");
  EXPECT_EQ(where({.layer = 2, .row = 0}), "layer 3");
  EXPECT_EQ(where({.layer = 0, .row = 3}), "row 4");
  EXPECT_EQ(where({.side = MapSide::Cross}), "layer 1");
  EXPECT_EQ(where({.shown = LayerQuestion::Shown{3, {1, 2}}}), "head 4");
  EXPECT_EQ(where({.shown = LayerQuestion::Shown{0, {1}}}), "head 1, blend");
  trace->streams.clear();
  EXPECT_EQ(where({}), "layer 1");
}

}  // namespace
}  // namespace attnscope
