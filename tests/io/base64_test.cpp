#include "io/base64.h"

#include <gtest/gtest.h>

namespace attnscope {
namespace {

// The test vectors of RFC 4648.
TEST(Base64, IsReadAsTheStandardSays) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("+/+/"), "\xFB\xFF\xBF");
}

TEST(Base64, AnythingElseIsRefused) {
  for (const char* const text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zm9v\n", "Zm 9v",
                                 "Zg==Zg==", "Zh==", "Zm9=", "Zm-_", "é==", "=m9v"}) {
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace attnscope
