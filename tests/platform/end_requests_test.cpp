#include "platform/end_requests.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <future>

namespace attnscope {
namespace {

TEST(EndRequests, ASignalIsHeardInsteadOfEndingTheProgram) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    std::promise<void> heard;
    const EndRequests requests([&heard] { heard.set_value(); });
    EXPECT_FALSE(requests.came());
    ASSERT_EQ(kill(getpid(), signal), 0);
    heard.get_future().wait();
    EXPECT_TRUE(requests.came());
  }
}

TEST(EndRequests, ASignalFromBeforeIsHeardToo) {
  hold_end_signals();
  ASSERT_EQ(kill(getpid(), SIGTERM), 0);
  std::promise<void> heard;
  const EndRequests requests([&heard] { heard.set_value(); });
  heard.get_future().wait();
}

TEST(EndRequests, EndWithoutAnySignal) {
  const EndRequests requests([] { FAIL(); });
  EXPECT_FALSE(requests.came());
}

TEST(EndRequests, WhatTheStarterHasItIgnoreStaysIgnored) {
  std::signal(SIGHUP, SIG_IGN);
  {
    std::promise<void> heard;
    const EndRequests requests([&heard] { heard.set_value(); });
    ASSERT_EQ(kill(getpid(), SIGHUP), 0);
    EXPECT_FALSE(requests.came());
    ASSERT_EQ(kill(getpid(), SIGTERM), 0);
    heard.get_future().wait();
  }
  std::signal(SIGHUP, SIG_DFL);
}

/// As a program that hangs.
[[noreturn]] void wait_for_ever() {
  for (;;) pause();
}

TEST(EndRequestsDeathTest, ASecondSignalEndsItAtOnce) {
  const auto hang = [] {
    std::promise<void> heard;
    const EndRequests requests([&heard] { heard.set_value(); });
    kill(getpid(), SIGTERM);
    heard.get_future().wait();
    kill(getpid(), SIGTERM);
    wait_for_ever();
  };
  EXPECT_EXIT(hang(), ::testing::KilledBySignal(SIGTERM), "");
}

TEST(EndRequestsDeathTest, AfterwardsOneSignalEndsItAgain) {
  const auto hang = [] {
    {
      const EndRequests requests([] {});
    }
    kill(getpid(), SIGTERM);
    wait_for_ever();
  };
  EXPECT_EXIT(hang(), ::testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace attnscope
