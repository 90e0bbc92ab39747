// Buckets of distances against a second implementation (tests/data/make_t5_kin.py), which counts in floats as the
// reference does: where a distance stands on the edge of a bucket, the last bit decides.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/distance_bias.h"
#include "tests/io/golden.h"

namespace attnscope {
namespace {

TEST(DistanceBuckets, AreThoseOfTheReference) {
  const nlohmann::json rows = golden_json(std::filesystem::path(ATTNSCOPE_TEST_DATA) / "t5_buckets.json");
  ASSERT_GE(rows.size(), 12U);
  for (const nlohmann::json& row : rows) {
    const RelativePositions positions{
        .buckets = row["buckets"], .max_distance = row["max_distance"], .both_ways = row["both_ways"]};
    SCOPED_TRACE(testing::Message() << positions.buckets << " buckets to " << positions.max_distance << ", both ways "
                                    << positions.both_ways);
    int distance = row["least"];
    for (const int bucket : row["bucket"].get<std::vector<int>>()) {
      ASSERT_EQ(bucket_of(positions, distance), bucket) << distance;
      ++distance;
    }
  }
}

}  // namespace
}  // namespace attnscope
