#include "core/mask.h"

#include <gtest/gtest.h>

#include "tests/support/naive.h"

namespace attnscope {
namespace {

TEST(VisibleKeys, AreTheKeysThatTheDefinitionAllows) {
  for (const int back : {0, 1, 2, 5, 9, Mask::kUnlimited - 1, Mask::kUnlimited}) {
    for (const int ahead : {0, 1, 2, 5, 9, Mask::kUnlimited - 1, Mask::kUnlimited}) {
      const Mask mask{.back = back, .ahead = ahead};
      for (int keys = 1; keys <= 9; ++keys) {
        for (int query = 0; query <= 12; ++query) {  // more queries than keys, as in cross-attention
          SCOPED_TRACE(testing::Message() << back << " back, " << ahead << " ahead, query " << query << " of " << keys);
          const KeyRange visible = visible_keys(mask, query, keys);
          EXPECT_GE(visible.size(), 0);
          for (int key = 0; key < keys; ++key) {
            EXPECT_EQ(visible.contains(key), test::naive_sees(mask, query, key)) << "key " << key;
          }
        }
      }
    }
  }
}

TEST(VisibleKeys, StayInsideTheKeys) {
  const KeyRange none = visible_keys(Mask::nearby(1), 10, 3);
  EXPECT_EQ(none.size(), 0);
  EXPECT_LE(none.end, 3);
}

TEST(VisiblePairs, AreAllThatAreSeen) {
  for (const Mask& mask : {Mask::all(), Mask::causal(), Mask::nearby(2), Mask{.back = 3, .ahead = 1}}) {
    for (const int queries : {0, 1, 5, 14}) {
      for (const int keys : {1, 5, 14}) {
        std::int64_t seen = 0;
        for (int i = 0; i < queries; ++i) {
          for (int j = 0; j < keys; ++j) seen += test::naive_sees(mask, i, j) ? 1 : 0;
        }
        EXPECT_EQ(visible_pairs(mask, queries, keys), seen) << queries << " x " << keys;
      }
    }
  }
  EXPECT_EQ(visible_pairs(Mask::all(), 100'000, 100'000), 10'000'000'000);
  EXPECT_EQ(visible_pairs(Visibility(Mask::all(), {{0, 1}, {1, 3}}), 2, 3), 3) << "rows of their own";
}

TEST(Mask, NamedMasksSeeWhatTheirNameSays) {
  EXPECT_EQ(visible_keys(Mask::all(), 2, 5).size(), 5);
  EXPECT_EQ(visible_keys(Mask::causal(), 2, 5).end, 3);
  EXPECT_EQ(visible_keys(Mask::nearby(1), 2, 5).begin, 1);
  EXPECT_EQ(visible_keys(Mask::nearby(1), 2, 5).end, 4);
}

TEST(Mask, LessThanNoPlaceIsNotValid) {
  EXPECT_TRUE(Mask::nearby(0).valid());
  EXPECT_FALSE((Mask{.back = -1, .ahead = 3}).valid());
  EXPECT_FALSE((Mask{.back = 3, .ahead = -1}).valid());
}

}  // namespace
}  // namespace attnscope
