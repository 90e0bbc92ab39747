// What a frame of the main screen costs, up to its last pixel: layout, views, Dear ImGui, OpenGL. Needs a display;
// where there is none each row says so.

#include <benchmark/benchmark.h>
#include <glad/gl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "benchmarks/first_screen.h"
#include "platform/window.h"
#include "render/context.h"
#include "render/offscreen.h"
#include "ui/main_window.h"

namespace attnscope {
namespace {

struct Format {
  int width, height;
  float ui_scale;
};
constexpr Format kUsual{1440, 900, 1};
constexpr Format kLarge{2560, 1440, 2};

/// The real main screen and the real application, drawn into a picture. It stays where it is made: the main screen
/// holds on to the window.
struct Stage {
  explicit Stage(WindowSystem&& started) : system(std::move(started)) {}
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() = default;

  void frame(Seconds now) {
    target->bind();
    benchmark::DoNotOptimize(main->frame(app->state(), {target->width(), target->height()}, 1, 1, now));
    glFinish();
  }

  WindowSystem system;  ///< outlives what follows; the main screen ends before its window
  std::optional<Window> window;
  std::optional<OffscreenTarget> target;
  std::unique_ptr<MainWindow> main;
  std::optional<Application> app;
};

Result<std::unique_ptr<Stage>> set_up(std::string_view text, const Format& format) {
  Result<WindowSystem> system = WindowSystem::start();
  if (!system) return system.error();
  auto stage = std::make_unique<Stage>(std::move(*system));

  WindowOptions hidden;
  hidden.visible = false;
  Result<Window> window = Window::open(stage->system, hidden);
  if (!window) return window.error();
  stage->window.emplace(std::move(*window));
  if (const Status loaded = load_gl(&Window::gl_function); !loaded) return loaded.error();
  Result<OffscreenTarget> target = OffscreenTarget::create(format.width, format.height);
  if (!target) return target.error();
  stage->target.emplace(std::move(*target));
  Result<std::unique_ptr<MainWindow>> main = MainWindow::create(*stage->window);
  if (!main) return main.error();
  stage->main = std::move(*main);

  stage->app.emplace(bench::first_screen(text));
  stage->app->dispatch({Command(SetUiScale{format.ui_scale})}, 0);
  if (!stage->app->settle(std::chrono::seconds(60)) || !stage->app->state().view) {
    return Error{ErrorCode::NotFound, "", "the built-in model did not open"};
  }
  for (int i = 0; i < kFramesToSettle; ++i) stage->frame(0);
  return stage;
}

// A frame in which nothing has changed since the one before: what a moving pointer costs.
void Frame(benchmark::State& state, std::string_view text, const Format& format) {
  const Result<std::unique_ptr<Stage>> stage = set_up(text, format);
  if (!stage) return state.SkipWithError(to_line(stage.error()).c_str());
  Seconds now = 1;
  for (auto _ : state) (*stage)->frame(now += 0.016);
  if (const Status drawn = take_gl_error("frame"); !drawn) state.SkipWithError(to_line(drawn.error()).c_str());
}

// A step of the scale slider, until its new picture has been drawn.
void SliderFrame(benchmark::State& state, std::string_view text, const Format& format) {
  const Result<std::unique_ptr<Stage>> stage = set_up(text, format);
  if (!stage) return state.SkipWithError(to_line(stage.error()).c_str());
  Application& app = *(*stage)->app;
  Seconds now = 1;
  float multiplier = 1;
  for (auto _ : state) {
    multiplier = multiplier < 2 ? multiplier * 1.01F : 0.5F;
    now += 0.016;
    app.dispatch({Edit(SetMultiplier{multiplier})}, now);
    app.update(now);
    (*stage)->frame(now);
  }
  if (const Status drawn = take_gl_error("frame"); !drawn) state.SkipWithError(to_line(drawn.error()).c_str());
}

BENCHMARK_CAPTURE(Frame, first_sentence_1440x900, bench::kFirstSentence, kUsual)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(Frame, sixty_words_1440x900, bench::kSixtyWords, kUsual)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(Frame, first_sentence_2560x1440, bench::kFirstSentence, kLarge)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(Frame, sixty_words_2560x1440, bench::kSixtyWords, kLarge)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(SliderFrame, first_sentence_1440x900, bench::kFirstSentence, kUsual)->Apply(bench::whole_process);
BENCHMARK_CAPTURE(SliderFrame, sixty_words_1440x900, bench::kSixtyWords, kUsual)->Apply(bench::whole_process);

}  // namespace
}  // namespace attnscope
