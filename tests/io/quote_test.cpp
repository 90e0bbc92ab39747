#include "io/quote.h"

#include <gtest/gtest.h>

#include <string>

namespace attnscope {
namespace {

TEST(Quote, KeepsSomebodyElsesTextOnOneShortLine) {
  EXPECT_EQ(quote("it's"), "'it's'");
  EXPECT_EQ(quote("a\nb\x1B"), "'a␊b␛'");
  EXPECT_EQ(quote("x\xFF"), "'x\uFFFD'");
  EXPECT_EQ(quote(std::string(80, 'a')), "'" + std::string(80, 'a') + "'");
  EXPECT_EQ(quote(std::string(1'000'000, 'a')), "'" + std::string(80, 'a') + "…'");
  EXPECT_EQ(quote(std::string(79, 'a') + "ééé"), "'" + std::string(79, 'a') + "…'") << "never half a character";
}

}  // namespace
}  // namespace attnscope
