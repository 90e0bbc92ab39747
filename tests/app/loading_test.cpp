#include "app/loading.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "app/settings_json.h"
#include "tests/app/application_support.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// An application whose model "slow" has read 10 of 40 bytes and goes on only when it is stopped.
class LoadingTest : public ApplicationTest {
 protected:
  void begin_with_slow() {
    begin();
    settle();
    act({Edit(SetText{"a sentence of my own"})});
    settle();
    act({Edit(SetModel{"slow"})});
    while (!reached_) std::this_thread::yield();
  }
  Application& begin() {
    options_.scene = scene_;
    options_.open_source = [this, others = models_.opener()](
                               const std::string& name,
                               const LoadControl& control) -> Result<std::shared_ptr<const TraceSource>> {
      if (name != "slow") return others(name, control);
      control.progress(10, 40);
      reached_ = true;
      while (!control.stop.stop_requested()) std::this_thread::yield();
      return Error{ErrorCode::Cancelled, name, "opening it was stopped"};
    };
    app_ = std::make_unique<Application>(options_);
    return *app_;
  }

  std::atomic<bool> reached_ = false;
};

TEST_F(LoadingTest, IsShownAfterAMomentWithWhatHasBeenRead) {
  begin_with_slow();
  after(0.05);
  EXPECT_FALSE(state().loading) << "most models open within a blink";
  ASSERT_TRUE(state().wake_at.has_value());
  EXPECT_LE(*state().wake_at, now_ + 0.11) << "the window must wake to show it";
  EXPECT_TRUE(after(0.25)) << "the picture has changed";
  ASSERT_TRUE(state().loading.has_value());
  EXPECT_EQ(*state().loading, (LoadingState{.model = "slow", .done = 10, .total = 40}));
  EXPECT_EQ(state().card.name, "reader") << "the model that was open is still shown";
}

TEST_F(LoadingTest, StoppingItLeavesTheOldModelAndTheSentence) {
  begin_with_slow();
  after(0.05);
  after(0.25);
  act({Command(CancelLoading{})});
  settle();
  EXPECT_FALSE(state().loading);
  EXPECT_EQ(state().scene.model, "reader");
  EXPECT_EQ(state().scene.text, "a sentence of my own");
  EXPECT_EQ(state().reading->text, "a sentence of my own");
  EXPECT_EQ(notice(), "Stopped opening slow");
  EXPECT_EQ(state().notice->kind, Notice::Kind::Info) << "nothing went wrong";
}

TEST_F(LoadingTest, AnotherModelNeedNotWaitForIt) {
  models_.add("other");
  begin_with_slow();
  act({Edit(SetModel{"other"})});
  settle();
  EXPECT_EQ(state().card.name, "other");
  EXPECT_EQ(notice(), "");
}

TEST(Loading, WhatIsNoLongerWantedIsStoppedWhenItBegins) {
  Loading loading;
  EXPECT_FALSE(loading.begin("first").stop.stop_requested()) << "nobody has said what is wanted";
  loading.want("other");
  loading.end();
  EXPECT_TRUE(loading.begin("first").stop.stop_requested());
  loading.end();
  const LoadControl wanted = loading.begin("other");
  loading.want("other");
  EXPECT_FALSE(wanted.stop.stop_requested());
  loading.want("");
  EXPECT_TRUE(wanted.stop.stop_requested());
  loading.end();
  EXPECT_TRUE(loading.begin("other").stop.stop_requested());
}

TEST_F(LoadingTest, UndoingTheChoiceStopsIt) {
  begin_with_slow();
  act({Command(Undo{})});
  settle();
  EXPECT_EQ(state().scene.model, "reader");
  EXPECT_EQ(state().card.name, "reader");
  after(0.3);
  EXPECT_FALSE(state().loading);
}

TEST_F(LoadingTest, TypingMeanwhileDoesNotBeginItAnew) {
  begin_with_slow();
  act({Edit(SetText{"typed meanwhile"})});
  after(0.05);
  after(0.25);
  EXPECT_TRUE(state().loading.has_value()) << "it goes on";
  act({Command(CancelLoading{})});
  settle();
  EXPECT_EQ(state().scene.text, "typed meanwhile");
  EXPECT_EQ(state().scene.model, "reader");
}

TEST_F(LoadingTest, TheProgramMayEndMeanwhile) {
  begin_with_slow();
  app_.reset();
}

/// An application that remembers models whose cards name folders.
class RecentTest : public ApplicationTest {
 protected:
  RecentTest() {
    for (const char* const name : {"first", "second"}) std::filesystem::create_directories(folder_ / name);
    options_.settings_file = folder_ / "settings.json";
  }
  [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }
  void open(const std::string& model) {
    models_.add(model).set_origin(model);
    act({Edit(SetModel{model})});
    settle();
  }

  TemporaryFolder folder_;
};

TEST_F(RecentTest, NewestFirstEachOnceAndKept) {
  options_.sources = {reader_.card()};
  start();
  EXPECT_TRUE(state().settings.recent.empty()) << "what the menu lists need not be remembered";
  open(path("first"));
  open(path("second"));
  open(path("first"));
  EXPECT_THAT(state().settings.recent, ElementsAre(path("first"), path("second")));
  ASSERT_TRUE(app_->save().ok());
  const Result<Settings> kept = settings_from_json(to_json(state().settings), "");
  ASSERT_TRUE(kept.ok()) << to_line(kept.error());
  EXPECT_EQ(*kept, state().settings);
}

TEST_F(RecentTest, WhatIsGoneIsDroppedQuietly) {
  options_.sources = {reader_.card()};
  start();
  open(path("first"));
  open(path("second"));
  std::filesystem::remove(folder_ / "first");
  act({Command(ShowPanel{Panel::Models})});
  while (state().searching) {
    after(0.01);
    std::this_thread::yield();
  }
  EXPECT_THAT(state().settings.recent, ElementsAre(path("second")));
  ASSERT_EQ(state().offered.recent.size(), 1U);
  EXPECT_THAT(state().offered.recent[0].why_not, HasSubstr("config.json")) << "an empty folder cannot be opened";
  EXPECT_EQ(notice(), "");
}

TEST(SettingsRecent, HoldsOnlyFolders) {
  const auto with = [](const std::string& list) {
    return settings_from_json(R"({"format": "attnscope settings", "version": 1, "recent": )" + list + "}", "s.json");
  };
  EXPECT_TRUE(with(R"(["/a", "/b"])").ok());
  for (const char* const list : {R"("/a")", "[1]", R"([""])", R"(["1","2","3","4","5","6","7","8","9"])"}) {
    const Result<Settings> read = with(list);
    ASSERT_FALSE(read.ok()) << list;
    EXPECT_THAT(to_line(read.error()), HasSubstr("recent"));
  }
}

}  // namespace
}  // namespace attnscope::test
