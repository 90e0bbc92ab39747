#include "ui/main_window.h"

#include <gtest/gtest.h>

#include <array>

#include "app/examples.h"
#include "app/plans/numbers_plan.h"
#include "tests/support/random.h"
#include "tests/ui/screen_support.h"
#include "ui/views/views.h"

namespace attnscope::test {
namespace {

using MainScreen = ScreenTest;

constexpr std::size_t kNotFlat = 12;  ///< different colours, which a line of text alone has
constexpr std::array kSizes{Size{900, 600}, Size{1000, 700}, Size{1440, 900}};
constexpr std::array kPanels{Panel::None,          Panel::Help,   Panel::About,   Panel::Examples,
                             Panel::Models,        Panel::Export, Panel::Open,    Panel::Save,
                             Panel::Commands,      Panel::Atlas,  Panel::Lecture, Panel::SaveLecture,
                             Panel::ExportLecture, Panel::Film,   Panel::Learn,   Panel::Record};
constexpr std::array kMasks{MaskKind::Model, MaskKind::All, MaskKind::Causal, MaskKind::Nearby};

/// Sixty words, which are more than fit into one row.
std::string sixty_words() {
  std::string text;
  for (int i = 0; i < 6; ++i) text += "the cat that chased the mouse sat on the mat ";
  return text;
}

/// What people type: nothing, one word, a page, and every kind of script.
std::vector<std::string> many_sentences() {
  return {
      first_scene().text,
      "",
      "it",
      sixty_words(),
      "\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97 \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E \xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4",
      "I \xF0\x9F\x98\x80 you \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 "
      "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",
      "e\xCC\x81\xCC\x82\xCC\x83te\xCC\x81 \xEE\x80\x80 tab\tline\nend",
      std::string(300, 'w') + " it",
      std::string(100'000, 'w')};
}

TEST_F(MainScreen, ShowsSomethingInEveryPartAtEverySize) {
  for (const Theme theme : {Theme::Dark, Theme::Light}) {
    act({Command(SetTheme{theme})});
    for (const Size size : {kSizes[0], kSizes[1], kSizes[2], Size{2560, 1440}}) {
      SCOPED_TRACE(::testing::Message() << size.width << " x " << size.height << ", theme " << static_cast<int>(theme));
      act({Command(SetUiScale{size.width > 2000 ? 2.0F : 1.0F})});
      resize(size);
      const Shot picture = shot();
      for (const ViewRow& view : kViews) {
        const Rect& part = layout().*view.area;
        EXPECT_TRUE(part.h <= 0 || picture.has_colours(part, kNotFlat)) << view.key << " is one flat colour";
      }
    }
  }
}

TEST_F(MainScreen, LooksTheSameAgainAndComesToRest) {
  const Shot first = shot();
  EXPECT_TRUE(shot() == first);
  act({Command(SetTheme{Theme::Light}), Command(SetUiScale{1.5F}), Edit(SetMap{MapKind::Scores})});
  EXPECT_FALSE(shot() == first);
  read_text(many_sentences()[5]);
  (void)shot();
  act({Command(SetTheme{Theme::Dark}), Command(SetUiScale{1}), Edit(SetScene{first_scene()})});
  EXPECT_TRUE(shot() == first) << "what was shown in between has left something behind";
}

TEST_F(MainScreen, EveryPanelOpensAboveIt) {
  for (const Size size : {kSizes[0], kSizes[2]}) {
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
      resize(size);
      act({Command(SetTheme{theme}), Command(ShowPanel{Panel::None})});
      const Shot without = shot();
      for (const Panel panel : kPanels) {
        SCOPED_TRACE(::testing::Message() << "panel " << static_cast<int>(panel) << ", width " << size.width);
        act({Command(ShowPanel{panel})});
        EXPECT_EQ(shot() == without, panel == Panel::None);
      }
      act({Command(ShowPanel{Panel::None})});
      EXPECT_TRUE(shot() == without) << "a panel has left something behind";
    }
  }
}

TEST_F(MainScreen, ShowsEveryWayToLook) {
  resize(kSizes[1]);
  for (const MapKind map : {MapKind::Weights, MapKind::Scores}) {
    for (const MaskKind mask : kMasks) {
      act({Edit(SetMap{map}), Edit(SetMask{{.kind = mask}})});
      for (std::size_t i = 0; i <= kPatterns.size(); ++i) {
        SCOPED_TRACE(::testing::Message()
                     << "map " << static_cast<int>(map) << ", mask " << static_cast<int>(mask) << ", pattern " << i);
        act({Edit(SetOutlined{i < kPatterns.size() ? std::optional(kPatterns[i].id) : std::nullopt})});
        settle();
      }
    }
  }
}

TEST_F(MainScreen, ShowsEverySentenceAndChangesNoneOfThem) {
  for (const std::string& text : many_sentences()) {
    SCOPED_TRACE(::testing::PrintToString(text));
    read_text(text);
    for (const Size size : {kSizes[0], kSizes[2]}) {
      resize(size);
      for (const Scope scope : {Scope::Head, Scope::Model}) {
        act({Edit(SetScope{scope}), Edit(SetMultiplier{scope == Scope::Head ? 1.0F : 0.2F})});
        const Shot picture = shot();
        EXPECT_TRUE(picture.has_colours(layout().top_bar, kNotFlat));
        EXPECT_TRUE(picture.has_colours(layout().scale, kNotFlat));
      }
    }
    EXPECT_EQ(state().scene.text, text);
  }
}

TEST_F(MainScreen, ShowsWhatIsComparedInTheQueryViewsPlace) {
  for (const Size size : {kSizes[0], kSizes[1], kSizes[2]}) {
    resize(size);
    act({Edit(SetScene{first_scene()})});
    const Shot alone = shot();
    act({Edit(SetBeside{state().scene})});
    const Shot same = shot();
    EXPECT_TRUE(same.has_colours(layout().query, kNotFlat));
    EXPECT_FALSE(same == alone);
    for (const std::string& text : many_sentences()) {
      read_text(text);
      EXPECT_EQ(shot() == same, text == first_scene().text) << text;
    }
    act({Edit(SetScene{first_scene()})});
    EXPECT_TRUE(shot() == alone) << "the comparison has left something behind";
  }
}

TEST_F(MainScreen, ShowsEveryExampleAndStepOfItsAnimation) {
  resize(kSizes[1]);
  for (const Example& example : kExamples) {
    SCOPED_TRACE(example.text);
    act({Edit(SetScene{show_example(example, state().scene)})});
    const Shot whole = shot();
    act({Edit(SetStep{0})});
    EXPECT_FALSE(shot() == whole) << "the start looks like the end";
    for (const float step : {3.1F, 3.9F, 0.5F, 1.5F, 2.5F}) {
      act({Edit(SetStep{step})});
      settle();
    }
    act({Edit(SetStep{kTimelineEnd})});
    EXPECT_TRUE(shot() == whole);
  }
}

TEST_F(MainScreen, AStepOfALessonIsReadWholeAboveItsScene) {
  act({Command(ShowPanel{Panel::Learn}), Command(ShowPanel{Panel::None})});
  ASSERT_TRUE(state().teach.lessons);
  resize(kSizes[1]);
  (void)shot();
  const Rect chips = layout().chips;
  const auto lessons = state().teach.lessons;  // progress makes another list
  for (const LessonCard& card : *lessons) {
    act({Command(Teach{StartLesson{card.key}}), Command(Teach{GoToStep{0}})});
    settle();
    const float height = layout().strip.h;
    for (int step = 0; step < card.steps; ++step) {
      SCOPED_TRACE(::testing::Message() << card.key << ", step " << step + 1);
      act({Command(Teach{GoToStep{step}})});
      EXPECT_TRUE(shot().has_colours(layout().strip, kNotFlat));
      EXPECT_EQ(layout().strip.h, height) << "the screen jumps";
      EXPECT_LT(layout().strip.h, static_cast<float>(kSizes[1].height) * 0.4F) << "the text is cut";
      const float least = layout().numbers.h > 0 ? 75 : 150;  // a map of a few words, with its numbers below
      EXPECT_GT(std::max(layout().page.h, layout().heatmap.h), least) << "no room is left for what it talks about";
    }
  }
  act({Command(Teach{CloseLesson{}})});
  settle();
  EXPECT_EQ(layout().strip.h, 0);
  EXPECT_EQ(layout().chips.y, chips.y);
}

/// Whether anything there has a colour as the map's cells have: text and grounds are nearly grey.
bool is_vivid(const Shot& picture, const Rect& part) {
  constexpr int kSpread = 80;
  for (int y = static_cast<int>(part.y); y < static_cast<int>(part.bottom()); ++y) {
    for (int x = static_cast<int>(part.x); x < static_cast<int>(part.right()); ++x) {
      const std::uint32_t pixel = picture.at(x, y);
      const auto channels = {static_cast<int>(pixel & 255U), static_cast<int>(pixel >> 8U & 255U),
                             static_cast<int>(pixel >> 16U & 255U)};
      if (std::max(channels) - std::min(channels) > kSpread) return true;
    }
  }
  return false;
}

TEST_F(MainScreen, APredictionShowsNothingOfTheMapBeforeTheReveal) {
  for (const Size size : kSizes) {
    resize(size);
    act({Edit(SetScene{first_scene()})});
    const Shot plain = shot();
    ASSERT_TRUE(is_vivid(plain, layout().heatmap));
    act({Edit(SetPrediction{Prediction{}})});
    const Shot hidden = shot();
    EXPECT_FALSE(is_vivid(hidden, layout().heatmap));
    EXPECT_TRUE(hidden.has_colours(layout().query, kNotFlat));
    act({Edit(SetPrediction{Prediction{.shares = {}, .revealed = true}})});
    EXPECT_TRUE(is_vivid(shot(), layout().heatmap));
    act({Edit(SetPrediction{})});
    EXPECT_TRUE(shot() == plain);
  }
}

TEST_F(MainScreen, AnAuditAndAPageLeaveNothingBehind) {
  for (const Size size : kSizes) {
    resize(size);
    act({Edit(SetScene{first_scene()})});
    const Shot plain = shot();
    act({Edit(SetAudit{Audit{.query = "it", .source = {}, .from = {}}})});
    EXPECT_TRUE(shot().has_colours(layout().strip, kNotFlat));
    act({Edit(SetAudit{Audit{.query = "it", .source = "trophy", .from = {}}}), Edit(SetText{"it was small"})});
    settle();
    act({Edit(SetScene{first_scene()}), Edit(SetPage{Page::RootD})});
    const Shot experiment = shot();
    EXPECT_TRUE(experiment.has_colours(layout().page, kNotFlat));
    act({Edit(SetRootD{{.d = 1024, .seed = 2}})});
    EXPECT_FALSE(shot() == experiment);
    for (const MaskKind kind : {MaskKind::Causal, MaskKind::Nearby}) {
      const MaskChoice mask{.kind = kind, .window = 4};
      act({Edit(SetPage{Page::Cost}), Edit(SetCost{{.words = 10, .mask = mask}}), Command(EndGesture{})});
      const Shot cost = shot();
      EXPECT_TRUE(cost.has_colours(layout().page, kNotFlat));
      for (const int words : {20, 80'000}) {  // a drag, which is one step
        act({Edit(SetCost{{.words = words, .mask = mask}})});
        EXPECT_FALSE(shot() == cost);
      }
      act({Command(Undo{})});
      EXPECT_TRUE(shot() == cost);
    }
    act({Edit(SetScene{first_scene()})});
    EXPECT_TRUE(shot() == plain);
  }
}

TEST_F(MainScreen, ShowsTheNumbersOfEveryWorkedExample) {
  for (const WorkedExample& example : list_worked(ATTNSCOPE_ASSETS)) {
    SCOPED_TRACE(example.name);
    act({Edit(SetModel{example.name})});
    ASSERT_EQ(state().scene.worked, example.worked);
    for (const Size size : {kSizes[0], kSizes[1], kSizes[2], Size{2560, 1440}}) {
      resize(size);
      const Shot picture = shot();
      EXPECT_TRUE(picture.has_colours(layout().numbers, kNotFlat));
      EXPECT_TRUE(picture.has_colours(layout().query, kNotFlat));
      EXPECT_EQ(layout().meters.h, 0);
      act({Edit(EditWorked{SetNumber{.cell = {.table = tables_of(example.worked).front()}, .value = 55}})});
      EXPECT_FALSE(shot() == picture) << "the same picture of other numbers";
      act({Command(Undo{})});
      EXPECT_TRUE(shot() == picture);
    }
    // As large as it gets, and as small.
    for (int i = 0; i < kMaxWorkedDims; ++i)
      act({Edit(EditWorked{AddWord{}}), Edit(EditWorked{AddDimension{tables_of(example.worked).back()}})});
    ASSERT_EQ(state().scene.worked->dims(), kMaxWorkedDims);
    for (std::size_t tab = 0; tab < number_tabs(*state().scene.worked).size(); ++tab) {
      NumberCursor& cursor = screen_->memory().numbers;
      cursor.tab = static_cast<int>(tab);
      cursor.row = cursor.column = kMaxWorkedDims;
      cursor.moved = true;
      EXPECT_TRUE(shot().has_colours(layout().numbers, kNotFlat));
    }
    act({Edit(SetText{""})});
    settle();
  }
}

TEST_F(MainScreen, SurvivesAnythingInAnyOrder) {
  const std::vector<std::string> sentences = many_sentences();
  Random random(31);
  const auto flip = [&random] { return random.next_below(2) == 1; };
  for (int i = 0; i < 60; ++i) {
    Actions actions;
    const auto pick = [&random](const auto& from) {
      return from[static_cast<std::size_t>(random.next_below(static_cast<int>(from.size())))];
    };
    switch (random.next_below(14)) {
      case 12:
        actions = {Edit(SetModel{flip() ? pick(state().worked).name : "reader"})};
        break;
      case 0:
        actions = {Edit(SetText{pick(sentences)})};
        break;
      case 1:
        actions = {Command(SetTheme{flip() ? Theme::Dark : Theme::Light})};
        break;
      case 2:
        actions = {Command(SetUiScale{0.5F + 0.25F * static_cast<float>(random.next_below(11))})};
        break;
      case 3:
        actions = {Command(ShowPanel{pick(kPanels)})};
        break;
      case 4:
        actions = {Edit(SetMask{{.kind = pick(kMasks), .window = 1 + random.next_below(5)}})};
        break;
      case 5:
        actions = {Edit(SetHead{{random.next_below(4), random.next_below(4)}})};
        break;
      case 6:
        actions = {Edit(SetQuery{{.word = "the", .index = random.next_below(60)}})};
        break;
      case 7:
        actions = {flip() ? Command(Undo{}) : Command(Redo{})};
        break;
      case 8:
        actions = {flip() ? Edit(SetBeside{state().scene}) : flip() ? Edit(SetBeside{}) : Edit(ExchangeBeside{})};
        break;
      case 9:
        actions = {
            Edit(SetPrediction{flip() ? std::optional(Prediction{.shares = {}, .revealed = flip()}) : std::nullopt})};
        break;
      case 10:
        actions = {
            Edit(SetAudit{flip() ? std::optional(Audit{.query = "it", .source = flip() ? "trophy" : "", .from = {}})
                                 : std::nullopt})};
        break;
      case 11:
        actions = {Edit(SetPage{static_cast<Page>(random.next_below(3))}),
                   Edit(SetCost{{.words = 1 << random.next_below(17),
                                 .mask = {.kind = pick(kMasks), .window = 1 + random.next_below(512)}}})};
        break;
      default:
        resize(pick(kSizes));
        break;
    }
    act(actions);
    screen_->memory().region = {10 * random.next(), 10 * random.next(), 20 * random.next()};
    screen_->memory().focus = static_cast<Focus>(random.next_below(kFocusCount));
    screen_->memory().focus_visible = flip();
    settle();
    ASSERT_FALSE(HasFailure()) << "after step " << i;
  }
}

}  // namespace
}  // namespace attnscope::test
