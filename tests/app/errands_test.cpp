#include "app/errands.h"

#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/app/fake_source.h"

namespace attnscope::test {
namespace {

using namespace std::chrono_literals;
constexpr auto kVeryLong = 30s;  // no test waits for it to pass

/// An errand that passes a gate, and whose rest says a text.
Errands::Errand saying(std::string text, Gate& gate) {
  return [text = std::move(text), &gate]() -> Errands::Rest {
    gate.pass();
    return [text] { return WorkOutcome(text); };
  };
}

/// Takes all there are.
std::vector<std::string> said(Errands& errands) {
  std::vector<std::string> all;
  while (errands.busy()) {
    EXPECT_TRUE(errands.wait(kVeryLong));
    while (const auto rest = errands.take()) {
      const WorkOutcome outcome = (*rest)();
      all.push_back(outcome ? *outcome : to_line(outcome.error()));
    }
  }
  return all;
}

TEST(Errands, AreAllDoneInTheirOrder) {
  Gate gate;
  std::atomic<int> woken = 0;
  {
    Errands errands([&] { ++woken; });
    EXPECT_FALSE(errands.busy());
    gate.close();
    for (const char* text : {"a", "b", "c"}) errands.add(saying(text, gate));
    gate.await_arrivals(1);
    EXPECT_TRUE(errands.busy());
    EXPECT_FALSE(errands.take());
    gate.open();
    EXPECT_THAT(said(errands), ::testing::ElementsAre("a", "b", "c"));
    EXPECT_FALSE(errands.take());
  }
  EXPECT_EQ(woken, 3) << "counted when the thread has ended: it wakes after there is something to take";
}

TEST(Errands, LeaveTheirRestToTheOwnersThread) {
  std::thread::id away;
  std::thread::id home;
  Errands errands(nullptr);
  errands.add([&]() -> Errands::Rest {
    away = std::this_thread::get_id();
    return [&] {
      home = std::this_thread::get_id();
      return WorkOutcome("done");
    };
  });
  EXPECT_THAT(said(errands), ::testing::ElementsAre("done"));
  EXPECT_EQ(home, std::this_thread::get_id());
  EXPECT_NE(away, home);
}

TEST(Errands, OneThatThrowsIsAnErrorAndTheNextGoesOn) {
  Gate gate;
  Errands errands(nullptr);
  errands.add([]() -> Errands::Rest { throw std::runtime_error("no memory"); });
  errands.add(saying("next", gate));
  EXPECT_THAT(said(errands), ::testing::ElementsAre("no memory", "next"));
}

TEST(Errands, NoOneIsLeftBehindInAThreadThatEnded) {
  Gate gate;
  gate.close();
  std::thread opener;
  {
    Errands errands(nullptr);
    errands.add(saying("under way", gate));
    errands.add(saying("waiting", gate));
    gate.await_arrivals(1);
    opener = std::thread([&] { gate.open(); });
  }
  opener.join();
}

}  // namespace
}  // namespace attnscope::test
