#include "ui/present/screen.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "tests/ui/screen_support.h"
#include "tests/ui/state_support.h"
#include "ui/present/keys.h"

namespace attnscope::test {
namespace {

using PresentKeys = BareImGui;

AppState presented(int scenes = 3) {
  AppState state = state_after_reading("the trophy was too big for it");
  for (int i = 0; i < scenes; ++i) state.lecture.scenes.push_back({.title = {}, .notes = {}, .scene = state.scene});
  state.presenting = Presentation{.scene = 1, .count = scenes};
  return state;
}

/// What a key asks for; nothing where it means nothing.
Actions pressed(const AppState& state, const Chord& chord) {
  UiMemory memory;
  return run_present_key(chord, {state, memory}).value_or(Actions{});
}

std::optional<PresentMove> asked_move(const Actions& actions) {
  if (actions.size() != 1) return std::nullopt;
  const auto* command = std::get_if<Command>(&actions[0]);
  const auto* move = command == nullptr ? nullptr : std::get_if<Present>(command);
  return move == nullptr ? std::nullopt : std::optional(move->move);
}

TEST_F(PresentKeys, AreThoseOfAClicker) {
  const AppState state = presented();
  for (const auto& [key, move] : std::vector<std::pair<int, PresentMove>>{{GLFW_KEY_PAGE_DOWN, PresentMove::Next},
                                                                          {GLFW_KEY_PAGE_UP, PresentMove::Before},
                                                                          {GLFW_KEY_KP_ENTER, PresentMove::Next},
                                                                          {GLFW_KEY_B, PresentMove::Black},
                                                                          {GLFW_KEY_PERIOD, PresentMove::Black},
                                                                          {GLFW_KEY_N, PresentMove::Notes},
                                                                          {GLFW_KEY_L, PresentMove::List}}) {
    EXPECT_EQ(asked_move(pressed(state, {kNoMods, key})), move) << key;
  }
  for (const Chord& chord :
       {Chord{kNoMods, GLFW_KEY_ESCAPE}, Chord{kNoMods, GLFW_KEY_F5}, Chord{kShift, GLFW_KEY_F5}}) {
    const Actions asked = pressed(state, chord);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<StopPresenting>(std::get<Command>(asked[0]))) << chord_text(chord);
  }
}

TEST_F(PresentKeys, ChangeTheSceneAsOnTheMainScreen) {
  const AppState state = presented();
  const auto after = [&](const Chord& chord) {
    AppState next = state;
    follow(next, pressed(state, chord));
    return next;
  };
  EXPECT_EQ(after({kNoMods, GLFW_KEY_2}).query, 1);
  EXPECT_EQ(after({kNoMods, GLFW_KEY_LEFT}).query, state.query - 1);
  EXPECT_NE(after({kNoMods, GLFW_KEY_S}).scene.text, state.scene.text);
  EXPECT_LT(after({kNoMods, GLFW_KEY_LEFT_BRACKET}).scene.multiplier, 1);
  EXPECT_GT(after({kNoMods, GLFW_KEY_RIGHT_BRACKET}).scene.multiplier, 1);
  EXPECT_LT(after({kNoMods, GLFW_KEY_UP}).scene.step, kTimelineEnd);
}

TEST_F(PresentKeys, MeanAnExperimentWhereOneStandsInThePlaceOfTheSentence) {
  AppState state = presented();
  state.scene.page = Page::RootD;
  const int d = state.scene.root_d.d;
  AppState after = state;
  follow(after, pressed(state, {kNoMods, GLFW_KEY_RIGHT}));
  EXPECT_EQ(after.scene.root_d.d, 2 * d);
  for (const int key : {GLFW_KEY_2, GLFW_KEY_S, GLFW_KEY_RIGHT_BRACKET, GLFW_KEY_SPACE}) {
    EXPECT_TRUE(pressed(state, {kNoMods, key}).empty()) << key << ": nothing happens to the sentence unseen";
  }
  EXPECT_EQ(asked_move(pressed(state, {kNoMods, GLFW_KEY_ENTER})), PresentMove::Next);
}

TEST_F(PresentKeys, ChooseAmongTheScenesWhereTheyAreListed) {
  AppState state = presented();
  state.presenting->list = true;
  EXPECT_EQ(asked_move(pressed(state, {kNoMods, GLFW_KEY_RIGHT})), PresentMove::Next);
  EXPECT_EQ(asked_move(pressed(state, {kNoMods, GLFW_KEY_UP})), PresentMove::Before);
  EXPECT_EQ(asked_move(pressed(state, {kNoMods, GLFW_KEY_ENTER})), PresentMove::List) << "which shows the chosen one";
}

TEST_F(PresentKeys, HandOutWhatTheRoomExpectsAndRevealIt) {
  AppState state = presented();
  state.scene.prediction = Prediction{};
  const Actions more = pressed(state, {kNoMods, GLFW_KEY_RIGHT});
  ASSERT_FALSE(more.empty());
  EXPECT_TRUE(std::holds_alternative<SetShare>(std::get<Edit>(more[0])));
  const Actions shown = pressed(state, {kNoMods, GLFW_KEY_ENTER});
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_TRUE(std::get<SetPrediction>(std::get<Edit>(shown[0])).prediction->revealed);
  state.scene.prediction->revealed = true;
  EXPECT_EQ(asked_move(pressed(state, {kNoMods, GLFW_KEY_ENTER})), PresentMove::Next);
}

TEST_F(PresentKeys, OpenNothing) {
  const AppState state = presented();
  UiMemory memory;
  for (const Shortcut& row : shortcuts()) {
    const std::optional<Actions> asked = run_present_key(row.chord, {state, memory});
    for (const Action& action : asked.value_or(Actions{})) {
      const auto* command = std::get_if<Command>(&action);
      EXPECT_FALSE(command != nullptr && std::holds_alternative<ShowPanel>(*command)) << row.title;
    }
  }
  EXPECT_FALSE(memory.sentence.take_focus) << "there is no field";
}

TEST_F(PresentKeys, AreHeardWhereSomebodyWasTypingBefore) {
  const AppState state = presented();
  UiMemory memory;
  memory.sentence.active = true;
  memory.focus = Focus::Numbers;
  EXPECT_FALSE(run_present_key({kNoMods, GLFW_KEY_2}, {state, memory}).value_or(Actions{}).empty());
}

TEST(PresentShortcutTable, BindsNoChordTwiceAndNamesItsRows) {
  std::set<std::string> chords;
  for (const Shortcut& row : present_shortcuts()) {
    EXPECT_TRUE(chords.insert(chord_text(row.chord)).second) << row.title;
    EXPECT_FALSE(row.title.empty());
    EXPECT_EQ(row.group, KeyGroup::Present);
  }
}

TEST_F(PresentKeys, OfThePanelChooseMoveAndRemove) {
  AppState state = presented(3);
  state.presenting.reset();
  state.panel = Panel::Lecture;
  UiMemory memory;
  const auto press = [&](const Chord& chord) { return run_lecture_key(chord, {state, memory}); };
  EXPECT_TRUE(press({kNoMods, GLFW_KEY_DOWN})->empty());
  EXPECT_EQ(memory.lecture.row, 1);
  const Actions move = *press({kCtrl, GLFW_KEY_DOWN});
  const auto& edit = std::get<ChangeLecture>(std::get<Command>(move.at(0))).edit;
  EXPECT_EQ(std::get<MoveScene>(edit).from, 1U);
  EXPECT_EQ(std::get<MoveScene>(edit).to, 2U);
  EXPECT_EQ(memory.lecture.row, 2);
  EXPECT_TRUE(press({kCtrl, GLFW_KEY_DOWN})->empty()) << "it is the last one";
  const Actions removed = *press({kNoMods, GLFW_KEY_DELETE});
  EXPECT_EQ(std::get<RemoveScene>(std::get<ChangeLecture>(std::get<Command>(removed.at(0))).edit).at, 2U);
  EXPECT_EQ(press({kNoMods, GLFW_KEY_ENTER})->size(), 2U) << "shows it and closes the panel";
  memory.lecture.title.active = true;
  EXPECT_FALSE(press({kNoMods, GLFW_KEY_DELETE})) << "it belongs to the field";
  EXPECT_FALSE(run_shortcut({kNoMods, GLFW_KEY_L}, {state, memory})) << "so does the letter that opened the panel";
  memory.lecture.title.active = false;
  state.lecture.scenes.clear();
  for (const int key : {GLFW_KEY_DELETE, GLFW_KEY_ENTER}) EXPECT_FALSE(press({kNoMods, key}));
}

TEST_F(PresentKeys, OfThePanelGoFromFieldToField) {
  AppState state = presented(2);
  state.presenting.reset();
  state.panel = Panel::Lecture;
  UiMemory memory;
  LectureMemory& lecture = memory.lecture;
  const auto next = [&](int mods) {
    (void)run_lecture_key({mods, GLFW_KEY_TAB}, {state, memory});
    for (TextField* field : {&lecture.title, &lecture.notes, &lecture.name}) {
      field->active = std::exchange(field->take_focus, false);
    }
    return lecture.title.active ? 't' : lecture.notes.active ? 'n' : lecture.name.active ? 'l' : '-';
  };
  std::string way;
  for (int i = 0; i < 4; ++i) way += next(kNoMods);
  EXPECT_EQ(way, "tnl-");
  EXPECT_EQ(next(kShift), 'l');
  state.lecture.scenes.clear();
  EXPECT_EQ(next(kNoMods), '-');
  EXPECT_EQ(next(kNoMods), 'l') << "a lecture without scenes has a title all the same";
}

TEST_F(PresentKeys, OfThePanelSaveAndExportTheLecture) {
  const AppState state = presented(2);
  UiMemory memory;
  memory.lecture.title.active = true;
  const auto opened = [&](int key) {
    const std::optional<Actions> asked = run_lecture_key({kCtrl, key}, {state, memory});
    return asked ? std::get<ShowPanel>(std::get<Command>(asked->at(0))).panel : Panel::None;
  };
  EXPECT_EQ(opened(GLFW_KEY_S), Panel::SaveLecture);
  EXPECT_EQ(opened(GLFW_KEY_E), Panel::ExportLecture);
}

TEST(PresentationDue, WakesForTheClockAndTheSpotOnly) {
  AppState state = presented();
  UiMemory memory;
  EXPECT_FALSE(presentation_due(state, memory, 10));
  memory.spot_moved = 10;
  EXPECT_GT(*presentation_due(state, memory, 10), 11);
  EXPECT_FALSE(presentation_due(state, memory, 60));
  state.presenting->notes = true;
  state.presenting->began = 0.5;
  EXPECT_DOUBLE_EQ(*presentation_due(state, memory, 60), 60.5);
  state.presenting->black = true;
  EXPECT_FALSE(presentation_due(state, memory, 60));
  state.presenting.reset();
  EXPECT_FALSE(presentation_due(state, memory, 60));
}

class PresentScreen : public ScreenTest {
 protected:
  void SetUp() override {
    ScreenTest::SetUp();
    if (!window_) return;
    Scene other = first_scene();
    other.text = "The cat sat on the mat.";
    other.step = 1.5F;
    Scene bent = first_scene();
    bent.multiplier = 0.2F;
    bent.outlined = PatternId::Previous;
    bent.beside = first_scene();
    act({Command(ChangeLecture{SetLecture{{.title = "t",
                                           .scenes = {{.title = "Too big", .notes = "say this", .scene = first_scene()},
                                                      {.title = {}, .notes = {}, .scene = other},
                                                      {.title = "Bent", .notes = {}, .scene = bent}}}}})});
  }
};

TEST_F(PresentScreen, ShowsEverySceneAtEverySizeAndBlackIsBlack) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    for (const Size size : {Size{1024, 768}, Size{1280, 800}, Size{1920, 1080}}) {
      SCOPED_TRACE(::testing::Message() << size.width << ", theme " << static_cast<int>(theme));
      resize(size);
      act({Command(SetTheme{theme}), Command(StartPresenting{})});
      std::vector<Shot> seen{shot()};
      for (int i = 0; i < 2; ++i) {
        act({Command(Present{PresentMove::Next})});
        seen.push_back(shot());
        EXPECT_FALSE(seen.back() == seen[seen.size() - 2]);
      }
      for (const Shot& picture : seen) {
        const auto w = static_cast<float>(size.width);
        const auto h = static_cast<float>(size.height);
        for (const Rect& part : {Rect{0, 0, w, h / 3}, Rect{0, h / 3, w / 2, h / 2}, Rect{w / 2, h / 3, w / 2, h / 2},
                                 Rect{0, h * 0.9F, w, h * 0.1F}}) {
          EXPECT_TRUE(picture.has_colours(part, 8)) << part.x << ", " << part.y;
        }
      }
      act({Command(Present{PresentMove::Black})});
      const Shot black = shot();
      EXPECT_FALSE(black.has_colours({0, 0, static_cast<float>(size.width), static_cast<float>(size.height)}, 2));
      EXPECT_EQ(black.at(size.width / 2, size.height / 2), 0U);
      act({Command(StopPresenting{})});
    }
  }
}

TEST_F(PresentScreen, NotesAndListAreThereWhenAskedForAndGoAgain) {
  resize({1280, 800});
  const Shot main = shot();
  act({Command(StartPresenting{})});
  const Shot plain = shot();
  for (const PresentMove move : {PresentMove::Notes, PresentMove::List}) {
    act({Command(Present{move})});
    EXPECT_FALSE(shot() == plain);
    act({Command(Present{move})});
    EXPECT_TRUE(shot() == plain);
  }
  act({Command(StopPresenting{})});
  EXPECT_TRUE(shot() == main) << "the main screen is what it was";
}

TEST_F(PresentScreen, AnExperimentAndAPredictionFillTheScreen) {
  Scene experiment = first_scene();
  experiment.page = Page::RootD;
  Scene expected = first_scene();
  expected.prediction = Prediction{};
  act({Command(ChangeLecture{SetLecture{{.title = {},
                                         .scenes = {{.title = {}, .notes = {}, .scene = first_scene()},
                                                    {.title = {}, .notes = {}, .scene = experiment},
                                                    {.title = {}, .notes = {}, .scene = expected}}}}}),
       Command(StartPresenting{})});
  for (const Size size : {Size{1024, 768}, Size{1920, 1080}}) {
    resize(size);
    const Rect middle{0.1F * static_cast<float>(size.width), 0.3F * static_cast<float>(size.height),
                      0.8F * static_cast<float>(size.width), 0.5F * static_cast<float>(size.height)};
    std::vector<Shot> seen;
    for (const int scene : {0, 1, 2}) {
      act({Command(PresentScene{scene})});
      seen.push_back(shot());
      EXPECT_TRUE(seen.back().has_colours(middle, 4)) << scene;
    }
    EXPECT_FALSE(seen[0] == seen[1] || seen[0] == seen[2] || seen[1] == seen[2]);
    act({Command(Present{PresentMove::Next})});
    EXPECT_FALSE(shot() == seen[2]) << "it is revealed";
  }
}

TEST_F(PresentScreen, NotesGetSmallerSoThatTheirEndIsThere) {
  resize({1280, 800});
  act({Command(ChangeLecture{RenameLecture{""}}), Command(StartPresenting{}), Command(Present{PresentMove::Notes}),
       Command(ChangeLecture{SetNotes{0, "1\n2\n3\n4\n5\n6"}})});
  const Shot six = shot();
  act({Command(ChangeLecture{SetNotes{0, "1\n2\n3\n4\n5\n7"}})});
  EXPECT_FALSE(shot() == six);
}

TEST_F(PresentScreen, TheSpeakerSeesWhichLectureItIs) {
  resize({1280, 800});
  act({Command(StartPresenting{}), Command(Present{PresentMove::Notes})});
  const Shot named = shot();
  act({Command(ChangeLecture{RenameLecture{""}})});
  EXPECT_FALSE(shot() == named);
}

TEST_F(PresentScreen, TheSpotComesWithTheHandAndGoesWhenItRests) {
  resize({1280, 800});
  const auto move_to = [&](double x) { window_->events().on_cursor(x, 780); };
  move_to(1200);
  act({Command(StartPresenting{})});
  const Shot plain = shot();
  move_to(1210);
  EXPECT_TRUE(shot() == plain) << "the window fills the screen, and so moves below the hand";
  now_ += 2;
  EXPECT_TRUE(shot() == plain) << "nobody has moved";
  move_to(1220);
  EXPECT_FALSE(shot() == plain);
  now_ += 3;
  EXPECT_TRUE(shot() == plain);
}

}  // namespace
}  // namespace attnscope::test
