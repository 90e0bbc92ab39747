#include "figure/picture.h"

#include <cstring>

#include "figure/surface.h"

namespace attnscope::figure {
namespace {

constexpr int kLongestSide = 32767;  // Cairo's own limit

/// Cairo keeps a pixel as one native-endian word with the alpha multiplied into the colours.
std::uint32_t to_word(const std::uint8_t* rgba) {
  const std::uint32_t alpha = rgba[3];
  const auto share = [alpha](std::uint32_t channel) { return (channel * alpha + 127) / 255; };
  return alpha << 24 | share(rgba[0]) << 16 | share(rgba[1]) << 8 | share(rgba[2]);
}

}  // namespace

Result<std::string> encode_png(const Picture& picture) {
  if (picture.width < 1 || picture.height < 1 || picture.width > kLongestSide || picture.height > kLongestSide) {
    return Error{ErrorCode::OutOfLimits, "picture", "sides must go from 1 to " + std::to_string(kLongestSide)};
  }
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  if (picture.rgba.size() != 4 * width * height) {
    return Error{ErrorCode::InvalidArgument, "picture", "there must be four bytes a pixel"};
  }
  Result<Handle<cairo_surface_t>> surface = image_surface(picture.width, picture.height);
  if (!surface) return surface.error();

  unsigned char* data = cairo_image_surface_get_data(surface->get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface->get()));
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint32_t word = to_word(&picture.rgba[4 * (y * width + x)]);
      std::memcpy(data + y * stride + 4 * x, &word, sizeof word);
    }
  }
  cairo_surface_mark_dirty(surface->get());

  std::string bytes;
  const cairo_status_t written = cairo_surface_write_to_png_stream(surface->get(), &append, &bytes);
  if (Status status = to_status(written, "picture"); !status) return status.error();
  return bytes;
}

}  // namespace attnscope::figure
