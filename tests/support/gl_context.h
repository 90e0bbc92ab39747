#pragma once

// In a header alone, because tests/support/*.cpp goes into every test program, also into those without OpenGL.

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "render/context.h"

namespace attnscope::testing {

/// A hidden window with a current OpenGL 3.3 core context for each test; no OpenGL error may be left at its end.
/// Skips where there is no display, and only there.
class GlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
      GTEST_SKIP() << "no display; run inside xvfb-run -s -noreset";
    }
    ASSERT_EQ(glfwInit(), GLFW_TRUE) << "a test display must be started with -noreset, or it goes with its last client";
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    window_ = glfwCreateWindow(64, 64, "test", nullptr, nullptr);
    ASSERT_NE(window_, nullptr) << "the display offers no OpenGL 3.3";
    glfwMakeContextCurrent(window_);
    ASSERT_TRUE(load_gl(&glfwGetProcAddress).ok());
  }

  void TearDown() override {
    if (window_ != nullptr) {
      EXPECT_TRUE(take_gl_error("the test").ok());
      glfwDestroyWindow(window_);
    }
    glfwTerminate();
  }

 private:
  GLFWwindow* window_ = nullptr;
};

}  // namespace attnscope::testing
