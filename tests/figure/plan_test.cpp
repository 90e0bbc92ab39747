#include "figure/plan.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "tests/figure/content_support.h"

namespace attnscope::figure {
namespace {

constexpr double kSlack = 1e-6;

using Corners = std::array<Point, 4>;

Corners corners(const Rect& rect) {
  return {Point{rect.x, rect.y}, Point{rect.x + rect.width, rect.y}, Point{rect.x + rect.width, rect.y + rect.height},
          Point{rect.x, rect.y + rect.height}};
}

/// Whether some side of `a` separates the two.
bool separated_by_a_side_of(const Corners& a, const Corners& b) {
  for (std::size_t i = 0; i < 4; ++i) {
    const Point from = a[i];
    const Point to = a[(i + 1) % 4];
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 1e-12) continue;
    const auto beyond = [&](const Point& p) {  // the corners run clockwise on the page: outside is negative
      return ((to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x)) / length <= kSlack;
    };
    if (std::all_of(b.begin(), b.end(), beyond)) return true;
  }
  return false;
}

/// The separating axis test: two boxes, however turned, are apart exactly when a side of one of them separates them.
bool overlap(const Corners& a, const Corners& b) {
  return !separated_by_a_side_of(a, b) && !separated_by_a_side_of(b, a);
}

struct Part {
  std::string name;
  Corners corners;
};

std::vector<Part> parts(const Plan& plan) {
  std::vector<Part> all{{"map", corners(plan.map())}, {"bar", corners(plan.bar)}};
  for (const Line& line : plan.lines) all.push_back({line.text, corners(line)});
  return all;
}

void expect_in_order(const Plan& plan) {
  const std::vector<Part> all = parts(plan);
  for (const Part& part : all) {
    for (const Point& p : part.corners) {
      EXPECT_TRUE(p.x >= -kSlack && p.y >= -kSlack && p.x <= plan.page.width + kSlack &&
                  p.y <= plan.page.height + kSlack)
          << part.name << " leaves the page at " << p.x << ", " << p.y;
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      EXPECT_FALSE(overlap(all[i].corners, all[j].corners)) << all[i].name << " on " << all[j].name;
    }
  }
}

int count(const Plan& plan, Role role) {
  return static_cast<int>(
      std::count_if(plan.lines.begin(), plan.lines.end(), [role](const Line& line) { return line.role == role; }));
}

Plan plan_of(const Content& content, PageSize page) {
  const Result<Plan> plan = plan_figure(content, page, typewriter);
  EXPECT_TRUE(plan.ok()) << (plan.ok() ? "" : to_line(plan.error()));
  return plan.ok() ? *plan : Plan{};
}

TEST(Overlap, IsSeenWhereThereIsOne) {
  const Line line{"word", Role::Key, 10, {100, 100}, 40, -0.78};
  Line beside = line;
  beside.start.x += 18;
  EXPECT_FALSE(overlap(corners(line), corners(beside)));
  beside.start.x -= 1;
  EXPECT_TRUE(overlap(corners(line), corners(beside)));
  EXPECT_TRUE(overlap(corners(line), corners(line)));
  EXPECT_TRUE(overlap(corners(Rect{0, 0, 300, 300}), corners(line)));  // one inside the other
}

struct PlanCase {
  int tokens;
  int letters;
  PageSize page;
};

class EveryPlan : public testing::TestWithParam<PlanCase> {};

TEST_P(EveryPlan, KeepsEverythingOnThePageAndApart) {
  Content content = some_content(GetParam().tokens, GetParam().letters);
  for (const bool what_if : {false, true}) {
    content.what_if = what_if ? "what if: 3 x the trained scale" : "";
    expect_in_order(plan_of(content, GetParam().page));
  }
}

TEST_P(EveryPlan, NamesTheAskingRowAndHasAllCells) {
  const Content content = some_content(GetParam().tokens, GetParam().letters);
  const Plan plan = plan_of(content, GetParam().page);
  EXPECT_EQ(count(plan, Role::Asking), 1);
  EXPECT_GE(count(plan, Role::Key), 1);
  EXPECT_GE(count(plan, Role::Tick), 2);
  EXPECT_EQ(count(plan, Role::WhatIf), 0);
  ASSERT_EQ(plan.row_edges.size(), static_cast<std::size_t>(GetParam().tokens) + 1);
  ASSERT_EQ(plan.column_edges.size(), plan.row_edges.size());
  for (std::size_t i = 1; i < plan.row_edges.size(); ++i) {
    EXPECT_GT(plan.row_edges[i], plan.row_edges[i - 1] + plan.gap);
    EXPECT_GT(plan.column_edges[i], plan.column_edges[i - 1] + plan.gap);
  }
}

constexpr PageSize kPages[] = {{200, 200},  {640, 560},  {1600, 500}, {400, 2000},
                               {200, 8000}, {8000, 200}, {8000, 8000}};

std::vector<PlanCase> cases() {
  std::vector<PlanCase> all;
  for (const PageSize& page : kPages) {
    for (const int tokens : {1, 2, 14, 40, 100, 256}) {
      for (const int letters : {0, 6, 60}) all.push_back({tokens, letters, page});
    }
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Sizes, EveryPlan, testing::ValuesIn(cases()), [](const auto& test) {
  const PlanCase& c = test.param;
  return std::to_string(c.page.width) + "x" + std::to_string(c.page.height) + "_" + std::to_string(c.tokens) +
         "_tokens_of_" + std::to_string(c.letters);
});

TEST(Plan, ShowsEveryLabelWhereThereIsRoomAndSomeWhereThereIsNot) {
  const Plan roomy = plan_of(some_content(14), {640, 600});
  EXPECT_EQ(count(roomy, Role::Key), 14);
  EXPECT_EQ(count(roomy, Role::Query), 13);
  const Plan dense = plan_of(some_content(256), {640, 600});
  EXPECT_LT(count(dense, Role::Key), 128);
  EXPECT_GT(count(dense, Role::Key), 32);
}

TEST(Plan, TakesMapsThatAreNotSquare) {
  Content content = some_content(30);
  content.queries.resize(4);
  content.asking = 2;
  content.values = Matrix(content.values.topRows(4));
  const Plan wide = plan_of(content, {900, 500});
  expect_in_order(wide);
  EXPECT_NEAR(wide.map().width / wide.map().height, 30.0 / 4, 0.2);

  Content turned = content;
  std::swap(turned.queries, turned.keys);
  turned.values = content.values.transpose();
  expect_in_order(plan_of(turned, {900, 500}));
}

TEST(Plan, NamesAnAxisInFullOrNotAtAll) {
  Content content = some_content(30);
  EXPECT_EQ(count(plan_of(content, {900, 700}), Role::Axis), 3);
  content.queries.resize(1);
  content.asking = 0;
  content.values = Matrix(content.values.topRows(1));
  const Plan one_row = plan_of(content, {900, 700});
  EXPECT_EQ(count(one_row, Role::Axis), 1);  // only the columns have the room
  expect_in_order(one_row);
  EXPECT_EQ(count(plan_of(content, {300, 300}), Role::Axis), 0);
}

TEST(Plan, OutlinesTheAskingRow) {
  const Content content = some_content(14);
  const Plan plan = plan_of(content, {640, 560});
  ASSERT_TRUE(plan.asking);
  EXPECT_DOUBLE_EQ(plan.asking->y, plan.cell(7, 0).y);
  EXPECT_DOUBLE_EQ(plan.asking->x + plan.asking->width, plan.cell(7, 13).x + plan.cell(7, 13).width);
}

TEST(Plan, PointsTheColourBarsNumbersAtTheirColours) {
  Content content = some_content(14);
  content.low = -2;
  content.high = 6;
  const Plan plan = plan_of(content, {640, 560});
  int ticks = 0;
  for (const Line& line : plan.lines) {
    if (line.role != Role::Tick) continue;
    const double share = (std::stod(line.text) + 2) / 8;
    EXPECT_NEAR(line.start.y, plan.bar.y + plan.bar.height * (1 - share), 1e-3) << line.text;
    ++ticks;
  }
  EXPECT_EQ(static_cast<std::size_t>(ticks), plan.bar_ticks.size());
}

TEST(Plan, SaysWhereValuesGoBeyondTheColourRange) {
  Content content = some_content(14);
  const auto has_more = [](const Plan& plan) {
    return std::any_of(plan.lines.begin(), plan.lines.end(), [](const Line& line) { return line.text[0] == '\xE2'; });
  };
  EXPECT_FALSE(has_more(plan_of(content, {640, 560})));
  content.high /= 2;
  EXPECT_TRUE(has_more(plan_of(content, {640, 560})));
}

TEST(Plan, RefusesPagesThatAreTooSmallOrTooLarge) {
  for (const PageSize page : {PageSize{199, 400}, {400, 8001}, {0, 0}, {-5, 400}}) {
    const Result<Plan> plan = plan_figure(some_content(3), page, typewriter);
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.error().code, ErrorCode::OutOfLimits);
  }
}

TEST(FittingPage, HasRoomForEveryLabelUntilThePageIsAsLargeAsItMayBe) {
  for (const int tokens : {1, 5, 14, 30, 64, 128, 256}) {
    SCOPED_TRACE(tokens);
    const Content content = some_content(tokens);
    const PageSize page = fitting_page(content, typewriter);
    const Plan plan = plan_of(content, page);
    expect_in_order(plan);
    EXPECT_EQ(count(plan, Role::Key), tokens) << page.width << " x " << page.height;
    EXPECT_EQ(count(plan, Role::Query), tokens - 1);
  }
}

}  // namespace
}  // namespace attnscope::figure
