#include "figure/content.h"

#include <gmock/gmock.h>

#include <limits>

#include "tests/figure/content_support.h"

namespace attnscope::figure {
namespace {

using testing::HasSubstr;

ErrorCode verdict(const Content& content) {
  const Status status = validate(content);
  EXPECT_FALSE(status.ok());
  return status.ok() ? ErrorCode::Cancelled : status.error().code;
}

TEST(Content, IsSoundWithOneTokenAndWithTheMostThereMayBe) {
  EXPECT_TRUE(validate(some_content(1)).ok());
  EXPECT_TRUE(validate(some_content(kMaxTokens)).ok());
}

TEST(Content, NeedsATokenAndOneLabelARowAndAColumn) {
  EXPECT_EQ(verdict(Content{}), ErrorCode::InvalidArgument);
  Content short_of_a_label = some_content(3);
  short_of_a_label.keys.pop_back();
  EXPECT_EQ(verdict(short_of_a_label), ErrorCode::ShapeMismatch);
}

TEST(Content, SaysWhatToDoWithTooManyTokens) {
  const Status status = validate(some_content(kMaxTokens + 1));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::OutOfLimits);
  EXPECT_THAT(to_line(status.error()), HasSubstr("shorten the text"));
}

TEST(Content, HasOnlyNumbersAndARangeWithAnExtent) {
  Content hole = some_content(3);
  hole.values(1, 2) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(verdict(hole), ErrorCode::NotFinite);
  Content endless = some_content(3);
  endless.high = std::numeric_limits<float>::infinity();
  EXPECT_EQ(verdict(endless), ErrorCode::NotFinite);
  Content flat = some_content(3);
  flat.high = flat.low;
  EXPECT_EQ(verdict(flat), ErrorCode::InvalidArgument);
}

TEST(Content, OutlinesOnlyWhatIsThere) {
  Content row = some_content(3);
  row.asking = 3;
  EXPECT_EQ(verdict(row), ErrorCode::InvalidArgument);
  Content cell = some_content(3);
  cell.outlined = {{0, 0}, {2, -1}};
  EXPECT_EQ(verdict(cell), ErrorCode::InvalidArgument);
}

TEST(VisibleLabel, KeepsWordsAndShowsWhiteSpace) {
  EXPECT_EQ(visible_label("big"), "big");
  EXPECT_EQ(visible_label(" too big "), "too big");
  EXPECT_EQ(visible_label(" "), "␣");
  EXPECT_EQ(visible_label("\n\t"), "↵⇥");
  EXPECT_EQ(visible_label(std::string(100, ' ')), "␣␣␣␣…");
  EXPECT_EQ(visible_label(""), "");
}

}  // namespace
}  // namespace attnscope::figure
