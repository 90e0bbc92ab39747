#include <nlohmann/json.hpp>

#include "app/scene_json.h"
#include "app/settings_json.h"
#include "tests/app/application_support.h"
#include "tests/app/temporary_folder.h"

namespace attnscope::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class ApplicationFilesTest : public ApplicationTest {
 protected:
  ApplicationFilesTest() {
    options_.state_file = folder_ / "state/session.json";
    options_.settings_file = folder_ / "config/settings.json";
  }

  /// Starts without a Scene from outside, as the window does.
  void start_from_files() {
    options_.open_source = models_.opener();
    app_.reset();  // it has the session claimed
    app_ = std::make_unique<Application>(options_);
    settle();
  }
  void write_session(std::string_view bytes) {
    std::filesystem::create_directories(folder_ / "state");
    folder_.write("state/session.json", bytes);
  }
  [[nodiscard]] Result<Scene> session_on_disk() const { return load_scene(folder_ / "state/session.json"); }

  TemporaryFolder folder_;
};

TEST_F(ApplicationFilesTest, TheStateComesBack) {
  start_from_files();
  act({SetText{"the dog sat"}, SetHead{{0, 1}}, SetMultiplier{2.5F}, EndGesture{}, SetMask{{MaskKind::Nearby, 2}},
       SetTheme{Theme::Light}, SetUiScale{1.5F}});
  settle();
  const Scene left = state().scene;
  const Settings preferred = state().settings;
  ASSERT_TRUE(app_->save().ok());
  start_from_files();
  EXPECT_EQ(state().scene, left);
  EXPECT_EQ(state().settings, preferred);
  EXPECT_FALSE(state().can_undo);
  EXPECT_FALSE(state().notice);
}

TEST_F(ApplicationFilesTest, ACrashLosesLessThanASecond) {
  Gate woken;
  options_.wake = [&] { woken.pass(); };
  start_from_files();
  act({SetText{"typed just now"}});
  settle();
  after(0.6);
  EXPECT_FALSE(session_on_disk().ok());
  ASSERT_TRUE(state().wake_at);
  EXPECT_LE(*state().wake_at, now_ + 0.11) << "the window must wake to save";
  after(0.11);
  for (int wakes = 1; !session_on_disk().ok(); ++wakes) woken.await_arrivals(wakes);  // readings, layers, the file
  ASSERT_TRUE(session_on_disk().ok());
  EXPECT_EQ(session_on_disk()->text, "typed just now");
}

TEST_F(ApplicationFilesTest, ASceneThatWasOpenedOutlivesACrash) {
  Gate woken;
  options_.wake = [&] { woken.pass(); };
  options_.scene = scene_;
  options_.scene->text = "opened, and nothing done yet";
  start_from_files();
  after(0.8);
  for (int wakes = 1; !session_on_disk().ok(); ++wakes) woken.await_arrivals(wakes);  // a reading, its layer, the file
  ASSERT_TRUE(session_on_disk().ok());
  EXPECT_EQ(session_on_disk()->text, "opened, and nothing done yet");
}

TEST_F(ApplicationFilesTest, TheFileOnDiskIsWholeAtEveryMoment) {
  start_from_files();
  for (int i = 0; i < 30; ++i) {
    act({SetText{std::string(static_cast<std::size_t>(i) * 997, 'a')}});
    after(1.0);
    // Another thread is writing right now.
    const Result<Scene> scene = session_on_disk();
    ASSERT_TRUE(scene.ok() || scene.error().code == ErrorCode::NotFound) << to_line(scene.error());
  }
  ASSERT_TRUE(app_->save().ok());
  EXPECT_EQ(*session_on_disk(), state().scene);
  int files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder_ / "state")) ++files;
  EXPECT_EQ(files, 1) << "no temporary file is left behind";
}

TEST_F(ApplicationFilesTest, OfTwoWindowsTheFirstOneKeepsTheSession) {
  start_from_files();
  act({SetText{"said in the first"}});
  ASSERT_TRUE(app_->save().ok());
  EXPECT_FALSE(state().notice);

  Application second(options_);
  EXPECT_EQ(second.state().scene.text, "said in the first");
  ASSERT_TRUE(second.state().notice);
  EXPECT_THAT(second.state().notice->text, HasSubstr("Another attnscope is open"));
  second.dispatch({SetText{"said in the second"}, SetTheme{Theme::Light}}, now_);
  ASSERT_TRUE(second.save().ok());
  EXPECT_EQ(session_on_disk()->text, "said in the first");
  EXPECT_THAT(folder_.read("config/settings.json"), HasSubstr("light")) << "settings are everybody's";

  ASSERT_TRUE(app_->save().ok());
  app_.reset();
  ASSERT_TRUE(second.save().ok());
  EXPECT_EQ(session_on_disk()->text, "said in the second");
}

TEST_F(ApplicationFilesTest, ASceneFromOutsideGoesBeforeTheSession) {
  write_session(to_json(first_scene()));
  start();
  EXPECT_EQ(state().scene, scene_);
}

TEST_F(ApplicationFilesTest, ADamagedSessionIsKeptAsideAndTheProgramStarts) {
  const std::string whole = to_json(first_scene());
  int run = 0;
  for (const std::string& bytes :
       {std::string(), whole.substr(0, whole.size() / 2), std::string("\xFF\xFE\0x", 4), std::string(5000, '['),
        std::string(R"({"format": "attnscope scene", "version": 2, "text": "from a newer program"})")}) {
    SCOPED_TRACE(++run);
    write_session(bytes);
    start_from_files();
    EXPECT_EQ(state().scene, first_scene());
    EXPECT_NE(state().view, nullptr);
    const std::string aside =
        run == 1 ? "state/session.json.bad" : "state/session.json." + std::to_string(run) + ".bad";
    EXPECT_EQ(folder_.read(aside), bytes) << "nothing is lost";
    EXPECT_THAT(notice(), AllOf(HasSubstr("last session could not be read"), HasSubstr(".bad")));
    ASSERT_TRUE(app_->save().ok());
    EXPECT_TRUE(session_on_disk().ok());
  }
}

TEST_F(ApplicationFilesTest, DamagedSettingsDoNotCostTheSession) {
  write_session(to_json(scene_));
  std::filesystem::create_directories(folder_ / "config");
  folder_.write("config/settings.json", "{\"theme\"");
  start_from_files();
  EXPECT_EQ(state().scene, scene_);
  EXPECT_EQ(state().settings, Settings{});
  EXPECT_EQ(folder_.read("config/settings.json.bad"), "{\"theme\"");
  EXPECT_THAT(notice(), HasSubstr("settings could not be read"));
}

TEST_F(ApplicationFilesTest, WhatCannotBeSavedIsToldOnceAndStopsNothing) {
  folder_.write("state", "a file where a folder should be");
  start_from_files();
  act({SetText{"the dog"}});
  after(1.0);
  while (!state().notice) after(0.0);
  EXPECT_THAT(notice(), HasSubstr("could not be saved"));
  act({DismissNotice{}});
  after(10.0);
  EXPECT_FALSE(state().notice);
  EXPECT_FALSE(app_->save().ok());
  settle();
  EXPECT_EQ(state().reading->text, "the dog");
}

TEST_F(ApplicationFilesTest, ScenesAreSavedAndOpened) {
  start();
  act({SetMultiplier{4}, EndGesture{}, SaveTo{(folder_ / "lecture.json").string()}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("lecture.json"));
  const Scene saved = state().scene;
  EXPECT_EQ(*load_scene(folder_ / "lecture.json"), saved);
  act({SetText{"something else"}, OpenPath{(folder_ / "lecture.json").string()}});
  settle();
  EXPECT_EQ(state().scene, saved);
  act({Undo{}});
  EXPECT_EQ(state().scene.text, "something else") << "opening is a step like any other";
}

TEST_F(ApplicationFilesTest, TheNextFileIsOfferedWhereTheLastOneWent) {
  std::filesystem::create_directories(folder_ / "documents");
  std::filesystem::create_directories(folder_ / "lecture");
  options_.documents = folder_ / "documents";
  options_.write_export = [](const AppState&, const std::filesystem::path& path) -> Status {
    return path.extension() == ".png" ? Status() : Error{ErrorCode::Unsupported, path.string(), "cannot be written"};
  };
  start_from_files();
  EXPECT_EQ(state().settings.folder, folder_ / "documents");
  act({SaveTo{(folder_ / "lecture/a.json").string()}});
  settle();
  EXPECT_EQ(state().settings.folder, folder_ / "lecture");
  act({ExportTo{(folder_ / "x.docx").string()}, OpenPath{(folder_ / "missing.json").string()}});
  settle();
  EXPECT_EQ(state().settings.folder, folder_ / "lecture") << "what failed went nowhere";
  act({ExportTo{(folder_ / "documents/a.png").string()}});
  settle();
  EXPECT_EQ(state().settings.folder, folder_ / "documents");
  act({OpenPath{(folder_ / "lecture/a.json").string()}});
  ASSERT_TRUE(app_->save().ok());
  start_from_files();
  EXPECT_EQ(state().settings.folder, folder_ / "lecture") << "the next day too";
  app_.reset();
  std::filesystem::remove_all(folder_ / "lecture");
  start_from_files();
  EXPECT_EQ(state().settings.folder, folder_ / "documents");
}

TEST_F(ApplicationFilesTest, WhatCannotBeOpenedOrSavedIsTold) {
  start();
  folder_.write("broken.json", R"({"format": "attnscope scene", "version": 1, "text": "a", "step": 7})");
  const auto open = [&](const std::string& path) {
    act({OpenPath{path}});
    settle();
  };
  open((folder_ / "broken.json").string());
  EXPECT_THAT(notice(), AllOf(HasSubstr("broken.json"), HasSubstr("step")));
  open((folder_ / "missing").string());
  EXPECT_THAT(notice(), AllOf(HasSubstr("missing"), HasSubstr("no such file")));
  open("");
  EXPECT_THAT(notice(), HasSubstr("no such file"));
  open(std::string("nul\0byte", 8));
  EXPECT_THAT(notice(), HasSubstr("no such file"));
  act({SaveTo{(folder_ / "nowhere/scene.json").string()}});
  settle();
  EXPECT_EQ(state().notice->kind, Notice::Kind::Error);
  EXPECT_EQ(state().scene, scene_);
}

TEST_F(ApplicationFilesTest, AFolderIsOpenedAsAModel) {
  std::filesystem::create_directories(folder_ / "tiny");
  const std::string path = (folder_ / "tiny").string();
  models_.add(path, 1, 1);
  start();
  act({OpenPath{path}});
  settle();
  EXPECT_EQ(state().scene.model, path);
  EXPECT_EQ(state().card.name, path);
  EXPECT_EQ(state().reading->heads.size(), 1U);
}

TEST_F(ApplicationFilesTest, AModelThatCannotBeOpenedLeavesTheOneThatIs) {
  start();
  const auto shown = state().reading;
  act({SetModel{"missing"}});
  EXPECT_EQ(state().scene.model, "missing");
  settle();
  EXPECT_EQ(state().scene.model, "reader");
  EXPECT_EQ(state().card.name, "reader");
  EXPECT_EQ(state().reading, shown);
  EXPECT_THAT(notice(), AllOf(HasSubstr("missing"), HasSubstr("no such model")));
  EXPECT_FALSE(state().can_undo) << "the step that called it is gone";
  act({SetText{"life goes on"}});
  settle();
  EXPECT_EQ(state().reading->text, "life goes on");
  EXPECT_EQ(models_.opened(), 2);
}

TEST_F(ApplicationFilesTest, ASessionWhoseModelIsGoneKeepsItsSentence) {
  Scene scene = scene_;
  scene.model = "/gone/model";
  write_session(to_json(scene));
  start_from_files();
  EXPECT_EQ(state().scene, scene_);
  EXPECT_NE(state().view, nullptr);
  EXPECT_THAT(notice(), HasSubstr("/gone/model"));
}

TEST_F(ApplicationFilesTest, WithoutAnyModelItStillRuns) {
  options_.scene = scene_;
  options_.open_source = nullptr;
  app_ = std::make_unique<Application>(options_);
  settle();
  EXPECT_EQ(state().reading, nullptr);
  EXPECT_EQ(state().view, nullptr);
  EXPECT_THAT(notice(), HasSubstr("reader"));
  act({SetText{"typed anyway"}, SetMultiplier{2}, Undo{}, Play{}});
  settle();
  EXPECT_EQ(state().scene.text, "typed anyway");
}

TEST_F(ApplicationFilesTest, SwitchingModelsKeepsTheSourceOpenUntilThen) {
  models_.add("other", 1, 4);
  start();
  act({SetText{"a b"}});
  settle();
  EXPECT_EQ(models_.opened(), 1);
  act({SetModel{"other"}});
  settle();
  EXPECT_EQ(models_.opened(), 2);
  EXPECT_EQ(state().card.layers.size(), 1U);
  EXPECT_EQ(state().head, (HeadPlace{0, 0}));
}

TEST_F(ApplicationFilesTest, AnOpenModelThatCannotReadTheTextShowsNoPictureOfAnother) {
  models_.add("other", 1, 4);
  start();
  act({SetModel{"other"}, SetText{"nan"}});
  settle();
  EXPECT_EQ(state().card.name, "other");
  EXPECT_EQ(state().reading, nullptr);
  EXPECT_EQ(state().view, nullptr);
  EXPECT_EQ(state().query, -1);
  EXPECT_TRUE(state().notice);
}

TEST_F(ApplicationFilesTest, ModelsAreListedAndNamedBeforeTheyAreOpen) {
  SourceCard card;
  card.name = "reader";
  card.title = "Built in";
  options_.sources = {card};
  models_.open_door.close();
  begin();
  EXPECT_EQ(state().card.title, "Built in");
  EXPECT_EQ(state().sources.size(), 1U);
}

TEST_F(ApplicationFilesTest, ExportsWaitForTheReadingTheyShow) {
  std::vector<std::string> exported;  // one after the other, by one thread
  options_.write_export = [&](const AppState& shown, const std::filesystem::path& path) -> Status {
    exported.push_back(path.string() + ": " + shown.reading->text);
    if (path.extension() != ".png") return Error{ErrorCode::Unsupported, path.string(), "cannot be written"};
    return {};
  };
  Copied copied = Copied::FigureAndNumbers;
  options_.draw_copy = [&](const AppState& shown) {
    exported.push_back("copy: " + shown.reading->text);
    return [&]() -> Result<Copied> { return copied; };
  };
  start();
  models_.pass_door.close();
  act({SetText{"a b c"}, ExportTo{"f.png"}, CopyFigure{}});
  after(0.1);
  EXPECT_TRUE(exported.empty());
  models_.pass_door.open();
  settle();
  EXPECT_THAT(exported, ::testing::ElementsAre("f.png: a b c", "copy: a b c"));
  EXPECT_EQ(notice(), "Copied the figure and its numbers");
  copied = Copied::Numbers;
  act({CopyFigure{}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("no figure can be copied here"));
  act({ExportTo{"f.docx"}});
  settle();
  EXPECT_THAT(notice(), HasSubstr("f.docx: cannot be written"));
}

TEST_F(ApplicationFilesTest, AnExportShowsWhatWasThereWhenItWasAskedForHoweverLongItTakes) {
  Gate drawing;
  std::string drawn;
  options_.write_export = [&](const AppState& shown, const std::filesystem::path&) -> Status {
    drawing.pass();
    drawn = shown.scene.text + ", " + std::to_string(shown.view->weights.rows()) + " words";
    return {};
  };
  start();
  drawing.close();
  act({ExportTo{"f.png"}});
  drawing.await_arrivals(1);
  models_.pass_door.close();
  act({SetText{"something else"}});  // nobody waits
  EXPECT_EQ(notice(), "");
  drawing.open();
  models_.pass_door.open();
  settle();
  EXPECT_EQ(drawn, "the cat sat on the mat, 6 words");
  EXPECT_EQ(notice(), "Exported to f.png");
}

TEST_F(ApplicationFilesTest, AFigureThatTakesLongerThanAMomentIsSaidTo) {
  Gate drawing;
  options_.write_export = [&](const AppState&, const std::filesystem::path&) -> Status {
    drawing.pass();
    return {};
  };
  start();
  drawing.close();
  act({ExportTo{"large.svg"}});
  ASSERT_TRUE(state().wake_at);
  after(0.25);
  EXPECT_EQ(notice(), "") << "most are there before that could be read";
  EXPECT_TRUE(after(*state().wake_at - now_));
  EXPECT_THAT(notice(), HasSubstr("Still drawing"));
  act({DismissNotice{}});
  after(5);
  EXPECT_EQ(notice(), "") << "once is enough";
  drawing.open();
  settle();
  EXPECT_EQ(notice(), "Exported to large.svg");
}

TEST_F(ApplicationFilesTest, ClosingTheWindowEndsWhatWasAskedFor) {
  Gate drawing;
  std::vector<std::string> written;
  options_.write_export = [&](const AppState&, const std::filesystem::path& path) -> Status {
    drawing.pass();
    written.push_back(path.string());
    return {};
  };
  start();
  drawing.close();
  act({ExportTo{"a.png"}, ExportTo{"b.png"}});
  drawing.await_arrivals(1);
  drawing.open();
  ASSERT_TRUE(app_->save().ok());
  EXPECT_THAT(written, ::testing::ElementsAre("a.png", "b.png"));
}

TEST_F(ApplicationFilesTest, WhatIsOpenedComesInTheOrderInWhichItWasAskedFor) {
  std::filesystem::create_directories(folder_ / "tiny");
  const std::string model = (folder_ / "tiny").string();
  models_.add(model, 1, 1);
  start();
  scene_.text = "read from a file";
  ASSERT_TRUE(save_scene(folder_ / "scene.json", scene_).ok());
  const std::string scene = (folder_ / "scene.json").string();
  act({OpenPath{scene}, OpenPath{model}});
  settle();
  EXPECT_EQ(state().scene.text, "read from a file");
  EXPECT_EQ(state().scene.model, model);
  act({OpenPath{model}, OpenPath{scene}});
  settle();
  EXPECT_EQ(state().scene, scene_);
}

TEST_F(ApplicationFilesTest, GoodNewsGoByThemselves) {
  start();
  act({SaveTo{(folder_ / "a.json").string()}});
  settle();
  EXPECT_TRUE(state().notice);
  after(1.0);  // the session is saved meanwhile
  ASSERT_TRUE(state().wake_at);
  EXPECT_TRUE(after(*state().wake_at - now_));
  EXPECT_FALSE(state().notice);
}

}  // namespace
}  // namespace attnscope::test
