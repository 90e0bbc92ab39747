#include "app/job_runner.h"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

using namespace std::chrono_literals;
constexpr auto kLong = 30s;  // no test waits for it to pass

ReadingKey text(std::string text) { return {.model = "m", .text = std::move(text), .options = {}, .lens = {}}; }

/// A job that stops at a gate and then answers with what it was asked.
struct Echo {
  Gate gate;
  std::atomic<int> ran = 0;
  std::atomic<int> told_to_stop = 0;

  JobRunner::Job job() {
    return [this](const ReadingKey& key, const std::stop_token& stop) {
      ++ran;
      gate.pass();
      told_to_stop += stop.stop_requested() ? 1 : 0;
      return ReadingOutcome{.key = key, .source = nullptr, .reading = nullptr, .error = std::nullopt};
    };
  }
};

TEST(JobRunner, DeliversWhatWasAskedForOnce) {
  Echo echo;
  std::atomic<int> woken = 0;
  JobRunner runner(echo.job(), [&] { ++woken; });
  EXPECT_FALSE(runner.busy());
  runner.request(text("a"));
  EXPECT_TRUE(runner.busy());
  ASSERT_TRUE(runner.wait(kLong));
  EXPECT_TRUE(runner.busy()) << "until it has been taken";
  const auto outcome = runner.take();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->key.text, "a");
  EXPECT_FALSE(runner.busy());
  EXPECT_FALSE(runner.take());
}

TEST(JobRunner, WakesAfterTheOutcomeIsThere) {
  Echo echo;
  Gate woken;
  woken.open();
  JobRunner runner(echo.job(), [&] { woken.pass(); });
  runner.request(text("a"));
  woken.await_arrivals(1);
  EXPECT_TRUE(runner.take());
}

TEST(JobRunner, TheNewestWinsAndStopsWhatRuns) {
  Echo echo;
  JobRunner runner(echo.job(), nullptr);
  echo.gate.close();
  runner.request(text("first"));
  echo.gate.await_arrivals(1);
  for (const char* late : {"second", "third", "fourth"}) runner.request(text(late));
  EXPECT_FALSE(runner.take());
  echo.gate.open();
  ASSERT_TRUE(runner.wait(kLong));
  EXPECT_EQ(runner.take()->key.text, "fourth");
  EXPECT_EQ(echo.ran, 2) << "those that waited in between never ran";
  EXPECT_EQ(echo.told_to_stop, 1);
}

TEST(JobRunner, WhatAnOlderRequestDeliveredIsDroppedUntaken) {
  Echo echo;
  JobRunner runner(echo.job(), nullptr);
  runner.request(text("old"));
  ASSERT_TRUE(runner.wait(kLong));
  echo.gate.close();
  runner.request(text("new"));
  EXPECT_FALSE(runner.take());
  echo.gate.open();
  ASSERT_TRUE(runner.wait(kLong));
  EXPECT_EQ(runner.take()->key.text, "new");
}

TEST(JobRunner, AfterCancelNothingComes) {
  Echo echo;
  JobRunner runner(echo.job(), nullptr);
  echo.gate.close();
  runner.request(text("a"));
  echo.gate.await_arrivals(1);
  runner.cancel();
  EXPECT_FALSE(runner.busy());
  echo.gate.open();
  runner.request(text("b"));
  ASSERT_TRUE(runner.wait(kLong));
  EXPECT_EQ(runner.take()->key.text, "b");
  EXPECT_EQ(echo.told_to_stop, 1);
}

TEST(JobRunner, WaitingHasAnEnd) {
  Echo echo;
  JobRunner runner(echo.job(), nullptr);
  EXPECT_FALSE(runner.wait(1ms));
}

TEST(JobRunner, CanEndAtAnyMoment) {
  for (int i = 0; i < 100; ++i) {
    Echo echo;
    JobRunner runner(echo.job(), [] {});
    for (int j = 0; j < i % 5; ++j) runner.request(text("a"));
  }
}

TEST(JobRunner, EndingStopsWhatRuns) {
  std::atomic<bool> stopped = false;
  {
    Gate begun;
    JobRunner runner(
        [&](const ReadingKey& key, const std::stop_token& stop) {
          begun.pass();
          while (!stop.stop_requested()) std::this_thread::yield();
          stopped = true;
          return ReadingOutcome{.key = key, .source = nullptr, .reading = nullptr, .error = std::nullopt};
        },
        nullptr);
    runner.request(text("a"));
    begun.await_arrivals(1);
  }
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace attnscope::test
