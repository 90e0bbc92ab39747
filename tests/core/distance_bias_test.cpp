#include "core/distance_bias.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace attnscope {
namespace {

TEST(DistanceBias, BucketsOfBothWaysByHand) {
  // Four buckets a way: 0 and 1 by themselves, then 2 ... 3 (a factor of 2 = half of the way to 8), then all from 4 on.
  const RelativePositions positions{.buckets = 8, .max_distance = 8, .both_ways = true};
  const std::vector<int> before{0, 1, 2, 2, 3, 3, 3, 3, 3, 3};
  for (int apart = 0; apart < 10; ++apart) {
    const int bucket = before[static_cast<std::size_t>(apart)];
    EXPECT_EQ(bucket_of(positions, -apart), bucket) << apart;
    EXPECT_EQ(bucket_of(positions, apart), apart == 0 ? 0 : bucket + 4) << apart;
  }
}

TEST(DistanceBias, BucketsOfOneWayByHand) {
  const RelativePositions positions{.buckets = 4, .max_distance = 8, .both_ways = false};
  const std::vector<int> before{0, 1, 2, 2, 3, 3, 3, 3, 3, 3};
  for (int apart = 0; apart < 10; ++apart) {
    EXPECT_EQ(bucket_of(positions, -apart), before[static_cast<std::size_t>(apart)]) << apart;
    EXPECT_EQ(bucket_of(positions, apart), 0) << "what comes after the query falls into the first bucket";
  }
}

TEST(DistanceBias, OnlyBucketsThatCanBeFilledAreValid) {
  EXPECT_TRUE((RelativePositions{.buckets = 32, .max_distance = 128, .both_ways = true}.valid()));
  EXPECT_TRUE((RelativePositions{.buckets = 4, .max_distance = 2, .both_ways = true}.valid()));
  EXPECT_FALSE((RelativePositions{.buckets = 4, .max_distance = 1, .both_ways = true}.valid()));
  EXPECT_FALSE((RelativePositions{.buckets = 3, .max_distance = 128, .both_ways = true}.valid()));
  EXPECT_FALSE((RelativePositions{.buckets = 32, .max_distance = 16, .both_ways = false}.valid()));
}

TEST(DistanceBias, EachHeadHasItsColumnOfTheTable) {
  const RelativePositions positions{.buckets = 4, .max_distance = 8, .both_ways = false};
  Matrix table(4, 2);
  table << 1, 10, 2, 20, 3, 30, 4, 40;
  const std::vector<DistanceBias> biases = distance_biases(positions, table, 5);
  ASSERT_EQ(biases.size(), 2U);
  Eigen::RowVectorXf last(5);
  last << 4, 3, 3, 2, 1;
  EXPECT_EQ(biases[0].row(4, 5), last);
  EXPECT_EQ(biases[1].row(4, 5), 10 * last);
  EXPECT_EQ(biases[0].row(0, 5), Eigen::RowVectorXf::Ones(5));
  EXPECT_EQ(biases[0].row(2, 3), last.tail(3));
  EXPECT_TRUE(DistanceBias().empty());
  EXPECT_EQ(DistanceBias().row(3, 7).size(), 0);
}

}  // namespace
}  // namespace attnscope
