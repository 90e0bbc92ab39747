#include "cli/parse.h"

#include <gmock/gmock.h>

namespace attnscope::cli {
namespace {

using testing::HasSubstr;

TEST(ParseNumber, TakesFiniteNumbersInRangeAndNothingElse) {
  EXPECT_EQ(*parse_number("0.5", "--scale", 0.05F, 20), 0.5F);
  EXPECT_EQ(*parse_number("20", "--scale", 0.05F, 20), 20.0F);
  EXPECT_EQ(*parse_number("1e1", "--scale", 0.05F, 20), 10.0F);
  for (const char* typed :
       {"", " 1", "1 ", "one", "nan", "inf", "-1", "0.049", "20.1", "1e999", "1,5", "0x1", "1.0f"}) {
    const Result<float> number = parse_number(typed, "--scale", 0.05F, 20);
    ASSERT_FALSE(number.ok()) << typed;
    EXPECT_EQ(number.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(number.error().where, "--scale");
    EXPECT_THAT(number.error().what, HasSubstr("from 0.05 to 20"));
  }
}

TEST(ParseCount, CountsFromOne) {
  EXPECT_EQ(*parse_count("1", "--layer"), 1);
  EXPECT_EQ(*parse_count("1000000", "--layer"), kMaxCounted);
  for (const char* typed : {"", "0", "-1", "1.5", "1000001", "99999999999999999999", "two"}) {
    EXPECT_FALSE(parse_count(typed, "--layer").ok()) << typed;
  }
}

TEST(ParseMask, GoesBackAndForth) {
  for (const char* typed : {"model", "all", "causal", "window:1", "window:3", "window:512"}) {
    const Result<MaskChoice> mask = parse_mask(typed, "--mask");
    ASSERT_TRUE(mask.ok()) << typed;
    EXPECT_EQ(mask_name(*mask), typed);
  }
  EXPECT_EQ(parse_mask("window:3", "--mask")->window, 3);
}

TEST(ParseMask, SaysWhatIsAllowed) {
  for (const char* typed : {"", "Model", "window", "window:", "window:0", "window:513", "window:2x", "window:-1"}) {
    const Result<MaskChoice> mask = parse_mask(typed, "--mask");
    ASSERT_FALSE(mask.ok()) << typed;
    EXPECT_THAT(mask.error().what, HasSubstr("model, all, causal or window:W with W from 1 to 512"));
  }
}

TEST(ParseSize, TakesTwoSides) {
  EXPECT_EQ(*parse_size("1200x800", "--size", 200, 8000), (figure::PageSize{1200, 800}));
  for (const char* typed :
       {"", "x", "1200", "1200x", "x800", "1200X800", "199x800", "1200x8001", "1200x800x3", "-5x9"}) {
    EXPECT_FALSE(parse_size(typed, "--size", 200, 8000).ok()) << typed;
  }
}

TEST(ParseChoice, ListsTheNames) {
  constexpr std::array<std::string_view, 3> kNames{"table", "json", "csv"};
  EXPECT_EQ(*parse_choice("csv", "--format", kNames), 2U);
  EXPECT_EQ(parse_choice("xml", "--format", kNames).error().what, "'xml' is not table, json or csv");
}

TEST(ParseTheme, IsDarkOrLight) {
  EXPECT_EQ(*parse_theme("dark", "--theme"), Theme::Dark);
  EXPECT_EQ(*parse_theme("light", "--theme"), Theme::Light);
  EXPECT_FALSE(parse_theme("blue", "--theme").ok());
}

TEST(ParseTokenNumber, TellsNumbersFromWords) {
  EXPECT_EQ(**parse_token_number("#12", "--query"), 12);
  EXPECT_FALSE(parse_token_number("it", "--query"));
  EXPECT_FALSE(parse_token_number("#", "--query"));
  EXPECT_FALSE(parse_token_number("#fun", "--query"));
  EXPECT_FALSE(parse_token_number("#0", "--query")->ok());
  EXPECT_FALSE(parse_token_number("#99999999999999", "--query")->ok());
}

}  // namespace
}  // namespace attnscope::cli
