#include "render/image_texture.h"

#include <glad/gl.h>

#include <string>

#include "render/pixels.h"

namespace attnscope {

Result<ImageTexture> ImageTexture::create(int width, int height, Filter filter) {
  if (Status fits = gl::check_size("image", width, height); !fits) {
    return fits.error();
  }
  ImageTexture image;
  image.texture_ = gl::Texture::make();
  image.width_ = width;
  image.height_ = height;
  const GLint sampling = filter == Filter::Nearest ? GL_NEAREST : GL_LINEAR;
  gl::bind_plain_texture(image.texture_, sampling);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glBindTexture(GL_TEXTURE_2D, 0);
  return image;
}

Status ImageTexture::upload(std::span<const std::uint8_t> rgba) { return upload_part(0, 0, width_, height_, rgba); }

Status ImageTexture::upload_part(int x, int y, int width, int height, std::span<const std::uint8_t> rgba) {
  // x > width_ - width cannot overflow as x + width can.
  if (x < 0 || y < 0 || width < 0 || height < 0 || x > width_ - width || y > height_ - height) {
    return Error{ErrorCode::InvalidArgument, "image", "the part reaches outside the picture"};
  }
  const std::size_t wanted = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4U;
  if (rgba.size() != wanted) {
    return Error{ErrorCode::ShapeMismatch, "image",
                 std::to_string(wanted) + " bytes expected, " + std::to_string(rgba.size()) + " given"};
  }
  if (wanted == 0) {
    return {};
  }
  glBindTexture(GL_TEXTURE_2D, texture_.id());
  gl::read_rows_tightly();
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  glBindTexture(GL_TEXTURE_2D, 0);
  return {};
}

}  // namespace attnscope
