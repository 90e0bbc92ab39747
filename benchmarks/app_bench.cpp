// What a person waits for, through the program's own way from an action to the state that the views draw, without its
// pixels: a keystroke, a step of the scale slider, opening the model.

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "app/application.h"
#include "benchmarks/first_screen.h"
#include "io/model_source.h"
#include "tests/support/random.h"

namespace attnscope {
namespace {

constexpr std::chrono::seconds kPatience{60};

/// One head over as many tokens as the text has bytes: the slider's costs do not depend on where q and k come from.
class SyntheticSource : public TraceSource {
 public:
  SyntheticSource() {
    card_.name = card_.title = "synthetic";
    card_.layers = {{.heads = 1, .head_dim = kHeadDim}};
    card_.max_tokens = 512;
  }

  [[nodiscard]] const SourceCard& card() const override { return card_; }

  [[nodiscard]] Result<Encoding> encode(std::string_view text) const override {
    const int count = static_cast<int>(text.size());
    return Encoding{.tokens = test::random_tokens(count, 1000, 1), .cut_at = std::nullopt, .total_tokens = text.size()};
  }

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& /*options*/,
                                    const PassControl& /*control*/) const override {
    test::Random random(1);
    const int n = static_cast<int>(tokens.size());
    HeadTrace head{.q = test::random_matrix(n, kHeadDim, 3.0F, random),
                   .k = test::random_matrix(n, kHeadDim, 3.0F, random),
                   .v = test::random_matrix(n, kHeadDim, 3.0F, random),
                   .native_scale = 0.18F,
                   .mask = Mask::all()};
    Trace trace{.tokens = std::move(tokens), .layers = {}};
    trace.layers.emplace_back().push_back(std::move(head));
    return trace;
  }

 private:
  static constexpr int kHeadDim = 32;

  SourceCard card_;
};

/// How many tokens are looked at; 0 where the application has no view.
int tokens_seen(const Application& app) {
  return app.state().view ? static_cast<int>(app.state().view->weights.rows()) : 0;
}

// A keystroke, until the new weights are there: history, hand-over to the reading thread, tokenizer, model, a summary
// of every head, hand-over back, the viewed head and its meters. Each one types a letter or takes it back.
void Keystroke(benchmark::State& state, std::string_view text) {
  const std::string shorter(text);
  const std::string longer = shorter + "a";
  Application app(bench::first_screen(text));
  if (!app.settle(kPatience) || !app.state().reading) return state.SkipWithError("the built-in model did not open");
  const int tokens = tokens_seen(app);
  Seconds now = 0;
  bool typed = false;
  for (auto _ : state) {
    typed = !typed;
    app.dispatch({Edit(SetText{typed ? longer : shorter})}, now += 1);
    app.settle(kPatience);
    benchmark::DoNotOptimize(app.state().view);
  }
  if (app.state().busy || tokens_seen(app) == 0) return state.SkipWithError("a keystroke brought no weights");
  state.counters["tokens"] = tokens;
}
BENCHMARK_CAPTURE(Keystroke, first_sentence, bench::kFirstSentence)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(Keystroke, two_sentences, bench::kTwoSentences)->Apply(bench::whole_process);

// A step of the scale slider, until the new weights are there: history, the softmax of the viewed head, its meters.
void SliderStep(benchmark::State& state) {
  Application::Options options;
  options.scene = first_scene();
  options.scene->text = std::string(static_cast<std::size_t>(state.range(0)), 'a');
  options.open_source = [](const std::string&, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
    return std::shared_ptr<const TraceSource>(std::make_shared<SyntheticSource>());
  };
  Application app(std::move(options));
  if (!app.settle(kPatience) || tokens_seen(app) != state.range(0)) return state.SkipWithError("nothing was read");
  Seconds now = 0;
  float multiplier = 1.0F;
  for (auto _ : state) {
    multiplier = multiplier < 2.0F ? multiplier * 1.01F : 0.5F;
    app.dispatch({Edit(SetMultiplier{multiplier})}, now);
    app.update(now += 0.016);
    benchmark::DoNotOptimize(app.state().view);
  }
  if (app.state().view->scale == app.state().native_scale) return state.SkipWithError("the slider moved nothing");
}
BENCHMARK(SliderStep)->Arg(16)->Arg(128)->Arg(512)->Apply(bench::whole_process);

// The built-in model from its files, which lie in the page cache.
void OpenModel(benchmark::State& state) {
  for (auto _ : state) {
    const Result<std::shared_ptr<const TraceSource>> opened = open_model(ATTNSCOPE_ASSETS "/models/reader");
    if (!opened) return state.SkipWithError("the built-in model did not open");
    benchmark::DoNotOptimize(opened);
  }
}
BENCHMARK(OpenModel)->Apply(bench::whole_process);

}  // namespace
}  // namespace attnscope
