#include "platform/window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "tests/support/hidden_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace attnscope {
namespace {

using ::testing::HasSubstr;

using WindowTest = test::HiddenWindowTest;

/// What GLFW calls when something happens: takes the callback out and puts it back.
template <class Callback>
Callback installed(GLFWwindow* window, Callback (*set)(GLFWwindow*, Callback)) {
  const Callback callback = set(window, nullptr);
  set(window, callback);
  return callback;
}

TEST_F(WindowTest, OpensWithTheSizeAndContextThatWereAskedFor) {
  const float scale = window_->content_scale();
  EXPECT_GT(scale, 0.0F);
  EXPECT_GE(window_->framebuffer_size().width, 1000);
  EXPECT_GE(window_->window_size().height, 700);
  EXPECT_NE(Window::gl_function("glDrawArrays"), nullptr);
  EXPECT_EQ(glfwGetWindowAttrib(window_->native(), GLFW_OPENGL_PROFILE), GLFW_OPENGL_CORE_PROFILE);
  EXPECT_GE(glfwGetWindowAttrib(window_->native(), GLFW_CONTEXT_VERSION_MAJOR), 3);
  EXPECT_FALSE(window_->should_close());
  EXPECT_FALSE(window_->full_screen());
}

TEST_F(WindowTest, RefusesASizeOfNothing) {
  const Result<Window> window = Window::open(*system_, {.width = 0, .height = 700, .visible = false});
  ASSERT_FALSE(window.ok());
  EXPECT_EQ(window.error().code, ErrorCode::InvalidArgument);
}

TEST_F(WindowTest, TwoWindowsLiveSideBySide) {
  Result<Window> other = Window::open(*system_, {.width = 950, .height = 650, .visible = false});
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->native(), window_->native());
  window_.reset();
  EXPECT_GE(other->window_size().width, 950);
}

TEST_F(WindowTest, ClosingCanBeAskedForAndTakenBack) {
  window_->request_close();
  EXPECT_TRUE(window_->should_close());
  window_->request_close(false);
  EXPECT_FALSE(window_->should_close());
}

TEST_F(WindowTest, HooksHearWhatHappens) {
  GLFWwindow* const native = window_->native();
  std::vector<std::string> heard;
  WindowEvents& events = window_->events();
  events.on_key = [&](int key, int, int action, int mods) {
    heard.push_back("key " + std::to_string(key) + " " + std::to_string(action) + " " + std::to_string(mods));
  };
  events.on_char = [&](char32_t c) { heard.push_back("char " + std::to_string(static_cast<unsigned>(c))); };
  events.on_scroll = [&](double dx, double dy) {
    heard.push_back("scroll " + std::to_string(static_cast<int>(dx)) + " " + std::to_string(static_cast<int>(dy)));
  };
  events.on_cursor = [&](double x, double y) {
    heard.push_back("cursor " + std::to_string(static_cast<int>(x)) + " " + std::to_string(static_cast<int>(y)));
  };
  events.on_cursor_enter = [&](bool inside) { heard.push_back(inside ? "enter" : "leave"); };
  events.on_mouse_button = [&](int button, int action, int) {
    heard.push_back("button " + std::to_string(button) + " " + std::to_string(action));
  };
  events.on_focus = [&](bool focused) { heard.push_back(focused ? "focus" : "blur"); };
  events.on_refresh = [&] { heard.emplace_back("refresh"); };

  installed(native, glfwSetKeyCallback)(native, GLFW_KEY_Z, 52, GLFW_PRESS, GLFW_MOD_CONTROL);
  installed(native, glfwSetCharCallback)(native, 0x6F22U);
  installed(native, glfwSetScrollCallback)(native, 0.0, -2.0);
  installed(native, glfwSetCursorPosCallback)(native, 12.0, 34.0);
  installed(native, glfwSetCursorEnterCallback)(native, GLFW_FALSE);
  installed(native, glfwSetMouseButtonCallback)(native, GLFW_MOUSE_BUTTON_RIGHT, GLFW_RELEASE, 0);
  installed(native, glfwSetWindowFocusCallback)(native, GLFW_TRUE);
  installed(native, glfwSetWindowRefreshCallback)(native);
  installed(native, glfwSetFramebufferSizeCallback)(native, 10, 10);
  installed(native, glfwSetWindowContentScaleCallback)(native, 2.0F, 2.0F);
  EXPECT_THAT(heard, ::testing::ElementsAre("key 90 1 2", "char 28450", "scroll 0 -2", "cursor 12 34", "leave",
                                            "button 1 0", "focus", "refresh", "refresh", "refresh"));
}

TEST_F(WindowTest, DroppedPathsArriveAndUnsetHooksAreSkipped) {
  GLFWwindow* const native = window_->native();
  std::array<const char*, 2> paths{"/tmp/a scene.json", "/tmp/model"};
  const GLFWdropfun drop = installed(native, glfwSetDropCallback);
  drop(native, 2, paths.data());  // nobody listens yet
  std::vector<std::string> dropped;
  window_->events().on_drop = [&](std::vector<std::string> got) { dropped = std::move(got); };
  drop(native, 2, paths.data());
  EXPECT_THAT(dropped, ::testing::ElementsAre("/tmp/a scene.json", "/tmp/model"));
}

TEST_F(WindowTest, HooksStayWhenTheWindowMoves) {
  GLFWwindow* const native = window_->native();
  int keys = 0;
  window_->events().on_key = [&](int, int, int, int) { ++keys; };
  Window moved = std::move(*window_);
  window_.reset();
  EXPECT_EQ(moved.native(), native);
  installed(native, glfwSetKeyCallback)(native, GLFW_KEY_A, 0, GLFW_PRESS, 0);
  EXPECT_EQ(keys, 1);
}

TEST_F(WindowTest, WakeEndsAWaitFromAnotherThread) {
  system_->poll();
  std::jthread waker([] { WindowSystem::wake(); });
  system_->wait(std::nullopt);  // would never return by itself: nothing else happens to a hidden window
  SUCCEED();
}

TEST_F(WindowTest, WaitsOfNoLengthReturn) {
  system_->wait(0.0);
  system_->wait(-1.0);
  system_->wait(0.001);
  const double before = system_->now();
  EXPECT_LE(before, system_->now());
}

TEST_F(WindowTest, ClipboardGivesBackWhatWasPutIn) {
  window_->set_clipboard("漢字 and é");
  EXPECT_EQ(window_->clipboard(), "漢字 and é");
}

TEST_F(WindowTest, FullScreenComesAndGoes) {
  window_->show();
  const Size before = window_->window_size();
  window_->set_full_screen(true);
  EXPECT_TRUE(window_->full_screen());
  window_->set_full_screen(true);  // twice must not forget where it was
  system_->wait(0.05);
  window_->set_full_screen(false);
  EXPECT_FALSE(window_->full_screen());
  system_->wait(0.05);
  EXPECT_EQ(window_->window_size(), before);
}

TEST_F(WindowTest, SizesAreLimitedFromBelow) {
  window_->set_title("a new title");
  window_->set_icon(2, 2, std::vector<std::uint8_t>(16, 200));
  window_->set_icon(2, 2, std::vector<std::uint8_t>(15, 200));  // ignored
  window_->resize(1100, 800);
  window_->resize(-5, 3);  // ignored
  system_->wait(0.05);
  EXPECT_EQ(window_->window_size(), (Size{1100, 800}));
}

TEST_F(WindowTest, KeysCarryTheNamesOfTheLayout) {
  EXPECT_EQ(key_name(GLFW_KEY_A, 0), "a");
  EXPECT_EQ(key_name(GLFW_KEY_F5, 0), "");
}

TEST(WindowSystem, WithoutADisplayTheErrorSaysWhatToDo) {
  // Nothing else runs in this process, so that nobody reads the environment meanwhile.
  const char* const set = std::getenv("DISPLAY");
  const std::string display = set == nullptr ? "" : set;
  setenv("DISPLAY", ":4711", 1);
  const Result<WindowSystem> system = WindowSystem::start();
  if (set == nullptr) {
    unsetenv("DISPLAY");
  } else {
    setenv("DISPLAY", display.c_str(), 1);
  }
  ASSERT_FALSE(system.ok());
  EXPECT_EQ(system.error().code, ErrorCode::NoDisplay);
  EXPECT_THAT(to_line(system.error()), HasSubstr("attend"));
}

TEST(WindowSystem, MovesWithoutEndingTwice) {
  if (std::getenv("DISPLAY") == nullptr) {
    GTEST_SKIP() << "no display; run inside xvfb-run";
  }
  Result<WindowSystem> first = WindowSystem::start();
  ASSERT_TRUE(first.ok());
  {
    const WindowSystem second = std::move(*first);
    EXPECT_GE(second.now(), 0.0);
  }
  Result<WindowSystem> again = WindowSystem::start();
  EXPECT_TRUE(again.ok());
}

}  // namespace
}  // namespace attnscope
