#pragma once

#include <cairo.h>

#include <cstring>
#include <string>

#include "figure/picture.h"

namespace attnscope::figure {

/// The pixels of a PNG, read back by Cairo; an empty picture where it is none.
inline Picture decode_png(const std::string& bytes) {
  struct Source {
    const std::string& bytes;
    std::size_t at = 0;
  } source{bytes};
  const auto read = [](void* from, unsigned char* to, unsigned int length) {
    auto& rest = *static_cast<Source*>(from);
    if (rest.bytes.size() - rest.at < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, rest.bytes.data() + rest.at, length);
    rest.at += length;
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &source);
  Picture picture{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
  const unsigned char* data = cairo_image_surface_get_data(surface);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      std::uint32_t word = 0;
      std::memcpy(&word, data + y * cairo_image_surface_get_stride(surface) + 4 * x, 4);
      // A picture without alpha comes back with 24 bits; the rest of the word is undefined.
      const bool opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
      const std::uint32_t alpha = opaque ? 255 : word >> 24;
      for (const int shift : {16, 8, 0}) {
        const std::uint32_t channel = word >> shift & 0xFF;
        picture.rgba.push_back(static_cast<std::uint8_t>(alpha == 0 ? 0 : (channel * 255 + alpha / 2) / alpha));
      }
      picture.rgba.push_back(static_cast<std::uint8_t>(alpha));
    }
  }
  cairo_surface_destroy(surface);
  return picture;
}

}  // namespace attnscope::figure
