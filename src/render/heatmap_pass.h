#pragma once

#include <optional>

#include "core/colour_map.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"
#include "render/handles.h"

namespace attnscope {

/// A rectangle of the framebuffer, in its pixels, from the top left corner.
struct PixelRect {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// One picture of the uploaded values: where, which part, in which colours.
struct HeatmapDraw {
  int framebuffer_width = 0, framebuffer_height = 0;   ///< of the bound framebuffer, pixels
  float x = 0, y = 0, width = 0, height = 0;           ///< where to draw, brought to whole pixels
  float column0 = 0, row0 = 0, columns = 0, rows = 0;  ///< the part that is on view, in cells; columns, rows 0: all
  std::optional<PixelRect> clip;                       ///< nothing outside it is touched
  float low = 0, high = 1;                             ///< these values stand at the ends of the colour map
  float gamma = 1;                                     ///< exponent of the place in the map; 1: linear
  ColourMap map = ColourMap::Magma;
  float gap = 1;  ///< pixels between cells; fades out below 6, gone at 3 a cell
  Rgb gap_colour{0, 0, 0};
  float alpha = 1;                      ///< of everything, over what is there
  std::optional<Mask> mask;             ///< cells that it hides are drawn as hidden
  Rgb hidden_colour{0.5F, 0.5F, 0.5F};  ///< hidden cells, and values that are no finite number
  Rgb hatch_colour{0.5F, 0.5F, 0.5F};   ///< diagonal lines over them; the same colour: none
  float hatch = 6;                      ///< pixels from line to line; lines are one pixel wide
};

/// Draws a matrix as flat, crisp cells: row 0 on top, column 0 on the left.
/// Where cells are smaller than pixels, a pixel shows the largest of the values it covers, so that a single bright cell
/// doesn't vanish; exact up to 16 cells a pixel along each side, sampled evenly beyond.
/// Main thread, with the context current. Sets all the OpenGL state it needs and restores none; leaves texture unit 0
/// active, so that Dear ImGui's ImDrawCallback_ResetRenderState brings its own state back.
class HeatmapPass {
 public:
  static Result<HeatmapPass> create();

  /// Copies the values to the GPU; keeps the storage while the size stays. Without values there is nothing to draw.
  /// Errors  OutOfLimits when it is more than the driver or its memory takes; the old values stay then.
  Status upload(const Matrix& values);

  void draw(const HeatmapDraw& d) const;

  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }

 private:
  /// Where the program's uniforms are.
  struct Places {
    int origin = -1, size = -1, framebuffer_height = -1, region = -1, cells = -1;
    int range = -1, gamma = -1, map = -1, gap = -1, gap_colour = -1, alpha = -1;
    int band = -1, hidden_colour = -1, hatch_colour = -1, hatch = -1;
  };

  HeatmapPass() = default;

  gl::Program program_;
  gl::VertexArray no_attributes_;  ///< a core context draws nothing without one
  gl::Texture values_;             ///< R32F, [rows, columns]
  gl::Texture colours_;            ///< RGB8, one row a colour map
  Places at_;
  int rows_ = 0, columns_ = 0;
};

}  // namespace attnscope
