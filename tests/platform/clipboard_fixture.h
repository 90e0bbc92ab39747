#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "platform/picture_clipboard.h"

namespace attnscope::test {

/// A clipboard of our own on the X server at hand; skipped where there is none.
class ClipboardFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("DISPLAY") == nullptr) GTEST_SKIP() << "no X server; run inside xvfb-run";
    Result<WindowSystem> system = WindowSystem::start();
    ASSERT_TRUE(system.ok()) << to_line(system.error());
    system_.emplace(std::move(*system));
    if (!system_->is_x11()) GTEST_SKIP() << "windows are not X11's here";
    Result<PictureClipboard> opened = PictureClipboard::open(*system_);
    ASSERT_TRUE(opened.ok()) << to_line(opened.error());
    clipboard_.emplace(std::move(*opened));
  }

  std::optional<WindowSystem> system_;
  std::optional<PictureClipboard> clipboard_;
};

}  // namespace attnscope::test
