#include "cli/columns.h"

#include <gmock/gmock.h>

namespace attnscope::cli {
namespace {

TEST(DisplayWidth, CountsTerminalColumns) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("naïve"), 5);
  EXPECT_EQ(display_width("nai\u0308ve"), 5);  // the same with a combining mark
  EXPECT_EQ(display_width("猫は"), 4);
  EXPECT_EQ(display_width("\xFF"), 1);
}

TEST(InColumns, AlignsWordsLeftAndNumbersRight) {
  EXPECT_EQ(in_columns({{"#", "key", "score"}, {"1", "The", "-9.97"}, {"10", "猫", "1.20"}}),
            " #  key  score\n"
            " 1  The  -9.97\n"
            "10  猫    1.20\n");
}

TEST(InColumns, ShowsWhatWouldDisturbATerminal) {
  const std::string text = in_columns({{"key"}, {"\x1B[31mred\n\r\t"}, {"\xFF"}});
  EXPECT_EQ(text.find('\x1B'), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(Bar, GrowsWithTheShare) {
  EXPECT_EQ(bar(0, 10), "");
  EXPECT_EQ(bar(1, 2), "██");
  EXPECT_EQ(bar(0.5F, 2), "█");
  EXPECT_EQ(bar(0.25F, 1), "▎");
  EXPECT_EQ(bar(7, 2), "██");
}

TEST(Clipped, CutsBetweenCharacters) {
  EXPECT_EQ(clipped("suitcase", 8), "suitcase");
  EXPECT_EQ(clipped("suitcases", 8), "suitcas…");
  EXPECT_EQ(clipped("猫猫猫", 4), "猫…");
}

}  // namespace
}  // namespace attnscope::cli
