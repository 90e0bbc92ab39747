#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "app/plans/heatmap_plan.h"
#include "app/teach/measures.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"

namespace attnscope::test {
namespace {

constexpr Rect kArea{16, 150, 568, 470};
constexpr HeatmapMetrics kMetrics{};

/// Even in 0 ... 1.
float share(Random& random) { return 0.5F * (1 + random.next()); }

struct Sight {
  int n = 1;
  MapRegion region;
};

/// Map sizes from one cell to hundreds, each as a whole and at random places and depths.
std::vector<Sight> many_sights() {
  Random random(4);
  std::vector<Sight> sights;
  for (const int n : {1, 2, 3, 4, 5, 14, 60, 256, 1000}) {
    sights.push_back({n, {}});
    for (int i = 0; i < 12; ++i) {
      const float size = static_cast<float>(n);
      sights.push_back({n, {size * share(random), size * share(random), size * share(random)}});
    }
  }
  return sights;
}

template <class Check>
void for_many_sights(Check check) {
  for (const Sight& sight : many_sights()) {
    SCOPED_TRACE(::testing::Message() << sight.n << " cells, from " << sight.region.column << ", " << sight.region.row
                                      << ", span " << sight.region.span);
    check(sight.n, sight.region);
  }
}

void expect_inside(const MapRegion& region, int n) {
  const auto whole = static_cast<float>(n);
  EXPECT_GE(region.span, std::min(4.0F, whole));
  EXPECT_LE(region.span, whole);
  EXPECT_GE(region.column, 0);
  EXPECT_GE(region.row, 0);
  EXPECT_LE(region.column + region.span, whole * (1 + 1e-6F));
  EXPECT_LE(region.row + region.span, whole * (1 + 1e-6F));
}

TEST(ClampRegion, BringsAnythingInside) {
  for (const int n : {1, 2, 14, 500}) {
    for (const float at : {-1e9F, -1.0F, 0.0F, 2.5F, 1e9F}) {
      for (const float span : {-3.0F, 0.0F, 0.1F, 5.0F, 1e9F}) expect_inside(clamp_region({at, -at, span}, n), n);
    }
  }
  EXPECT_EQ(clamp_region({}, 14), (MapRegion{0, 0, 14})) << "0 stands for everything";
  EXPECT_EQ(clamp_region({3, 4, 6}, 14), (MapRegion{3, 4, 6})) << "what is inside stays";
}

TEST(ZoomRegion, KeepsTheCellUnderThePointerInPlace) {
  Random random(7);
  for_many_sights([&random](int n, const MapRegion& region) {
    const MapRegion before = clamp_region(region, n);
    for (const float factor : {1.15F, 1 / 1.15F, 2.0F, 0.5F, 100.0F, 0.01F}) {
      const Point at{share(random), share(random)};
      const MapRegion after = zoom_region(region, n, at, factor);
      expect_inside(after, n);
      const float wanted = before.span / factor;
      EXPECT_FLOAT_EQ(after.span, std::clamp(wanted, std::min(4.0F, static_cast<float>(n)), static_cast<float>(n)));
      if (factor < 1) continue;  // going out, the map's edge may have to come in
      const float tolerance = 1e-5F * static_cast<float>(n);
      EXPECT_NEAR(after.column + at.x * after.span, before.column + at.x * before.span, tolerance);
      EXPECT_NEAR(after.row + at.y * after.span, before.row + at.y * before.span, tolerance);
    }
  });
}

TEST(ZoomRegion, OutAndInAgainAwayFromEdgesIsWhereItBegan) {
  const MapRegion from{40, 50, 20};
  const MapRegion back = zoom_region(zoom_region(from, 200, {0.3F, 0.8F}, 0.5F), 200, {0.3F, 0.8F}, 2);
  EXPECT_NEAR(back.column, from.column, 1e-3F);
  EXPECT_NEAR(back.row, from.row, 1e-3F);
  EXPECT_NEAR(back.span, from.span, 1e-3F);
}

TEST(PlanHeatmap, IsASquareInItsAreaThatLeavesRoomForLabels) {
  for_many_sights([](int n, const MapRegion& region) {
    const HeatmapPlan plan = plan_heatmap(n, {.query = 0}, {}, region, kArea, kMetrics);
    EXPECT_EQ(plan.map.w, plan.map.h);
    EXPECT_GE(plan.map.x, kArea.x + kMetrics.row_label);
    EXPECT_GE(plan.map.y, kArea.y + kMetrics.column_label);
    EXPECT_LE(plan.map.bottom(), kArea.bottom() + 1);
    EXPECT_GE(plan.colour_bar.x, plan.map.right());
    EXPECT_LE(plan.colour_bar.right(), kArea.right());
    EXPECT_FLOAT_EQ(plan.cell * plan.region.span, plan.map.w);
    expect_inside(plan.region, n);
  });
}

TEST(PlanHeatmap, FindsTheCellThatItDrew) {
  Random random(8);
  for_many_sights([&random](int n, const MapRegion& region) {
    const HeatmapPlan plan = plan_heatmap(n, {.query = 0}, {}, region, kArea, kMetrics);
    for (int i = 0; i < 50; ++i) {
      const Cell cell{random.next_below(n), random.next_below(n)};
      const Point centre = cell_rect(plan, cell).centre();
      const std::optional<Cell> found = cell_at(plan, n, centre);
      EXPECT_EQ(found, plan.map.contains(centre) ? std::optional(cell) : std::nullopt);
    }
  });
}

TEST(PlanHeatmap, HasNoCellOutsideTheMap) {
  const HeatmapPlan plan = plan_heatmap(14, {.query = 0}, {}, {}, kArea, kMetrics);
  const Rect& map = plan.map;
  EXPECT_EQ(cell_at(plan, 14, {map.x, map.y}), (Cell{0, 0}));
  EXPECT_EQ(cell_at(plan, 14, {map.x - 0.1F, map.y + 5}), std::nullopt);
  EXPECT_EQ(cell_at(plan, 14, {map.right(), map.y + 5}), std::nullopt);
  EXPECT_EQ(cell_at(plan, 14, {map.x + 5, map.bottom()}), std::nullopt);
  EXPECT_EQ(cell_at(plan_heatmap(0, {.query = -1}, {}, {}, kArea, kMetrics), 0, map.centre()), std::nullopt);
}

float natural_place(int token, float first, const HeatmapPlan& plan) {
  return (static_cast<float>(token) + 0.5F - first) * plan.cell;
}

/// The labels of one axis: a line apart, in the order of their tokens, each in its place or, where it has to be there
/// beside another that has to, a line from that one.
void expect_labels(const std::vector<AxisLabel>& labels, float first, const HeatmapPlan& plan, float line,
                   std::array<int, 2> always, int n) {
  std::vector<AxisLabel> sorted = labels;
  std::ranges::sort(sorted, {}, &AxisLabel::at);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_GE(sorted[i].at - sorted[i - 1].at, line - 0.01F);
    EXPECT_GT(sorted[i].token, sorted[i - 1].token);
  }
  for (const AxisLabel& label : labels) {
    const float natural = natural_place(label.token, first, plan);
    EXPECT_TRUE(natural >= 0 && natural <= plan.map.w) << "token " << label.token << " is off view";
    EXPECT_NEAR(label.at, natural, label.token == always[1] ? line : 0.01F);
  }
  for (const int token : always) {
    const float natural = natural_place(token, first, plan);
    const bool on_view = token >= 0 && token < n && natural >= 0 && natural <= plan.map.w;
    EXPECT_EQ(std::ranges::count(labels, token, &AxisLabel::token), on_view ? 1 : 0) << "token " << token;
  }
}

TEST(PlanHeatmap, LabelsNeverCrowdAndThoseInFocusAreThere) {
  Random random(11);
  for_many_sights([&random](int n, const MapRegion& region) {
    const auto any = [&] { return random.next_below(n + 1) - 1; };
    for (int i = 0; i < 8; ++i) {
      MapFocus focus{.query = any(), .hovered_row = any(), .strongest = any(), .hovered_column = any()};
      if (i > 4) focus.hovered_row = focus.query + i - 6;  // beside one another
      if (i > 4) focus.hovered_column = focus.strongest + 6 - i;
      const HeatmapPlan plan = plan_heatmap(n, focus, {}, region, kArea, kMetrics);
      expect_labels(plan.rows, plan.region.row, plan, kMetrics.line, {focus.query, focus.hovered_row}, n);
      expect_labels(plan.columns, plan.region.column, plan, 1.1F * kMetrics.line,
                    {focus.strongest, focus.hovered_column}, n);
      if (plan.cell >= 2 * kMetrics.line) {
        const auto on_view = static_cast<std::size_t>(std::floor(plan.region.span)) - 1;
        EXPECT_GE(plan.rows.size(), on_view) << "there is room for every label";
      }
    }
  });
}

TEST(StrongestKey, IsTheOneThatGetsMost) {
  HeadView view;
  view.weights = Matrix(2, 3);
  view.weights << 0.2F, 0.5F, 0.3F, 0, 0, 0;
  EXPECT_EQ(strongest_key(view, 0), 1);
  EXPECT_EQ(strongest_key(view, 1), -1) << "it sees nothing";
  EXPECT_EQ(strongest_key(view, 2), -1);
  EXPECT_EQ(strongest_key(view, -1), -1);
}

TEST(StrongestKey, IsWhatLessonsAskAbout) {
  HeadView view;
  view.weights = Matrix(3, 3);
  view.weights << 0.2F, 0.5F, 0.3F, 0.4F, 0.2F, 0.4F, 0, 0, 0;
  Answer answer;
  answer.reading = std::make_shared<const Reading>();
  answer.view = std::make_shared<const HeadView>(view);
  EXPECT_EQ(heaviest_key(answer), -1) << "nobody asks";
  for (answer.query = 0; answer.query < 3; ++answer.query) {
    EXPECT_EQ(heaviest_key(answer), strongest_key(view, answer.query));
  }
  answer.query = 2;
  EXPECT_EQ(heaviest_key(answer), -1) << "it sees nothing";
}

TEST(PlanHeatmap, OutlinesThePartOfEachCellThatIsOnView) {
  for_many_sights([](int n, const MapRegion& region) {
    std::vector<Cell> diagonal;
    for (int i = 0; i < n; ++i) diagonal.push_back({i, i});
    const HeatmapPlan plan = plan_heatmap(n, {.query = 0}, diagonal, region, kArea, kMetrics);
    std::size_t wanted = 0;
    for (const Cell& cell : diagonal) {
      const Rect r = cell_rect(plan, cell);
      const float w = std::min(r.right(), plan.map.right()) - std::max(r.x, plan.map.x);
      const float h = std::min(r.bottom(), plan.map.bottom()) - std::max(r.y, plan.map.y);
      if (w <= 1 || h <= 1) continue;
      ASSERT_LT(wanted, plan.outlined.size());
      const Rect& drawn = plan.outlined[wanted++];
      EXPECT_NEAR(drawn.w, w, 0.01F);
      EXPECT_NEAR(drawn.h, h, 0.01F);
      EXPECT_GE(drawn.x, plan.map.x);
      EXPECT_GE(drawn.y, plan.map.y);
    }
    EXPECT_EQ(plan.outlined.size(), wanted) << "something off view is outlined";
  });
}

TEST(PlanHeatmap, MarksTheQuerysRowFromEdgeToEdge) {
  for_many_sights([](int n, const MapRegion& region) {
    for (const int query : {0, n / 2, n - 1}) {
      const HeatmapPlan plan = plan_heatmap(n, {.query = query}, {}, region, kArea, kMetrics);
      const Rect cell = cell_rect(plan, {query, 0});
      if (plan.query_row.h > 0) {
        EXPECT_EQ(plan.query_row.x, plan.map.x);
        EXPECT_EQ(plan.query_row.w, plan.map.w);
        EXPECT_GE(plan.query_row.y, plan.map.y);
        EXPECT_LE(plan.query_row.bottom(), plan.map.bottom() + 0.01F);
        EXPECT_LE(plan.query_row.h, cell.h + 0.01F);
      } else {
        EXPECT_TRUE(cell.bottom() <= plan.map.y + 0.01F || cell.y >= plan.map.bottom() - 0.01F);
      }
    }
    EXPECT_EQ(plan_heatmap(n, {.query = -1}, {}, region, kArea, kMetrics).query_row.h, 0);
  });
}

TEST(PlanHeatmap, SurvivesAnAreaWithoutRoom) {
  for (const Rect& area : {Rect{0, 0, 10, 10}, Rect{0, 0, 0, 0}, Rect{5, 5, 500, 20}}) {
    const HeatmapPlan plan = plan_heatmap(14, {.query = 3}, {{3, 3}}, {}, area, kMetrics);
    EXPECT_GE(plan.map.w, 1);
    EXPECT_GT(plan.cell, 0);
  }
}

TEST(ColourRange, CountsOnlyCellsThatAreSeen) {
  Random random(6);
  for (const int n : {1, 2, 14, 40}) {
    const Matrix scores = random_matrix(n, n, 6.0F, random);
    for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(0), Mask::nearby(3)}) {
      for (const bool leave_out : {false, true}) {
        float low = 1e9F;
        float high = -1e9F;
        for (int i = 0; i < n; ++i) {
          for (int j = leave_out && n > 1 ? 1 : 0; j < n; ++j) {
            if (!naive_sees(mask, i, j)) continue;
            low = std::min(low, scores(i, j));
            high = std::max(high, scores(i, j));
          }
        }
        const ColourRange of_scores = colour_range(scores, mask, false, leave_out);
        EXPECT_EQ(of_scores.low, low);
        EXPECT_EQ(of_scores.high, high > low ? high : low + 1);
        const ColourRange of_weights = colour_range(scores, mask, true, leave_out);
        EXPECT_EQ(of_weights.low, 0);
        EXPECT_EQ(of_weights.high, std::max(0.1F, high));
      }
    }
  }
}

TEST(ColourRange, IsNeverInvertedOrEmpty) {
  EXPECT_EQ(colour_range(Matrix::Constant(5, 5, 0.01F), Mask::all(), true, false).high, 0.1F);
  for (const float value : {-3.0F, 0.0F, 7.0F, 1e12F, -1e30F}) {
    const ColourRange range = colour_range(Matrix::Constant(3, 3, value), Mask::all(), false, true);
    EXPECT_LT(range.low, range.high) << value;
  }
  const ColourRange none = colour_range(Matrix(), Mask::all(), false, true);
  EXPECT_LT(none.low, none.high);
}

}  // namespace
}  // namespace attnscope::test
