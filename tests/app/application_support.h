#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>

#include "app/application.h"
#include "tests/app/fake_source.h"

namespace attnscope::test {

using namespace std::chrono_literals;

/// An Application over fakes, without files, with a clock that the test moves.
class ApplicationTest : public ::testing::Test {
 protected:
  ApplicationTest() {
    reader_.set_answer_head({1, 0});
    scene_.text = "the cat sat on the mat";
  }
  ~ApplicationTest() override {
    models_.open_door.open();  // or the last job would never end
    models_.pass_door.open();
  }

  /// Starts it and waits for the first reading.
  Application& start() {
    begin();
    settle();
    return *app_;
  }
  /// Starts it and waits for nothing.
  Application& begin() {
    options_.open_source = models_.opener();
    if (!options_.scene) options_.scene = scene_;
    app_.reset();  // or the files would be claimed
    app_ = std::make_unique<Application>(options_);
    return *app_;
  }

  void settle() { ASSERT_TRUE(app_->settle(60s)) << "a reading never came"; }
  void act(Actions actions) { app_->dispatch(actions, now_); }
  /// Moves the clock.
  bool after(Seconds seconds) {
    now_ += seconds;
    return app_->update(now_);
  }
  [[nodiscard]] const AppState& state() const { return app_->state(); }
  [[nodiscard]] std::string notice() const { return state().notice ? state().notice->text : ""; }

  FakeModels models_;
  FakeSource& reader_ = models_.add("reader");
  Scene scene_;
  Application::Options options_;
  Seconds now_ = 1000.0;
  std::unique_ptr<Application> app_;
};

}  // namespace attnscope::test
