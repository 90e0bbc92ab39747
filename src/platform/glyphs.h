#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace attnscope {

/// One grapheme cluster as pixels.
struct GlyphImage {
  int width = 0, height = 0;       ///< pixels; 0 for a cluster without ink, as a space
  float left = 0, top = 0;         ///< of the image's top left corner, from the pen at the top of the line; pixels
  float advance = 0;               ///< how far the pen moves; pixels
  float baseline = 0;              ///< from the top of the line; for aligning it with another font's
  bool coloured = false;           ///< an emoji in its own colours; else white, to be tinted
  std::vector<std::uint8_t> rgba;  ///< [height, width, 4], rows from the top, not premultiplied
};

/// Draws any grapheme cluster, whatever its script: a character with its accents, Han, Devanagari, an emoji made of
/// several, each with the font that has it. Costs tens of milliseconds the first time (fontconfig), then microseconds.
/// One thread at a time.
class GlyphPainter {
 public:
  GlyphPainter();
  ~GlyphPainter();
  GlyphPainter(const GlyphPainter&) = delete;
  GlyphPainter& operator=(const GlyphPainter&) = delete;
  GlyphPainter(GlyphPainter&&) noexcept;
  GlyphPainter& operator=(GlyphPainter&&) noexcept;

  /// line_height: of the interface's font, ascent plus descent, pixels, 4 ... 512, as Dear ImGui counts a font's size.
  /// Errors  Malformed for bytes that are not UTF-8; InvalidArgument for an empty cluster or a height out of range;
  ///         OutOfLimits for a cluster of more than 256 bytes or ink far outside its line.
  Result<GlyphImage> draw(std::string_view cluster, float line_height);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace attnscope
