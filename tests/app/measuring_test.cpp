#include "app/measuring.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/app/application_support.h"

namespace attnscope::test {
namespace {

constexpr MaskChoice kTimedWindow{.kind = MaskKind::Nearby, .window = 3};

/// A clock on which the runs take these times in turn, and the last of them from then on.
std::function<Seconds()> clock_of(std::vector<Seconds> runs) {
  return [runs = std::move(runs), calls = std::size_t{0}, now = Seconds{0}]() mutable {
    if (calls % 2 == 1) now += runs[std::min(calls / 2, runs.size() - 1)];
    ++calls;
    return now;
  };
}

TEST(TimedAttention, IsTheMedianOfAnOddNumberOfRuns) {
  const auto slow = time_attention(16, kTimedWindow, clock_of({0.5, 0.125, 0.25}), {});
  EXPECT_EQ(slow, (TimedAttention{.words = 16, .mask = kTimedWindow, .seconds = 0.25, .runs = 5}));
  const auto quick = time_attention(16, kTimedWindow, clock_of({0.005, 0.001}), {});
  ASSERT_TRUE(quick);
  EXPECT_EQ(quick->runs % 2, 1);
  EXPECT_GT(quick->runs, 40) << "short runs are repeated";
  EXPECT_NEAR(quick->seconds, 0.001, 1e-9);
  EXPECT_EQ(time_attention(32, kTimedWindow, clock_of({1e-7}), {})->runs, 99);
}

TEST(TimedAttention, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(time_attention(16, kTimedWindow, clock_of({1}), stop.get_token()));
}

/// Takes until there are so many, or nothing comes any more.
std::vector<TimedAttention> take_some(Measuring& measuring, std::size_t least) {
  std::vector<TimedAttention> all;
  while (measuring.busy() && all.size() < least) {
    for (const TimedAttention& one : measuring.take()) all.push_back(one);
    std::this_thread::yield();
  }
  return all;
}

TEST(Measuring, DeliversInOrderAndStops) {
  std::atomic<int> woken = 0;
  Measuring measuring(clock_of({1}), [&] { ++woken; });
  EXPECT_FALSE(measuring.busy());
  measuring.begin(3);
  std::vector<TimedAttention> all = take_some(measuring, 4);
  ASSERT_GE(all.size(), 4U);
  EXPECT_TRUE(measuring.busy());
  measuring.begin(9);  // it is under way
  measuring.stop();
  for (const TimedAttention& one : take_some(measuring, 1000)) all.push_back(one);
  EXPECT_FALSE(measuring.busy());
  EXPECT_LT(all.size(), 2 * kTimedWords.size()) << "it was stopped";
  EXPECT_GT(woken, 4);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].words, kTimedWords.at(i / 2));
    EXPECT_EQ(all[i].mask.kind, i % 2 == 0 ? MaskKind::All : MaskKind::Nearby);
    EXPECT_EQ(all[i].mask.window, 3);
    EXPECT_EQ(all[i].seconds, 1);
  }
  measuring.begin(5);
  all = take_some(measuring, 1);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all[0].words, kTimedWords.front()) << "from the beginning";
  EXPECT_EQ(all[0].mask.window, 5);
}  // and what is under way ends with it

TEST(Measuring, NeedsAClock) {
  Measuring measuring(nullptr, nullptr);
  measuring.begin(3);
  EXPECT_FALSE(measuring.busy());
}

using MeasuringApplication = ApplicationTest;

TEST_F(MeasuringApplication, ShowsWhatHasBeenMeasuredSoFar) {
  options_.clock = clock_of({1});
  start();
  act({SetCost{{.words = 10, .mask = kTimedWindow}}, MeasureCost{}});
  EXPECT_TRUE(state().measuring);
  while (state().timed.size() < 3) (void)after(0.01);
  EXPECT_EQ(state().timed[1], (TimedAttention{.words = 16, .mask = kTimedWindow, .seconds = 1, .runs = 5}));
  act({StopMeasuring{}});
  while (state().measuring) (void)after(0.01);
  const std::size_t kept = state().timed.size();
  EXPECT_GE(kept, 3U);
  act({Undo{}});
  EXPECT_EQ(state().timed.size(), kept) << "what was measured is no edit";
  act({MeasureCost{}});
  EXPECT_TRUE(state().timed.empty());
}

TEST_F(MeasuringApplication, TheSquareGrowsUnlessMotionIsReduced) {
  start();
  act({SetPage{Page::Cost}, SetCost{{.words = 10}}, EndGesture{}});
  (void)after(2);
  act({SetCost{{.words = 20}}, EndGesture{}});
  (void)after(0.2);
  EXPECT_TRUE(state().cost_sizes.words > 10 && state().cost_sizes.words < 20) << state().cost_sizes.words;
  (void)after(2);
  EXPECT_EQ(state().cost_sizes, cost_sizes(20));
  act({SetReducedMotion{true}, SetCost{{.words = 40}}, EndGesture{}});
  EXPECT_EQ(state().cost_sizes, cost_sizes(40));
  act({SetReducedMotion{false}, SetCost{{.words = 50}}});
  EXPECT_EQ(state().cost_sizes, cost_sizes(50)) << "a drag is followed at once";
}

}  // namespace
}  // namespace attnscope::test
