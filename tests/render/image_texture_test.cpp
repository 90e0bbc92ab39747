#include "render/image_texture.h"

#include <glad/gl.h>
#include <gtest/gtest.h>

#include <vector>

#include "render/offscreen.h"
#include "tests/support/gl_context.h"

namespace attnscope {
namespace {

using ImageTextureTest = testing::GlTest;
using Bytes = std::vector<std::uint8_t>;

/// Bytes that all differ from their neighbours.
Bytes counting(int width, int height) {
  Bytes bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4U);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(i * 7U + 3U);
  }
  return bytes;
}

Bytes read_back(const ImageTexture& image) {
  Bytes bytes(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()) * 4U);
  glBindTexture(GL_TEXTURE_2D, image.id());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
  return bytes;
}

TEST_F(ImageTextureTest, KeepsThePixelsThatItWasGiven) {
  Result<ImageTexture> image = ImageTexture::create(5, 3);
  ASSERT_TRUE(image.ok());
  const Bytes bytes = counting(5, 3);
  ASSERT_TRUE(image->upload(bytes).ok());
  EXPECT_EQ(read_back(*image), bytes);
}

TEST_F(ImageTextureTest, UploadsAreNotDisturbedByWhatOthersSet) {
  Result<ImageTexture> image = ImageTexture::create(3, 3);
  ASSERT_TRUE(image.ok());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 8);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 77);
  glPixelStorei(GL_UNPACK_SKIP_ROWS, 1);
  const Bytes bytes = counting(3, 3);
  ASSERT_TRUE(image->upload(bytes).ok());
  EXPECT_EQ(read_back(*image), bytes);
}

TEST_F(ImageTextureTest, APartLeavesTheRestAlone) {
  Result<ImageTexture> image = ImageTexture::create(4, 4);
  ASSERT_TRUE(image.ok());
  Bytes want(64, 9);
  ASSERT_TRUE(image->upload(want).ok());
  const Bytes part = counting(2, 1);
  ASSERT_TRUE(image->upload_part(1, 2, 2, 1, part).ok());
  std::copy(part.begin(), part.end(), want.begin() + (2 * 4 + 1) * 4);
  EXPECT_EQ(read_back(*image), want);
}

TEST_F(ImageTextureTest, RefusesWhatDoesNotFit) {
  Result<ImageTexture> image = ImageTexture::create(4, 4);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(image->upload(Bytes(63)).error().code, ErrorCode::ShapeMismatch);
  EXPECT_EQ(image->upload_part(3, 0, 2, 1, Bytes(8)).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(image->upload_part(-1, 0, 1, 1, Bytes(4)).error().code, ErrorCode::InvalidArgument);
  EXPECT_TRUE(image->upload_part(4, 4, 0, 0, Bytes()).ok());
}

TEST_F(ImageTextureTest, RefusesImpossibleSizes) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  EXPECT_EQ(ImageTexture::create(0, 4).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(ImageTexture::create(4, -1).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(ImageTexture::create(largest + 1, 1).error().code, ErrorCode::OutOfLimits);
}

TEST_F(ImageTextureTest, FilterIsTheOneThatWasChosen) {
  for (const auto& [filter, want] : {std::pair(Filter::Nearest, GL_NEAREST), std::pair(Filter::Linear, GL_LINEAR)}) {
    const Result<ImageTexture> image = ImageTexture::create(2, 2, filter);
    ASSERT_TRUE(image.ok());
    GLint got = 0;
    glBindTexture(GL_TEXTURE_2D, image->id());
    glGetTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, &got);
    EXPECT_EQ(got, want);
  }
}

TEST_F(ImageTextureTest, AnOffscreenTargetIsReadFromTheTop) {
  const Result<OffscreenTarget> target = OffscreenTarget::create(3, 2);
  ASSERT_TRUE(target.ok());
  target->bind();
  glClearColor(0.0F, 0.0F, 1.0F, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 1, 1, 1);  // the upper left pixel: OpenGL counts from below
  glClearColor(1.0F, 0.0F, 0.0F, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_SCISSOR_TEST);
  const Bytes blue{0, 0, 255, 255};
  Bytes want{255, 0, 0, 255};
  for (int i = 0; i < 5; ++i) {
    want.insert(want.end(), blue.begin(), blue.end());
  }
  EXPECT_EQ(read_pixels(3, 2), want);
  EXPECT_TRUE(read_pixels(0, 2).empty());
  OffscreenTarget::bind_window();
  GLint bound = -1;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  EXPECT_EQ(bound, 0);
}

TEST_F(ImageTextureTest, AnOffscreenTargetRefusesImpossibleSizes) {
  EXPECT_EQ(OffscreenTarget::create(0, 4).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(OffscreenTarget::create(1 << 24, 4).error().code, ErrorCode::OutOfLimits);
}

}  // namespace
}  // namespace attnscope
