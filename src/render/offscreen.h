#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "render/handles.h"

namespace attnscope {

/// A framebuffer of any size that no window shows: RGBA8.
class OffscreenTarget {
 public:
  /// Errors  InvalidArgument for a side below 1, OutOfLimits above what the driver allows, Unsupported if it refuses.
  static Result<OffscreenTarget> create(int width, int height);

  void bind() const;          ///< drawing goes here, over the whole target
  static void bind_window();  ///< drawing goes to the window again; its viewport is the caller's

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }

 private:
  gl::Framebuffer framebuffer_;
  gl::Texture colour_;
  int width_ = 0, height_ = 0;
};

/// The lower left width x height pixels of the bound framebuffer as RGBA bytes, rows from the top.
std::vector<std::uint8_t> read_pixels(int width, int height);

}  // namespace attnscope
