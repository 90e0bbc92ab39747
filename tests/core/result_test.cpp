#include "core/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace attnscope {
namespace {

TEST(Result, HoldsAValueOrAnError) {
  Result<int> good = 7;
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(*good, 7);
  good.value() = 8;
  EXPECT_EQ(good.value(), 8);

  const Result<int> bad = Error{ErrorCode::NotFound, "head 9", "the layer has 4 heads"};
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::NotFound);
}

TEST(Result, GivesUpAMoveOnlyValue) {
  Result<std::unique_ptr<int>> owner = std::make_unique<int>(7);
  const std::unique_ptr<int> value = std::move(owner).value();
  EXPECT_EQ(*value, 7);
}

TEST(Status, IsSuccessUntilAnErrorIsGiven) {
  EXPECT_TRUE(Status().ok());
  const Status failed = Error{ErrorCode::EmptyRow, "row 9", "sees nothing"};
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().where, "row 9");
}

TEST(ToLine, PutsThePlaceFirst) {
  EXPECT_EQ(to_line({ErrorCode::EmptyRow, "row 9", "sees nothing"}), "row 9: sees nothing");
  EXPECT_EQ(to_line({ErrorCode::Cancelled, "", "stopped"}), "stopped");
}

}  // namespace
}  // namespace attnscope
