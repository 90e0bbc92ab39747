#pragma once

// In a header alone, because tests/support/*.cpp goes into every test program, also into those without windows.

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "platform/window.h"

namespace attnscope::test {

/// The window system and one hidden window of 1000 x 700. Skips where there is no display, and only there.
class HiddenWindowTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
      GTEST_SKIP() << "no display; run inside xvfb-run";
    }
    Result<WindowSystem> system = WindowSystem::start();
    ASSERT_TRUE(system.ok()) << to_line(system.error());
    system_.emplace(std::move(*system));
    Result<Window> window = Window::open(*system_, {.width = 1000, .height = 700, .visible = false});
    ASSERT_TRUE(window.ok()) << to_line(window.error());
    window_.emplace(std::move(*window));
  }

  std::optional<WindowSystem> system_;
  std::optional<Window> window_;
};

}  // namespace attnscope::test
