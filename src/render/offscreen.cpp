#include "render/offscreen.h"

#include <glad/gl.h>

#include <algorithm>

#include "render/pixels.h"

namespace attnscope {

Result<OffscreenTarget> OffscreenTarget::create(int width, int height) {
  if (Status fits = gl::check_size("offscreen picture", width, height); !fits) {
    return fits.error();
  }
  OffscreenTarget target;
  target.width_ = width;
  target.height_ = height;
  target.colour_ = gl::Texture::make();
  gl::bind_plain_texture(target.colour_, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glBindTexture(GL_TEXTURE_2D, 0);
  target.framebuffer_ = gl::Framebuffer::make();
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer_.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.colour_.id(), 0);
  const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  if (!complete) {
    return Error{ErrorCode::Unsupported, "offscreen picture", "the graphics driver refuses to draw into a texture"};
  }
  return target;
}

void OffscreenTarget::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
  glViewport(0, 0, width_, height_);
}

void OffscreenTarget::bind_window() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }

std::vector<std::uint8_t> read_pixels(int width, int height) {
  const std::size_t stride = static_cast<std::size_t>(std::max(width, 0)) * 4U;
  const auto rows = static_cast<std::size_t>(std::max(height, 0));
  std::vector<std::uint8_t> from_below(stride * rows);
  std::vector<std::uint8_t> pixels(from_below.size());
  if (pixels.empty()) {
    return pixels;
  }
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glPixelStorei(GL_PACK_ROW_LENGTH, 0);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, from_below.data());
  for (std::size_t row = 0; row < rows; ++row) {
    std::copy_n(from_below.data() + (rows - 1 - row) * stride, stride, pixels.data() + row * stride);
  }
  return pixels;
}

}  // namespace attnscope
