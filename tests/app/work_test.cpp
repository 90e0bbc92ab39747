#include "app/work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace attnscope::test {
namespace {

/// Waits for the end and takes it.
WorkOutcome finished(Work& work) {
  work.wait();
  std::optional<WorkOutcome> outcome = work.take();
  EXPECT_TRUE(outcome.has_value());
  return outcome.value_or(Error{});
}

TEST(Work, TellsHowFarItIsAndWhatBecameOfIt) {
  std::atomic<int> woken = 0;
  Work work([&] { ++woken; });
  EXPECT_FALSE(work.state());
  ASSERT_TRUE(work.begin("Counting", [](const WorkControl& control) -> WorkOutcome {
    for (int i = 1; i <= 3; ++i) control.tell(i, 3);
    return std::string("counted to 3");
  }));
  work.wait();
  EXPECT_EQ(work.state(), (WorkState{"Counting", 3, 3}));
  EXPECT_EQ(*finished(work), "counted to 3");
  EXPECT_EQ(woken, 4);
  EXPECT_FALSE(work.state());
  EXPECT_FALSE(work.take());
}

TEST(Work, IsOneAtATimeAndCanBeStopped) {
  Work work(nullptr);
  ASSERT_TRUE(work.begin("Waiting", [](const WorkControl& control) -> WorkOutcome {
    while (!control.stop.stop_requested()) std::this_thread::yield();
    return Error{ErrorCode::Cancelled, "", "stopped"};
  }));
  EXPECT_TRUE(work.busy());
  EXPECT_FALSE(work.begin("Another", [](const WorkControl&) -> WorkOutcome { return std::string(); }));
  EXPECT_EQ(work.state()->what, "Waiting");
  work.cancel();
  EXPECT_EQ(finished(work).error().code, ErrorCode::Cancelled);
  EXPECT_TRUE(work.begin("Another", [](const WorkControl&) -> WorkOutcome { return std::string("done"); }));
  EXPECT_EQ(*finished(work), "done");
}

TEST(Work, RunningOutOfMemoryIsAnError) {
  Work work(nullptr);
  ASSERT_TRUE(work.begin("Failing", [](const WorkControl&) -> WorkOutcome { throw std::bad_alloc(); }));
  EXPECT_EQ(finished(work).error().code, ErrorCode::OutOfLimits);
}

}  // namespace
}  // namespace attnscope::test
