#include "app/reader.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/thread_pool.h"
#include "tests/app/fake_source.h"

namespace attnscope {
namespace {

/// Notes what a pass may take over and who helps with it.
class NotingSource : public test::FakeSource {
 public:
  NotingSource() : FakeSource("noting", 2, 2, 50, nullptr) {}

  [[nodiscard]] Result<Trace> trace(std::vector<Token> tokens, const ForwardOptions& options,
                                    const PassControl& control) const override {
    previous = control.previous;
    workers = control.workers;
    return FakeSource::trace(std::move(tokens), options, control);
  }

  mutable const Trace* previous = nullptr;
  mutable Workers* workers = nullptr;
};

struct ReaderTest : testing::Test {
  std::shared_ptr<NotingSource> source = std::make_shared<NotingSource>();
  std::shared_ptr<Workers> workers = std::make_shared<ThreadPool>(2);
  Reader reader{[this](const std::string&, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
                  return std::shared_ptr<const TraceSource>(source);
                },
                std::make_shared<Loading>(), workers};

  std::shared_ptr<const Reading> read(const std::string& text, const ForwardOptions& options = {}) {
    ReadingOutcome outcome = reader({.model = "noting", .text = text, .options = options}, {});
    EXPECT_FALSE(outcome.error) << to_line(*outcome.error);
    return outcome.reading;
  }
};

TEST_F(ReaderTest, APassIsGivenTheOneBeforeItWhereItsOptionsAreTheSame) {
  const auto first = read("the cat");
  EXPECT_EQ(source->previous, nullptr);
  EXPECT_EQ(source->workers, workers.get());
  const auto second = read("the cat sat");
  EXPECT_EQ(source->previous, first->trace.get());
  const auto third = read("the cat sat", {.multiplier = 2.0F, .mask = {}});
  EXPECT_EQ(source->previous, nullptr) << "a pass with another multiplier has other numbers";
  read("the cat sat down", {.multiplier = 2.0F, .mask = {}});
  EXPECT_EQ(source->previous, third->trace.get());

  source->set_changed();  // its files are others now, and so are its numbers
  source = std::make_shared<NotingSource>();
  read("the cat sat down on", {.multiplier = 2.0F, .mask = {}});
  EXPECT_EQ(source->previous, nullptr);
}

TEST_F(ReaderTest, ManyHeadsOfALongTextAreSummarisedByAllWorkersAndStandInOrder) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += std::string(1, static_cast<char>('a' + i % 26)) + " ";
  const auto shared = read(text);
  Reader alone([this](const std::string&, const LoadControl&) -> Result<std::shared_ptr<const TraceSource>> {
    return std::shared_ptr<const TraceSource>(source);
  });
  const auto serial = alone({.model = "noting", .text = text}, {}).reading;
  ASSERT_EQ(shared->heads.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(shared->heads[i].place, serial->heads[i].place);
    EXPECT_EQ(shared->heads[i].thumbnail, serial->heads[i].thumbnail);
  }
}

}  // namespace
}  // namespace attnscope
