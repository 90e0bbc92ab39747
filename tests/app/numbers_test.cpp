#include "app/numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "tests/support/random.h"

namespace attnscope {
namespace {

TEST(FixedNumber, HasTheDigitsThatWereAskedFor) {
  EXPECT_EQ(fixed_number(6.2F), "6.20");
  EXPECT_EQ(fixed_number(-0.034F), "-0.03");
  EXPECT_EQ(fixed_number(0.1768F, 3), "0.177");
  EXPECT_EQ(fixed_number(12.6F, 0), "13");
  EXPECT_EQ(fixed_number(0.0F), "0.00");
}

TEST(FixedNumber, HasNoMinusZero) {
  for (const int digits : {0, 1, 2, 3}) {
    const float half = 0.5F * std::pow(10.0F, static_cast<float>(-digits));
    for (const float value : {-0.0F, -half * 0.99F, -half * 0.01F, -1e-30F}) {
      EXPECT_EQ(fixed_number(value, digits), fixed_number(0.0F, digits)) << value << " with " << digits << " digits";
    }
    EXPECT_EQ(fixed_number(-half * 1.01F, digits).front(), '-');
  }
  EXPECT_EQ(fixed_number(-0.5F, 0), "0") << "a tie goes to the even digit, which is a zero";
}

TEST(AddedNumber, HasItsSignBetweenSpacesAndNoMinusZero) {
  EXPECT_EQ(added_number(0.124F, 3), " + 0.124");
  EXPECT_EQ(added_number(-3, 3), " − 3.000");
  EXPECT_EQ(added_number(0), " + 0.00");
  EXPECT_EQ(added_number(-0.0004F, 3), " + 0.000");
}

TEST(FixedNumber, IsTheNearestOne) {
  test::Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const float value = 1000 * random.next();
    for (const int digits : {0, 1, 2, 3}) {
      const double shown = std::strtod(fixed_number(value, digits).c_str(), nullptr);
      const double unit = std::pow(10.0, -digits);
      EXPECT_LE(std::abs(shown - static_cast<double>(value)), 0.5 * unit * (1 + 1e-9)) << value;
    }
  }
}

TEST(FixedNumber, TakesTheLargestThereIs) {
  const float largest = std::numeric_limits<float>::max();
  EXPECT_EQ(std::strtof(fixed_number(largest, 3).c_str(), nullptr), largest);
  EXPECT_EQ(std::strtof(fixed_number(-largest, 3).c_str(), nullptr), -largest);
}

TEST(ShortNumber, KeepsWhatCounts) {
  EXPECT_EQ(short_number(1), "1");
  EXPECT_EQ(short_number(0.35F), "0.35");
  EXPECT_EQ(short_number(12.5F), "12.5");
  EXPECT_EQ(short_number(20), "20");
  EXPECT_EQ(short_number(0.2F), "0.2");
  EXPECT_EQ(short_number(0.05F), "0.05");
  EXPECT_EQ(short_number(9.999F), "10");
  EXPECT_EQ(short_number(99.97F), "100");
  EXPECT_EQ(short_number(100), "100");
  EXPECT_EQ(short_number(1000), "1000") << "zeros before the point stay";
  EXPECT_EQ(short_number(0), "0");
  EXPECT_EQ(short_number(-0.0001F), "0");
  EXPECT_EQ(short_number(-2.5F), "-2.5");
}

TEST(ShortNumber, HasNoZerosAtItsEndAndStaysNear) {
  test::Random random(2);
  for (int i = 0; i < 2000; ++i) {
    const float value = 0.1F * std::pow(10.0F, 1.5F * (1 + random.next()));  // 0.1 ... 100, even in log
    const std::string text = short_number(value);
    if (text.find('.') != std::string::npos) {
      EXPECT_TRUE(text.back() != '0' && text.back() != '.') << text;
    }
    EXPECT_NEAR(std::strtof(text.c_str(), nullptr), value, 0.05F * value) << text;
    EXPECT_LE(text.size(), 4U) << text;
  }
}

TEST(PercentText, IsOfAShareOfOne) {
  EXPECT_EQ(percent_text(0.794F), "79.4 %");
  EXPECT_EQ(percent_text(0), "0.0 %");
  EXPECT_EQ(percent_text(1), "100.0 %");
  EXPECT_EQ(percent_text(0.0004F), "0.0 %");
}

TEST(SizeText, CountsInThousands) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(999), "999 B");
  EXPECT_EQ(size_text(1000), "1.0 kB");
  EXPECT_EQ(size_text(548'105'171), "548 MB");
  EXPECT_EQ(size_text(999'700), "1.0 MB") << "never 1000 kB";
  EXPECT_EQ(size_text(13'476'000'000), "13 GB");
}

TEST(CountText, TellsParametersAsPeopleDo) {
  EXPECT_EQ(count_text(860), "860");
  EXPECT_EQ(count_text(124'439'808), "124 M");
  EXPECT_EQ(count_text(7'241'732'096), "7.2 G");
}

}  // namespace
}  // namespace attnscope
