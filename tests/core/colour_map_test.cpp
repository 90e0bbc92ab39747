#include "core/colour_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "tests/support/float_limits.h"

namespace attnscope {
namespace {

using test::kInfinity;
using ::testing::FloatNear;
using ::testing::Pointwise;

/// Relative luminance of an sRGB colour (WCAG 2.1, "relative luminance").
double luminance(const Rgb& rgb) {
  constexpr std::array kShares{0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t c = 0; c < rgb.size(); ++c) {
    const double u = static_cast<double>(rgb[c]);
    sum += kShares[c] * (u <= 0.04045 ? u / 12.92 : std::pow((u + 0.055) / 1.055, 2.4));
  }
  return sum;
}

struct TableRow {
  ColourMap map;
  int index;  ///< of the map's published table of 256
  Rgb rgb;
};

// From matplotlib's tables (CC0), to four places.
constexpr std::array kPublished{
    TableRow{ColourMap::Magma, 0, {0.0015F, 0.0005F, 0.0139F}},
    TableRow{ColourMap::Magma, 40, {0.1590F, 0.0684F, 0.3527F}},
    TableRow{ColourMap::Magma, 127, {0.7100F, 0.2128F, 0.4772F}},
    TableRow{ColourMap::Magma, 200, {0.9928F, 0.5949F, 0.4103F}},
    TableRow{ColourMap::Magma, 255, {0.9871F, 0.9914F, 0.7495F}},
    TableRow{ColourMap::Viridis, 0, {0.2670F, 0.0049F, 0.3294F}},
    TableRow{ColourMap::Viridis, 40, {0.2706F, 0.2141F, 0.5071F}},
    TableRow{ColourMap::Viridis, 127, {0.1287F, 0.5633F, 0.5512F}},
    TableRow{ColourMap::Viridis, 200, {0.4401F, 0.8111F, 0.3410F}},
    TableRow{ColourMap::Viridis, 255, {0.9932F, 0.9062F, 0.1439F}},
    TableRow{ColourMap::Cividis, 0, {0.0000F, 0.1351F, 0.3048F}},
    TableRow{ColourMap::Cividis, 40, {0.1543F, 0.2425F, 0.4301F}},
    TableRow{ColourMap::Cividis, 127, {0.4851F, 0.4825F, 0.4704F}},
    TableRow{ColourMap::Cividis, 200, {0.7694F, 0.7070F, 0.4085F}},
    TableRow{ColourMap::Cividis, 255, {0.9957F, 0.9093F, 0.2178F}},
};

TEST(ColourMap, StaysCloseToThePublishedTables) {
  for (const TableRow& row : kPublished) {
    SCOPED_TRACE(::testing::Message() << "map " << static_cast<int>(row.map) << ", colour " << row.index);
    const Rgb got = colour(row.map, static_cast<float>(row.index) / 255.0F);
    EXPECT_THAT(got, Pointwise(FloatNear(6.0F / 255.0F), row.rgb));
  }
}

TEST(ColourMap, GrowsBrighterAllTheWay) {
  for (const ColourMapRow& row : kColourMaps) {
    SCOPED_TRACE(row.key);
    double before = -1;
    for (int i = 0; i <= 1000; ++i) {
      const double now = luminance(colour(row.id, static_cast<float>(i) / 1000.0F));
      ASSERT_GT(now, before) << "at " << i;
      before = now;
    }
  }
}

TEST(ColourMap, HasNoJumps) {
  for (const ColourMapRow& row : kColourMaps) {
    SCOPED_TRACE(row.key);
    for (int i = 0; i < 4096; ++i) {
      const Rgb here = colour(row.id, static_cast<float>(i) / 4096.0F);
      const Rgb next = colour(row.id, static_cast<float>(i + 1) / 4096.0F);
      ASSERT_THAT(next, Pointwise(FloatNear(0.004F), here)) << "at " << i;
    }
  }
}

TEST(ColourMap, BringsEveryNumberIntoTheMap) {
  for (const ColourMapRow& row : kColourMaps) {
    EXPECT_EQ(colour(row.id, -0.5F), colour(row.id, 0.0F));
    EXPECT_EQ(colour(row.id, -kInfinity), colour(row.id, 0.0F));
    EXPECT_EQ(colour(row.id, std::numeric_limits<float>::quiet_NaN()), colour(row.id, 0.0F));
    EXPECT_EQ(colour(row.id, 1.5F), colour(row.id, 1.0F));
    EXPECT_EQ(colour(row.id, kInfinity), colour(row.id, 1.0F));
  }
}

TEST(ColourMap, TableFollowsTheEnumAndKeysDiffer) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < kColourMaps.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kColourMaps[i].id), i);
    keys.emplace(kColourMaps[i].key);
  }
  EXPECT_EQ(keys.size(), kColourMaps.size());
}

}  // namespace
}  // namespace attnscope
