#pragma once

#include <cstdint>
#include <span>

#include "core/result.h"
#include "render/handles.h"

namespace attnscope {

enum class Filter : std::uint8_t { Nearest, Linear };

/// A picture on the GPU: RGBA8, rows from the top, not premultiplied; what ImGui::Image draws.
class ImageTexture {
 public:
  ImageTexture() = default;  ///< empty; needs no context

  /// Errors  InvalidArgument for a side below 1, OutOfLimits above what the driver's textures may be.
  static Result<ImageTexture> create(int width, int height, Filter filter = Filter::Nearest);

  /// The whole picture. Errors  ShapeMismatch unless it has width * height * 4 bytes.
  Status upload(std::span<const std::uint8_t> rgba);
  /// A part of it. Errors  ShapeMismatch for the bytes, InvalidArgument when the part reaches outside.
  Status upload_part(int x, int y, int width, int height, std::span<const std::uint8_t> rgba);

  [[nodiscard]] unsigned id() const { return texture_.id(); }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }

 private:
  gl::Texture texture_;
  int width_ = 0, height_ = 0;
};

}  // namespace attnscope
