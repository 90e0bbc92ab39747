#include "ui/input_queue.h"

#include <gtest/gtest.h>

#include <vector>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace attnscope {
namespace {

KeyEvent down(int key, int mods = 0) { return {key, 0, GLFW_PRESS, mods, 0}; }
KeyEvent up(int key, int mods = 0) { return {key, 0, GLFW_RELEASE, mods, 0}; }

std::vector<std::size_t> frames_of(InputQueue& queue, bool typing = true) {
  std::vector<std::size_t> sizes;
  while (!queue.empty()) sizes.push_back(queue.take_frame(typing).size());
  return sizes;
}

TEST(InputQueue, AChordThatIsOverBeforeTheFrameIsSeenDownInOne) {
  InputQueue queue;
  queue.push(down(GLFW_KEY_LEFT_CONTROL));
  queue.push(down(GLFW_KEY_A, GLFW_MOD_CONTROL));
  queue.push(up(GLFW_KEY_LEFT_CONTROL, GLFW_MOD_CONTROL));
  queue.push(up(GLFW_KEY_A));
  EXPECT_EQ(frames_of(queue), (std::vector<std::size_t>{2, 2}));
}

TEST(InputQueue, WhatWasTypedComesBeforeTheKeyThatLeavesTheField) {
  InputQueue queue;
  queue.push(down(GLFW_KEY_PERIOD));
  queue.push(CharEvent{'.'});
  queue.push(up(GLFW_KEY_PERIOD));
  queue.push(down(GLFW_KEY_ESCAPE));
  EXPECT_EQ(frames_of(queue), (std::vector<std::size_t>{3, 1}));
}

TEST(InputQueue, FastTypingIsNotHeldUp) {
  InputQueue queue;
  for (const char32_t letter : {U'c', U'a', U't'}) {
    queue.push(down(GLFW_KEY_C));
    queue.push(CharEvent{letter});
    queue.push(up(GLFW_KEY_C));
  }
  EXPECT_EQ(frames_of(queue), (std::vector<std::size_t>{9}));
}

TEST(InputQueue, PressedTwiceBetweenTwoFramesIsPressedTwice) {
  InputQueue queue;
  for (int i = 0; i < 3; ++i) {
    queue.push(down(GLFW_KEY_BACKSPACE));
    queue.push(up(GLFW_KEY_BACKSPACE));
  }
  // As Dear ImGui looks at keys: once a frame, whether each is down.
  bool was_down = false;
  int presses = 0;
  while (!queue.empty()) {
    bool is_down = was_down;
    for (const InputEvent& event : queue.take_frame(true)) is_down = std::get<KeyEvent>(event).action == GLFW_PRESS;
    if (is_down && !was_down) ++presses;
    was_down = is_down;
  }
  EXPECT_EQ(presses, 3);
}

TEST(InputQueue, APressKnowsWhatItWrote) {
  InputQueue queue;
  queue.push(down(GLFW_KEY_LEFT_SHIFT));
  queue.push(down(GLFW_KEY_1, GLFW_MOD_SHIFT));
  queue.push(CharEvent{'!'});
  const auto frame = queue.take_frame(true);
  ASSERT_EQ(frame.size(), 2U);
  EXPECT_EQ(std::get<KeyEvent>(frame[0]).written, U'\0');
  EXPECT_EQ(std::get<KeyEvent>(frame[1]).written, U'!');
}

TEST(InputQueue, WithoutAFieldEachPressHasItsOwnFrame) {
  InputQueue queue;
  for (const char32_t letter : {U'/', U'h', U'i'}) {
    queue.push(down(GLFW_KEY_SLASH));
    queue.push(CharEvent{letter});
    queue.push(up(GLFW_KEY_SLASH));
  }
  EXPECT_EQ(frames_of(queue, false), (std::vector<std::size_t>{3, 3, 3}))
      << "the first may open a field for the others";
  queue.push(down(GLFW_KEY_LEFT_CONTROL));
  queue.push(down(GLFW_KEY_K, GLFW_MOD_CONTROL));
  queue.push(up(GLFW_KEY_K, GLFW_MOD_CONTROL));
  queue.push(up(GLFW_KEY_LEFT_CONTROL));
  queue.push(down(GLFW_KEY_M));
  queue.push(CharEvent{'m'});
  EXPECT_EQ(frames_of(queue, false), (std::vector<std::size_t>{2, 4}));
}

TEST(InputQueue, AClickTakesTwoFramesAndKeepsItsPlace) {
  InputQueue queue;
  queue.push(ButtonEvent{0, GLFW_PRESS, 0, 10, 20, 0});
  queue.push(ButtonEvent{0, GLFW_RELEASE, 0, 10, 20, 0});
  ASSERT_EQ(queue.take_frame(true).size(), 1U);
  const auto released = queue.take_frame(true);
  ASSERT_EQ(released.size(), 1U);
  EXPECT_EQ(std::get<ButtonEvent>(released[0]).x, 10);
}

}  // namespace
}  // namespace attnscope
