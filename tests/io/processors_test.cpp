#include "io/processors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace attnscope {
namespace {

TEST(Processors, ThereIsOneAtLeastAndNotMoreThanThreads) {
  EXPECT_GE(usable_cores(), 1U);
  EXPECT_LE(usable_cores(), std::max(1U, std::thread::hardware_concurrency()));
  EXPECT_GE(usable_cores("/nowhere"), 1U);
}

TEST(Processors, TwoThreadsOfACoreCountOnce) {
  const std::filesystem::path system = std::filesystem::path(testing::TempDir()) / "attnscope-processors";
  for (int i = 0; i < 1024; ++i) {
    const std::filesystem::path topology = system / ("cpu" + std::to_string(i)) / "topology";
    std::filesystem::create_directories(topology);
    std::ofstream(topology / "thread_siblings_list") << "0-1023\n";
  }
  EXPECT_EQ(usable_cores(system), 1U) << "all are threads of one core";
  std::filesystem::remove_all(system);
}

}  // namespace
}  // namespace attnscope
