#include "core/attend.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "tests/support/float_limits.h"
#include "tests/support/matrices.h"
#include "tests/support/naive.h"
#include "tests/support/random.h"
#include "tests/support/targets.h"
#include "tests/support/workers.h"

namespace attnscope {
namespace {

using test::Grid;
using test::kEpsilon;
using test::worst;

HeadTrace some_head(int queries, int keys, int width, const Mask& mask, test::Random& random) {
  return {.q = test::random_matrix(queries, width, 4.0F, random),
          .k = test::random_matrix(keys, width, 4.0F, random),
          .v = test::random_matrix(keys, width, 2.0F, random),
          .native_scale = 0.3F,
          .mask = mask};
}

Matrix attended(const std::vector<HeadTrace>& heads, const Attending& how, Workers& workers) {
  Matrix context;
  const Status done = attend(heads, how, context, workers, {});
  EXPECT_TRUE(done.ok()) << (done ? "" : to_line(done.error()));
  return context;
}

Grid naive_blend(const HeadTrace& head, double scale, const Mask& mask) {
  const Grid weights = test::naive_weights(test::naive_scores(head.q, head.k), scale, mask);
  Grid blended;
  for (const std::vector<double>& row : weights) {
    blended.emplace_back(static_cast<std::size_t>(head.v.columns()), 0.0);
    for (std::size_t j = 0; j < row.size(); ++j) {
      for (std::size_t d = 0; d < blended.back().size(); ++d) {
        blended.back()[d] +=
            row[j] * static_cast<double>(head.v.view()(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(d)));
      }
    }
  }
  return blended;
}

TEST(Attend, AgreesWithTheNaiveLoopsOnEveryInstructionSet) {
  test::Random random(1);
  Workers alone;
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask{.back = 37, .ahead = 0}, Mask::nearby(3)}) {
    for (const int n : {1, 5, 48, 131}) {
      for (const float multiplier : {1.0F, 20.0F}) {
        SCOPED_TRACE(testing::Message() << mask.back << ", " << mask.ahead << ", n " << n << ", times " << multiplier);
        const HeadTrace head = some_head(n, n, 5, mask, random);
        Grid want = naive_blend(head, static_cast<double>(multiplier * head.native_scale), mask);
        const double tol = static_cast<double>(multiplier) * 200 * kEpsilon;  // a logit's error is one of its weight
        test::on_each_target([&] { EXPECT_LE(worst(attended({head}, {.multiplier = multiplier}, alone), want), tol); });
        want[0][0] += 3 * tol;  // would we notice?
        EXPECT_GT(worst(attended({head}, {.multiplier = multiplier}, alone), want), tol);
      }
    }
  }
}

TEST(Attend, KeysMayBeOthersThanTheQueriesAndLogitsMayDependOnDistance) {
  test::Random random(2);
  Workers alone;
  HeadTrace head = some_head(50, 70, 8, Mask::all(), random);
  EXPECT_LE(worst(attended({head}, {}, alone), naive_blend(head, static_cast<double>(head.native_scale), Mask::all())),
            200 * kEpsilon);

  // A bias of 100 at distance 2, in either case more than any score: every row takes the value two places on.
  HeadTrace biased = some_head(60, 60, 8, Mask::all(), random);
  Vector by_distance = Vector::Zero(2 * 60 - 1);
  by_distance[59 + 2] = 400.0F;
  biased.bias = DistanceBias(1 - 60, by_distance);
  EXPECT_LE(worst(attended({biased}, {}, alone).topRows(58), biased.v.rows(2, 58)), 1e-5);
}

TEST(Attend, EachHeadHasItsColumnsAndARowIsTheSameWhateverElseIsComputed) {
  test::Random random(3);
  std::vector<HeadTrace> heads;
  for (const int width : {40, 3, 64}) heads.push_back(some_head(200, 200, width, Mask::causal(), random));
  test::on_each_target([&] {
    Workers alone;
    test::BackwardWorkers several;
    const Matrix whole = attended(heads, {}, alone);
    EXPECT_EQ(attended(heads, {}, several), whole);
    EXPECT_TRUE(several.shared);
    EXPECT_EQ(Matrix(whole.middleCols(40, 3)), attended({heads[1]}, {}, several));
    for (const Eigen::Index first : {1, 47, 48, 150, 199}) {
      EXPECT_EQ(attended(heads, {.first = first}, several), Matrix(whole.bottomRows(200 - first))) << first;
    }
  });
}

TEST(Attend, SaysWhichHeadAndRowFailed) {
  test::Random random(4);
  Workers alone;
  std::vector<HeadTrace> heads{some_head(3, 3, 2, Mask::all(), random), some_head(3, 3, 2, Mask::all(), random)};
  Matrix q = heads[1].q.view();
  q.row(1).setConstant(std::numeric_limits<float>::max());
  heads[1].q = q;
  Matrix context;
  const Status failed = attend(heads, {}, context, alone, {});
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, ErrorCode::NotFinite);
  EXPECT_EQ(failed.error().where, "head 2, row 2");

  heads[1] = some_head(9, 3, 2, Mask{.back = 1, .ahead = 0}, random);
  heads.erase(heads.begin());
  const Status empty = attend(heads, {}, context, alone, {});
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, ErrorCode::EmptyRow);
  EXPECT_EQ(empty.error().where, "head 1, row 5");
}

}  // namespace
}  // namespace attnscope
