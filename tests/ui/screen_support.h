#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/application.h"
#include "io/model_registry.h"
#include "render/context.h"
#include "render/offscreen.h"
#include "tests/support/hidden_window.h"
#include "ui/main_window.h"

namespace attnscope::test {

/// What one frame looked like: RGBA, rows from the top.
struct Shot {
  Size size;
  std::vector<std::uint8_t> rgba;

  [[nodiscard]] std::uint32_t at(int x, int y) const {
    const std::size_t i =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x)) * 4;
    return static_cast<std::uint32_t>(rgba[i]) << 16U | static_cast<std::uint32_t>(rgba[i + 1]) << 8U | rgba[i + 2];
  }
  /// Whether a part of it has at least so many different colours; window units are pixels here.
  [[nodiscard]] bool has_colours(const Rect& part, std::size_t least) const {
    std::set<std::uint32_t> seen;
    for (int y = static_cast<int>(part.y); y < static_cast<int>(part.bottom()) && seen.size() < least; ++y) {
      std::uint32_t last = ~0U;
      for (int x = static_cast<int>(part.x); x < static_cast<int>(part.right()); ++x) {
        if (at(x, y) != last) seen.insert(last = at(x, y));
      }
    }
    return seen.size() >= least;
  }
  friend bool operator==(const Shot&, const Shot&) = default;
};

/// The real main screen and the real application with the built-in model, drawn into a picture of any size.
class ScreenTest : public HiddenWindowTest {
 protected:
  static constexpr int kFramesEnough = 6;  ///< within which an undisturbed window must come to rest

  void SetUp() override {
    HiddenWindowTest::SetUp();
    if (!window_) return;  // as HiddenWindowTest has told
    ASSERT_TRUE(load_gl(&Window::gl_function).ok());
    Result<std::unique_ptr<MainWindow>> screen = MainWindow::create(*window_);
    ASSERT_TRUE(screen.ok()) << to_line(screen.error());
    screen_ = std::move(*screen);

    Application::Options options;
    options.open_source = [](const std::string& name, const LoadControl&) {
      return open_by_name(ATTNSCOPE_ASSETS, name);
    };
    options.sources = list_models(ATTNSCOPE_ASSETS);
    options.lessons = std::filesystem::path(ATTNSCOPE_ASSETS) / "lessons";
    options.worked = list_worked(ATTNSCOPE_ASSETS);
    options.scene = first_scene();
    app_.emplace(std::move(options));
    act({});
    ASSERT_TRUE(state().reading) << "the built-in model did not open";
    resize({1440, 900});
  }

  void TearDown() override {
    target_.reset();
    screen_.reset();
  }

  void act(const Actions& actions) {
    app_->dispatch(actions, now_);
    ASSERT_TRUE(app_->settle(std::chrono::seconds(120))) << "a reading never came";
  }
  void read_text(const std::string& text) { act({Edit(SetText{text})}); }

  void resize(Size size) {
    if (size == size_) return;
    Result<OffscreenTarget> target = OffscreenTarget::create(size.width, size.height);
    ASSERT_TRUE(target.ok()) << to_line(target.error());
    target_.emplace(std::move(*target));
    size_ = size;
  }

  /// Draws one frame, in which nothing may go wrong and, as nobody touches the window, nothing may be asked for but
  /// what it has come to show.
  void frame() {
    target_->bind();
    const Actions asked = screen_->frame(app_->state(), size_, 1, 1, now_ += 1.0 / 60);
    for (const Action& action : asked) {
      const auto* command = std::get_if<Command>(&action);
      EXPECT_TRUE(command != nullptr && std::holds_alternative<LookAtLayer>(*command))
          << "a window that nobody touches asks for something";
    }
    if (!asked.empty()) act(asked);
    const Status drawn = take_gl_error("frame");
    ASSERT_TRUE(drawn.ok()) << to_line(drawn.error());
  }

  /// Draws frames as the event loop does, until the window has come to rest.
  void settle() {
    screen_->need_frames(kFramesToSettle);
    int frames = 0;
    for (; screen_->unsettled() && frames < kFramesEnough; ++frames) ASSERT_NO_FATAL_FAILURE(frame());
    EXPECT_FALSE(screen_->unsettled()) << "an idle window must not go on drawing";
  }

  Shot shot() {
    settle();
    target_->bind();
    return {size_, read_pixels(size_.width, size_.height)};
  }

  [[nodiscard]] const AppState& state() const { return app_->state(); }
  [[nodiscard]] const Layout& layout() const { return screen_->layout(); }

  std::unique_ptr<MainWindow> screen_;
  std::optional<Application> app_;
  std::optional<OffscreenTarget> target_;
  Size size_;
  Seconds now_ = 0;
};

}  // namespace attnscope::test
