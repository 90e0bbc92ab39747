#include "figure/picture.h"

#include <gmock/gmock.h>

#include "tests/figure/png_support.h"

namespace attnscope::figure {
namespace {

TEST(EncodePng, KeepsEveryPixel) {
  Picture picture{3, 2, {}};
  for (int i = 0; i < 6; ++i) {
    for (const int channel : {40 * i, 255 - 40 * i, 7, 255}) picture.rgba.push_back(static_cast<std::uint8_t>(channel));
  }
  const Result<std::string> bytes = encode_png(picture);
  ASSERT_TRUE(bytes.ok());
  const Picture back = decode_png(*bytes);
  EXPECT_EQ(back.width, 3);
  EXPECT_EQ(back.height, 2);
  EXPECT_EQ(back.rgba, picture.rgba);
}

TEST(EncodePng, KeepsTransparency) {
  const Result<std::string> bytes = encode_png({1, 1, {200, 100, 0, 128}});
  ASSERT_TRUE(bytes.ok());
  const Picture back = decode_png(*bytes);
  EXPECT_EQ(back.rgba[3], 128);
  EXPECT_NEAR(back.rgba[0], 200, 1);  // the colours are multiplied by alpha on their way
  EXPECT_NEAR(back.rgba[1], 100, 1);
}

TEST(EncodePng, RefusesSizesThatTheBytesDoNotHave) {
  EXPECT_EQ(encode_png({2, 2, std::vector<std::uint8_t>(15)}).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(encode_png({0, 2, {}}).error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(encode_png({1 << 20, 1 << 20, {}}).error().code, ErrorCode::OutOfLimits);
}

}  // namespace
}  // namespace attnscope::figure
