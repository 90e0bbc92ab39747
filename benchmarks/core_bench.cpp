// What the slider, the mask switch and a keystroke wait for. One thread, as in the program.

#include <benchmark/benchmark.h>

#include "core/attention.h"
#include "core/forward.h"
#include "core/patterns.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

constexpr int kHeadDim = 32;

HeadView some_view(int n, const LookOptions& options) {
  test::Random random(1);
  const Matrix q = test::random_matrix(n, kHeadDim, 3.0F, random);
  const Matrix k = test::random_matrix(n, kHeadDim, 3.0F, random);
  return look(q, k, options).value();
}

// A head from its vectors.
void Look(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  test::Random random(1);
  const Matrix q = test::random_matrix(n, kHeadDim, 3.0F, random);
  const Matrix k = test::random_matrix(n, kHeadDim, 3.0F, random);
  for (auto _ : state) benchmark::DoNotOptimize(look(q, k, {.scale = 0.18F, .mask = Mask::all()}));
}
BENCHMARK(Look)->Arg(16)->Arg(128)->Arg(512)->Unit(benchmark::kMicrosecond);

// A step of the scale slider. The second argument is the multiplier: at 20 most weights underflow.
void LookAgain(benchmark::State& state) {
  const float multiplier = static_cast<float>(state.range(1));
  const Matrix scores = some_view(static_cast<int>(state.range(0)), {.scale = 1.0F, .mask = Mask::all()}).scores;
  for (auto _ : state) {
    benchmark::DoNotOptimize(look_again(scores, {.scale = 0.18F * multiplier, .mask = Mask::all()}));
  }
}
BENCHMARK(LookAgain)->ArgsProduct({{16, 128, 512}, {1, 20}})->Unit(benchmark::kMicrosecond);

// Every meter of one head.
void Patterns(benchmark::State& state) {
  const HeadView view = some_view(static_cast<int>(state.range(0)), {.scale = 0.18F, .mask = Mask::all()});
  for (auto _ : state) {
    for (const Pattern& pattern : kPatterns) benchmark::DoNotOptimize(pattern.score(view));
  }
}
BENCHMARK(Patterns)->Arg(16)->Arg(128)->Arg(512)->Unit(benchmark::kMicrosecond);

// A keystroke: a whole pass of a model of the built-in one's size.
void Forward(benchmark::State& state) {
  const ModelConfig config{.vocab_size = 2500,
                           .hidden = 128,
                           .feed_forward = 256,
                           .max_tokens = 128,
                           .layers = {plain_layer(4, 8, Mask::all()), plain_layer(4, 32, Mask::all())}};
  const Model model = test::random_model(config, 1);
  const std::vector<Token> tokens = test::random_tokens(static_cast<int>(state.range(0)), config.vocab_size, 2);
  for (auto _ : state) benchmark::DoNotOptimize(forward(model, tokens));
}
BENCHMARK(Forward)->Arg(14)->Arg(32)->Arg(128)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace attnscope
