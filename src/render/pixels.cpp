#include "render/pixels.h"

#include <glad/gl.h>

#include <algorithm>
#include <string>

namespace attnscope::gl {

Status check_size(const char* where, int width, int height) {
  if (width < 1 || height < 1) {
    return Error{ErrorCode::InvalidArgument, where, "both sides must be at least 1 pixel"};
  }
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (std::max(width, height) > largest) {
    return Error{ErrorCode::OutOfLimits, where,
                 std::to_string(width) + " x " + std::to_string(height) + " is more than this graphics driver's " +
                     std::to_string(largest) + " a side"};
  }
  return {};
}

void bind_plain_texture(const Texture& texture, int sampling) {
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, sampling);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, sampling);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

void read_rows_tightly() {
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_SKIP_ROWS, 0);
  glPixelStorei(GL_UNPACK_SKIP_PIXELS, 0);
}

}  // namespace attnscope::gl
