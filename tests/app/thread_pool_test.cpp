#include "app/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <numeric>
#include <thread>
#include <vector>

namespace attnscope {
namespace {

TEST(ThreadPool, DoesEveryPartOnceHoweverManyThereAre) {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    ThreadPool pool(threads);
    EXPECT_EQ(pool.count(), threads);
    for (const std::size_t parts : {0U, 1U, 2U, 3U, 100U}) {
      std::vector<int> done(parts, 0);  // each part has its own number, so that nothing need be locked
      pool.each(parts, [&done](std::size_t part) { ++done[part]; });
      EXPECT_EQ(done, std::vector<int>(parts, 1)) << threads << " threads";
    }
  }
}

TEST(ThreadPool, ManyCallsThatFollowEachOther) {
  ThreadPool pool(3);
  std::vector<std::size_t> numbers(64);
  for (std::size_t call = 0; call < 3000; ++call) {
    pool.each(numbers.size(), [&](std::size_t part) { numbers[part] = call + part; });
    ASSERT_EQ(std::accumulate(numbers.begin(), numbers.end(), std::size_t{0}), 64 * call + 63 * 32) << call;
  }
}

TEST(ThreadPool, PartsAreDoneAtTheSameTime) {
  ThreadPool pool(2);
  std::latch both(2);  // a pool that worked alone would wait here for ever
  pool.each(2, [&both](std::size_t) { both.arrive_and_wait(); });
}

TEST(ThreadPool, TwoCallersAtOnceGetTheirOwnWork) {
  ThreadPool pool(2);
  std::atomic<int> sum{0};
  const auto call_often = [&] {
    for (int call = 0; call < 500; ++call) pool.each(10, [&sum](std::size_t part) { sum += static_cast<int>(part); });
  };
  {
    const std::jthread one(call_often);
    const std::jthread other(call_often);
  }
  EXPECT_EQ(sum, 2 * 500 * 45);
}

}  // namespace
}  // namespace attnscope
