#include "core/forward.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

using test::kEpsilon;
using test::worst;

ModelConfig small_config(bool causal = false) {
  const Mask mask = causal ? Mask::causal() : Mask::all();
  return {.vocab_size = 23,
          .hidden = 12,
          .feed_forward = 20,
          .max_tokens = 16,
          .layers = {plain_layer(3, 2, mask), plain_layer(2, 5, mask), plain_layer(1, 12, mask)}};
}

Trace trace_of(const Model& model, const std::vector<Token>& tokens, const ForwardOptions& options = {}) {
  Result<Trace> trace = forward(model, tokens, options);
  EXPECT_TRUE(trace.ok()) << (trace.ok() ? "" : to_line(trace.error()));
  return trace.ok() ? std::move(trace).value() : Trace{};
}

Error error_of(const Result<Trace>& trace) {
  EXPECT_FALSE(trace.ok());
  return trace.ok() ? Error{} : trace.error();
}

using NaiveTrace = std::vector<std::vector<test::NaiveHead>>;

double worst_of(const Trace& got, const NaiveTrace& want) {
  if (got.layers.size() != want.size()) return std::numeric_limits<double>::infinity();
  double difference = 0;
  for (std::size_t l = 0; l < want.size(); ++l) {
    if (got.layers[l].size() != want[l].size()) return std::numeric_limits<double>::infinity();
    for (std::size_t h = 0; h < want[l].size(); ++h) {
      difference = std::max({difference, worst(got.layers[l][h].q, want[l][h].q),
                             worst(got.layers[l][h].k, want[l][h].k), worst(got.layers[l][h].v, want[l][h].v)});
    }
  }
  return difference;
}

// Every sum of t terms loses up to t eps of its terms' size; a number passes one sum of each kind in a layer. Terms
// stay near the largest vector, and a logit's error counts twice in its weight, times the multiplier.
double tolerance(const Model& model, const NaiveTrace& want, float multiplier) {
  double size = 1;
  double terms = 0;
  for (std::size_t l = 0; l < want.size(); ++l) {
    for (const test::NaiveHead& head : want[l]) {
      size = std::max({size, test::largest(head.q), test::largest(head.k), test::largest(head.v)});
    }
    const LayerConfig& shape = model.config.layers[l];
    terms += 3 * model.config.hidden + model.config.feed_forward + 2 * shape.heads * shape.head_dim;
  }
  return terms * size * std::max(1.0, 2 * static_cast<double>(multiplier)) * kEpsilon;
}

TEST(Forward, AgreesWithTheNaiveLoops) {
  std::vector<ForwardOptions> all_options{{}, {.multiplier = 0.0F, .mask = {}}, {.multiplier = 3.0F, .mask = {}}};
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(1)}) {
    all_options.push_back({.multiplier = 0.5F, .mask = mask});
  }
  for (const bool causal : {false, true}) {
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
      const Model model = test::random_model(small_config(causal), seed);
      ASSERT_TRUE(validate(model).ok());
      for (const int n : {1, 2, 7, 16}) {
        for (const ForwardOptions& options : all_options) {
          SCOPED_TRACE(testing::Message() << "causal " << causal << ", seed " << seed << ", n " << n << ", multiplier "
                                          << options.multiplier << ", own mask " << !options.mask);
          const std::vector<Token> tokens = test::random_tokens(n, model.config.vocab_size, seed);
          const Trace trace = trace_of(model, tokens, options);
          NaiveTrace want = test::naive_forward(model, tokens, options);
          const double tol = tolerance(model, want, options.multiplier);
          ASSERT_LT(tol, 1e-3);
          ASSERT_LE(worst_of(trace, want), tol);
          want.back().back().v[0][0] += 3 * tol;  // would we notice?
          ASSERT_GT(worst_of(trace, want), tol);
        }
      }
    }
  }
}

/// A model with building blocks of its own.
struct BlocksCase {
  std::string name;
  ModelConfig config;
  test::RandomParts parts;
};

/// Each block on its own, and families that put several together.
std::vector<BlocksCase> blocks_cases() {
  std::vector<BlocksCase> cases;
  const auto add = [&cases](std::string name, const test::RandomParts& parts = {}) -> ModelConfig& {
    return cases.emplace_back(BlocksCase{std::move(name), small_config(), parts}).config;
  };
  add("no positions", {.positions = false});
  add("padding").padding_id = test::random_tokens(9, 23, 11)[4].id;
  add("narrow embedding", {.embedding_norm = true}).embedding = 7;
  add("no first norm", {.first_attention_norm = false});
  add("parallel").residual = Residual::Parallel;
  add("embedding norm", {.embedding_norm = true});
  add("head norms", {.head_norms = true});
  add("gate", {.gate = true});
  add("no biases", {.biases = false});
  add("stored [in, out]", {.order = MatrixOrder::InOut});
  add("norm after").norm_place = NormPlace::After;
  add("rms norm").norm = NormKind::Rms;
  add("gelu by tanh").activation = Activation::GeluTanh;
  add("relu").activation = Activation::Relu;
  add("silu").activation = Activation::Silu;
  add("shared keys").layers = {plain_layer(4, 3, Mask::all()), plain_layer(6, 2, Mask::all())};
  cases.back().config.layers[0].kv_heads = 2;
  cases.back().config.layers[1].kv_heads = 1;
  add("scales").layers[1].scale = 0.9F;
  add("masks").layers[0].mask = Mask{.back = 2, .ahead = 0};
  add("scaled embedding").embedding_scale = 1.7F;
  ModelConfig& distances = add("distances both ways", {.positions = false});
  distances.relative = {.buckets = 8, .max_distance = 6, .both_ways = true};
  distances.layers.assign(3, plain_layer(2, 6, Mask::all()));
  ModelConfig& back = add("distances back", {.positions = false});
  back.relative = {.buckets = 5, .max_distance = 7, .both_ways = false};
  back.layers.assign(3, plain_layer(2, 6, Mask::causal()));
  add("turned").layers[0].inverse_frequencies = {0.7F};
  cases.back().config.layers[2].inverse_frequencies = {1.0F, 0.1F};  // of twelve dimensions eight stay
  ModelConfig& like_llama = add("like Llama", {.positions = false, .head_norms = true, .gate = true, .biases = false});
  like_llama.norm = NormKind::Rms;
  like_llama.activation = Activation::Silu;
  like_llama.layers.assign(3, plain_layer(4, 6, Mask::causal()));
  for (LayerConfig& layer : like_llama.layers) {
    layer.kv_heads = 2;
    layer.inverse_frequencies = {1.0F, 0.3F, 0.05F};
  }
  ModelConfig& like_neox = add("like GPT-NeoX", {.positions = false});
  like_neox.residual = Residual::Parallel;
  like_neox.layers.assign(3, plain_layer(2, 6, Mask::causal()));
  for (LayerConfig& layer : like_neox.layers) layer.inverse_frequencies = {1.0F};
  add("like BERT", {.embedding_norm = true}).norm_place = NormPlace::After;
  ModelConfig& like_gpt2 = add("like GPT-2", {.order = MatrixOrder::InOut});
  like_gpt2.activation = Activation::GeluTanh;
  for (LayerConfig& layer : like_gpt2.layers) layer.mask = Mask::causal();
  return cases;
}

TEST(Forward, AgreesWithTheNaiveLoopsWhateverItsBlocks) {
  for (const BlocksCase& one : blocks_cases()) {
    SCOPED_TRACE(one.name);
    const Model model = test::random_model(one.config, 11, one.parts);
    const Status valid = validate(model);
    ASSERT_TRUE(valid.ok()) << to_line(valid.error());
    const std::vector<Token> tokens = test::random_tokens(9, model.config.vocab_size, 11);
    const NaiveTrace want = test::naive_forward(model, tokens, {});
    const double tol = tolerance(model, want, 1.0F);
    ASSERT_LT(tol, 1e-3);
    EXPECT_LE(worst_of(trace_of(model, tokens), want), tol);
    // Would we notice? Without the block the numbers are others.
    const Model plain = test::random_model(small_config(), 11);
    EXPECT_GT(worst_of(trace_of(plain, tokens), want), tol);
  }
}

/// Of two stacks, which need not be alike.
struct TwoCase {
  std::string name;
  ModelConfig encoder, decoder;
  test::RandomParts parts;
};

std::vector<TwoCase> two_cases() {
  const ModelConfig encoder = small_config();
  ModelConfig decoder = small_config(true);
  decoder.feed_forward = 14;
  std::vector<TwoCase> cases{{"norm before", encoder, decoder, {}}};
  decoder.hidden = 10;
  decoder.vocab_size = 19;
  decoder.layers = {plain_layer(2, 5, Mask::causal()), plain_layer(2, 4, Mask::causal())};
  cases.push_back({"widths, vocabularies, heads and layers of their own", encoder, decoder, {}});
  TwoCase like_t5{"like T5", encoder, small_config(true), {.positions = false, .gate = true, .biases = false}};
  TwoCase like_bart{"like BART", encoder, small_config(true), {.embedding_norm = true}};
  for (ModelConfig* config : {&like_t5.encoder, &like_t5.decoder}) {
    const Mask mask = config->layers[0].mask;
    config->norm = NormKind::Rms;
    config->activation = Activation::GeluTanh;
    config->relative = {.buckets = 8, .max_distance = 6, .both_ways = mask == Mask::all()};
    config->layers.assign(2, plain_layer(3, 5, mask));
    for (LayerConfig& layer : config->layers) layer.scale = 1.0F;
  }
  for (ModelConfig* config : {&like_bart.encoder, &like_bart.decoder}) {
    config->norm_place = NormPlace::After;
    config->embedding_scale = 3.0F;
  }
  cases.push_back(std::move(like_t5));
  cases.push_back(std::move(like_bart));
  return cases;
}

TEST(Forward, OfTwoTextsAgreesWithTheNaiveLoops) {
  const std::vector<ForwardOptions> all_options{
      {}, {.multiplier = 0.5F, .mask = Mask::nearby(2)}, {.multiplier = 2.0F, .mask = {}}};
  for (const TwoCase& one : two_cases()) {
    for (const ForwardOptions& options : all_options) {
      SCOPED_TRACE(testing::Message() << one.name << ", multiplier " << options.multiplier);
      const Model model = test::random_two(one.encoder, one.decoder, 21, one.parts);
      const Status valid = validate(model);
      ASSERT_TRUE(valid.ok()) << to_line(valid.error());
      const std::vector<Token> tokens = test::random_tokens(9, one.encoder.vocab_size, 21);
      const std::vector<Token> tokens_b = test::random_tokens(5, one.decoder.vocab_size, 22);
      const Result<Trace> trace = forward_two(model, tokens, tokens_b, options);
      ASSERT_TRUE(trace.ok()) << to_line(trace.error());
      EXPECT_EQ(trace->tokens, tokens);
      EXPECT_EQ(trace->tokens_b, tokens_b);
      test::NaiveTwo want = test::naive_forward_two(model, tokens, tokens_b, options);
      const double tol =
          4 * (tolerance(model, want.encoder, options.multiplier) + tolerance(model, want.decoder, options.multiplier));
      ASSERT_LT(tol, 1e-2);
      EXPECT_LE(worst_of(*trace, want.encoder), tol);
      EXPECT_LE(worst_of(Trace{.tokens = {}, .layers = trace->decoder}, want.decoder), tol);
      EXPECT_LE(worst_of(Trace{.tokens = {}, .layers = trace->cross}, want.cross), tol);
      EXPECT_EQ(trace->cross.back().back().k.rows(), 9);
      EXPECT_EQ(trace->cross.back().back().q.rows(), 5);
      EXPECT_EQ(trace->cross.back().back().mask, Mask::all());
      EXPECT_TRUE(trace->cross.back().back().bias.empty());
      want.cross.back().back().k[3][1] += 3 * tol;  // would we notice?
      EXPECT_GT(worst_of(Trace{.tokens = {}, .layers = trace->cross}, want.cross), tol);
    }
  }
}

TEST(Forward, TheFirstTextAloneReadsAsBesideASecond) {
  const TwoCase one = two_cases()[1];
  const Model model = test::random_two(one.encoder, one.decoder, 23, one.parts);
  const std::vector<Token> tokens = test::random_tokens(6, one.encoder.vocab_size, 23);
  const Trace alone = trace_of(model, tokens);
  const Result<Trace> both = forward_two(model, tokens, test::random_tokens(3, one.decoder.vocab_size, 24));
  ASSERT_TRUE(both.ok());
  EXPECT_TRUE(alone.decoder.empty() && alone.cross.empty());
  for (std::size_t l = 0; l < alone.layers.size(); ++l) {
    EXPECT_EQ(worst(alone.layers[l][0].q, both->layers[l][0].q), 0) << l;
  }
}

TEST(Forward, OfTwoTextsSaysWhichOneItCannotRead) {
  const TwoCase one = two_cases()[1];
  const Model model = test::random_two(one.encoder, one.decoder, 25, one.parts);
  const std::vector<Token> tokens = test::random_tokens(3, 19, 25);
  EXPECT_EQ(error_of(forward_two(model, {}, tokens)).where, "tokens");
  EXPECT_EQ(error_of(forward_two(model, tokens, {})).where, "tokens of the second text");
  EXPECT_EQ(error_of(forward_two(model, tokens, test::random_tokens(17, 19, 25))).code, ErrorCode::OutOfLimits);
  std::vector<Token> wrong = tokens;
  wrong[1].id = 19;  // the first text's vocabulary has it
  EXPECT_TRUE(forward_two(model, wrong, tokens).ok());
  EXPECT_EQ(error_of(forward_two(model, tokens, wrong)).where, "token 2 of the second text");
  EXPECT_EQ(error_of(forward_two(test::random_model(small_config(), 1), tokens, tokens)).code,
            ErrorCode::InvalidArgument);

  Model damaged = model;
  damaged.decoder->layers[1].cross.key.weight = Matrix(Matrix::Constant(8, 12, 3e38F));
  EXPECT_EQ(error_of(forward_two(damaged, tokens, tokens)).where, "decoder layer 2, row 1");
}

TEST(Forward, PaddingIsNotCountedAndSharesOneRow) {
  ModelConfig config = small_config();
  config.padding_id = 3;
  const Model model = test::random_model(config, 12);
  const auto first_keys = [&model](const std::vector<int>& ids) {
    std::vector<Token> tokens;
    for (const int id : ids) tokens.emplace_back().id = id;
    return trace_of(model, tokens).layers[0][0].k;
  };
  const SharedMatrix with = first_keys({5, 3, 7, 3, 9});
  const SharedMatrix without = first_keys({5, 7, 9});
  EXPECT_LT(worst(with.rows(0, 1), without.rows(0, 1)), 1e-5);
  EXPECT_LT(worst(with.rows(2, 1), without.rows(1, 1)), 1e-5);
  EXPECT_LT(worst(with.rows(4, 1), without.rows(2, 1)), 1e-5);
  EXPECT_LT(worst(with.rows(1, 1), with.rows(3, 1)), 1e-5);
  EXPECT_GT(worst(with.rows(2, 1), first_keys({5, 6, 7}).rows(2, 1)), 1e-3) << "would we notice?";
}

TEST(Forward, OptionsReachTheLayersAfterTheFirst) {
  const Model model = test::random_model(small_config(), 4);
  const std::vector<Token> tokens = test::random_tokens(9, model.config.vocab_size, 4);
  const Trace plain = trace_of(model, tokens);
  for (const ForwardOptions& options :
       {ForwardOptions{.multiplier = 2.0F, .mask = {}}, ForwardOptions{.multiplier = 1.0F, .mask = Mask::causal()}}) {
    const Trace bent = trace_of(model, tokens, options);
    EXPECT_EQ(worst(plain.layers[0][0].q, bent.layers[0][0].q), 0) << "nothing is upstream of the first layer";
    EXPECT_GT(worst(plain.layers[1][0].q, bent.layers[1][0].q), 1e-3);
  }
}

TEST(Forward, TheTraceKeepsTheModelsOwnScaleAndMask) {
  for (const bool causal : {false, true}) {
    const Model model = test::random_model(small_config(causal), 5);
    const std::vector<Token> tokens = test::random_tokens(4, model.config.vocab_size, 5);
    const Trace trace = trace_of(model, tokens, {.multiplier = 7.0F, .mask = Mask::nearby(2)});
    EXPECT_EQ(trace.tokens, tokens);
    EXPECT_EQ(trace.size(), 4);
    EXPECT_EQ(trace.layers[1][1].native_scale, 1.0F / std::sqrt(5.0F));
    EXPECT_EQ(trace.layers[1][1].mask, causal ? Mask::causal() : Mask::all());
  }
}

TEST(Forward, ACausalModelReadsAPrefixAsIfNothingFollowed) {
  const Model model = test::random_model(small_config(true), 6);
  std::vector<Token> tokens = test::random_tokens(12, model.config.vocab_size, 6);
  const Trace whole = trace_of(model, tokens);
  tokens.resize(5);
  const Trace prefix = trace_of(model, tokens);
  for (std::size_t l = 0; l < whole.layers.size(); ++l) {
    for (std::size_t h = 0; h < whole.layers[l].size(); ++h) {
      EXPECT_LT(worst(whole.layers[l][h].v.rows(0, 5), prefix.layers[l][h].v), 1e-4) << l << ", " << h;
    }
  }
}

TEST(Forward, RefusesTokensTheModelCannotRead) {
  const Model model = test::random_model(small_config(), 7);
  EXPECT_EQ(error_of(forward(model, {})).code, ErrorCode::InvalidArgument);

  const Error many = error_of(forward(model, test::random_tokens(17, 23, 1)));
  EXPECT_EQ(many.code, ErrorCode::OutOfLimits);
  EXPECT_NE(many.what.find("17 are more than the 16"), std::string::npos) << many.what;

  for (const int id : {-1, 23, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    std::vector<Token> tokens = test::random_tokens(3, 23, 1);
    tokens[2].id = id;
    const Error wrong = error_of(forward(model, tokens));
    EXPECT_EQ(wrong.code, ErrorCode::InvalidArgument) << id;
    EXPECT_EQ(wrong.where, "token 3") << id;
  }
}

TEST(Forward, RefusesOptionsThatMeanNothing) {
  const Model model = test::random_model(small_config(), 8);
  const std::vector<Token> tokens = test::random_tokens(3, 23, 1);
  for (const float multiplier :
       {-1.0F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(error_of(forward(model, tokens, {.multiplier = multiplier, .mask = {}})).where, "multiplier");
  }
  const ForwardOptions options{.multiplier = 1.0F, .mask = Mask{.back = -2, .ahead = 1}};
  EXPECT_EQ(error_of(forward(model, tokens, options)).where, "mask");
}

TEST(Forward, StopsWhenAsked) {
  const Model model = test::random_model(small_config(), 9);
  std::stop_source stop;
  EXPECT_TRUE(forward(model, test::random_tokens(3, 23, 1), {}, {.stop = stop.get_token()}).ok());
  stop.request_stop();
  EXPECT_EQ(error_of(forward(model, test::random_tokens(3, 23, 1), {}, {.stop = stop.get_token()})).code,
            ErrorCode::Cancelled);
}

TEST(Forward, NumbersThatOverflowAreToldWithLayerAndRow) {
  const std::vector<Token> tokens = test::random_tokens(3, 23, 1);
  Model vectors = test::random_model(small_config(), 10);
  vectors.layers[1].key.weight = Matrix(Matrix::Constant(10, 12, 3e38F));
  ASSERT_TRUE(validate(vectors).ok()) << "every weight is finite";
  const Error in_vectors = error_of(forward(vectors, tokens));
  EXPECT_EQ(in_vectors.code, ErrorCode::NotFinite);
  EXPECT_EQ(in_vectors.where, "layer 2, row 1");

  Model scores = test::random_model(small_config(), 10);
  scores.layers[0].query.bias = scores.layers[0].key.bias = Vector(Vector::Constant(6, 1e30F));
  const Error in_scores = error_of(forward(scores, tokens));
  EXPECT_EQ(in_scores.code, ErrorCode::NotFinite);
  EXPECT_EQ(in_scores.where, "layer 1, head 1, row 1");
}

}  // namespace
}  // namespace attnscope
