#include <gmock/gmock.h>

#include <cmath>

#include "app/action.h"
#include "app/plans/numbers_plan.h"
#include "tests/app/worked_support.h"

namespace attnscope::test {
namespace {

using ::testing::ElementsAre;

Scene opened(const std::string& name) {
  const Result<WorkedExample> example = load_worked(ATTNSCOPE_ASSETS, "by-hand/" + name);
  EXPECT_TRUE(example.ok());
  return open_worked(*example, {});
}

std::vector<std::string> titles(const Scene& scene) {
  std::vector<std::string> titles;
  for (const NumbersTab& tab : number_tabs(*scene.worked)) titles.push_back(tab.title);
  return titles;
}

TEST(PlanNumbers, OffersTheTablesThatTheExampleHas) {
  EXPECT_THAT(titles(opened("cat-sat")), ElementsAre("Q = K = V"));
  EXPECT_THAT(titles(opened("look-up")), ElementsAre("Q", "K", "V"));
  EXPECT_THAT(titles(opened("words-to-qkv")), ElementsAre("x", "W_Q", "W_K", "W_V", "→ Q", "→ K", "→ V"));
}

TEST(PlanNumbers, ShowsWordsAndNumbersAsTheyWereWritten) {
  const NumbersPlan plan = plan_numbers(opened("cat-sat"), 0);
  EXPECT_THAT(plan.rows, ElementsAre("The", "cat", "sat"));
  EXPECT_THAT(plan.texts, ElementsAre(ElementsAre("0.2", "0.8", "0.1"), ElementsAre("0.9", "0.3", "0.7"),
                                      ElementsAre("0.4", "0.6", "0.5")));
  EXPECT_TRUE(plan.rows_ask && plan.rows_are_asked);
  EXPECT_FLOAT_EQ(plan.extent, 0.9F);
}

TEST(PlanNumbers, ComputesWhatFollowsFromX) {
  Scene scene = opened("words-to-qkv");
  scene = attnscope::apply(scene, EditWorked{SetNumber{.cell = {WorkedTable::X, 1, 2}, .value = 3}});
  // sat is (0 1 3) now: q = (2 1 0 0) + 3 (0 .5 0 0)
  const NumbersPlan plan = plan_numbers(scene, 4);
  EXPECT_TRUE(plan.shown().computed);
  EXPECT_THAT(plan.texts[1], ElementsAre("2", "2.5", "0", "0"));
  const NumbersPlan matrix = plan_numbers(scene, 1);
  EXPECT_THAT(matrix.rows, ElementsAre("x1", "x2", "x3"));
  EXPECT_FALSE(matrix.rows_ask || matrix.rows_are_asked);
}

TEST(PlanNumbers, FitsEveryExampleAndTab) {
  Random random(23);
  for (int run = 0; run < 200; ++run) {
    Question question;
    question.text = "a b c d";
    question.worked = random_worked(random, {4, 4});
    question.text_b = question.worked->two_texts ? "e f g h" : "";
    const NumbersPlan plan = plan_numbers(question, random.next_below(20) - 5);
    ASSERT_LT(plan.tab, plan.tabs.size());
    ASSERT_EQ(static_cast<int>(plan.rows.size()), plan.row_count());
    ASSERT_EQ(static_cast<int>(plan.texts.size()), plan.row_count());
    for (const auto& row : plan.texts) ASSERT_EQ(static_cast<int>(row.size()), plan.column_count());
    EXPECT_GT(plan.extent, 0);
  }
}

TEST(NumberText, IsTheShortestDecimal) {
  EXPECT_EQ(number_text(0.1F), "0.1");
  EXPECT_EQ(number_text(-2.485F), "-2.485");
  EXPECT_EQ(number_text(-0.0F), "0");
  EXPECT_EQ(number_text(100), "100");
  EXPECT_EQ(computed_text(1.0F / 3), "0.333");
  EXPECT_EQ(computed_text(-0.0001F), "0");
  EXPECT_EQ(computed_text(10), "10");
}

TEST(ReadTyped, KnowsNumbersTheirBeginningsAndWhatIsNeither) {
  for (const auto& [typed, value] : std::initializer_list<std::pair<const char*, float>>{
           {"0", 0}, {"1.5", 1.5F}, {"1,5", 1.5F}, {".5", 0.5F}, {"-.25", -0.25F}, {"7.", 7}, {"-100", -100}}) {
    EXPECT_EQ(read_typed(typed).value, value) << typed;
    EXPECT_EQ(read_typed(typed).why_not, "") << typed;
  }
  for (const char* const beginning : {"", "-", ".", "-."}) {
    EXPECT_FALSE(read_typed(beginning).value) << beginning;
    EXPECT_EQ(read_typed(beginning).why_not, "") << beginning;
  }
  for (const char* const bad : {"x", "1x", "1e3", "--1", "1.2.3", "1-", "inf", "nan", "0x10", "100.1", "-1000", " 1",
                                "99999999999999999999999999999999999999999999"}) {
    EXPECT_FALSE(read_typed(bad).value) << bad;
    EXPECT_NE(read_typed(bad).why_not, "") << bad;
  }
}

TEST(FitCells, ShowsWholeOnesAndKeepsToItsRoom) {
  const CellLimits limits{.least = {48, 20}, .most = {92, 34}, .bar = 14};
  for (const Point room : {Point{290, 116}, Point{460, 230}, Point{458, 241}, Point{800, 600}}) {
    for (int columns = 1; columns <= kMaxWorkedDims; ++columns) {
      for (int rows = 1; rows <= kMaxWorkedWords; ++rows) {
        const CellFit fit = fit_cells(room, columns, rows, limits);
        EXPECT_LE(fit.room.x, room.x + 0.01F);
        EXPECT_LE(fit.room.y, room.y + 0.01F);
        EXPECT_TRUE(fit.cell.x >= 48 && fit.cell.x <= 92) << fit.cell.x;
        EXPECT_TRUE(fit.cell.y >= 20 && fit.cell.y <= 34) << fit.cell.y;
        const bool all_across = fit.cell.x * static_cast<float>(columns) <= fit.room.x;
        const bool all_down = fit.cell.y * static_cast<float>(rows) <= fit.room.y;
        const float across = fit.room.x - 1 - (all_down ? 0 : limits.bar);
        const float down = fit.room.y - 1 - (all_across ? 0 : limits.bar);
        EXPECT_NEAR(across / fit.cell.x, std::round(across / fit.cell.x), 1e-3F) << columns << " x " << rows;
        EXPECT_NEAR(down / fit.cell.y, std::round(down / fit.cell.y), 1e-3F) << columns << " x " << rows;
      }
    }
  }
  EXPECT_EQ(fit_cells({291, 121}, 6, 6, limits).cell, (Point{48.333332F, 20})) << "all of them, without bars";
}

}  // namespace
}  // namespace attnscope::test
