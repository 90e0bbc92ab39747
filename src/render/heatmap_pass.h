#pragma once

#include <memory>
#include <optional>

#include "core/colour_map.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/result.h"
#include "render/cell_grid.h"
#include "render/handles.h"

namespace attnscope {

/// A rectangle of the framebuffer, in its pixels, from the top left corner.
struct PixelRect {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// The same in whole pixels.
struct PixelBox {
  int left = 0, top = 0, width = 0, height = 0;
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

/// One picture of the shown values: where, which part, in which colours.
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
  std::optional<Visibility> mask;       ///< cells that it hides are drawn as hidden
  Rgb hidden_colour{0.5F, 0.5F, 0.5F};  ///< hidden cells, and values that are no finite number
  Rgb hatch_colour{0.5F, 0.5F, 0.5F};   ///< diagonal lines over them; the same colour: none
  float hatch = 6;                      ///< pixels from line to line; lines are one pixel wide
};

/// Draws a matrix as flat, crisp cells: row 0 on top, column 0 on the left.
/// Where cells are smaller than pixels, a pixel shows the largest of the values that it touches, so that a single
/// bright cell doesn't vanish.
/// Main thread, with the context current. Sets all the OpenGL state it needs and restores none; leaves texture unit 0
/// active, so that Dear ImGui's ImDrawCallback_ResetRenderState brings its own state back.
class HeatmapPass {
 public:
  static Result<HeatmapPass> create();

  /// What to draw from now on; shared, because it may be large. Without values there is nothing to draw.
  void show(std::shared_ptr<const Matrix> values);

  /// Only a change of the values, of the region, of the place or of the mask costs more than drawing: O(cells on view).
  void draw(const HeatmapDraw& d);

 private:
  /// Where the program's uniforms are.
  struct Uniforms {
    int corner = -1, range = -1, gamma = -1, map = -1, gap_colour = -1, alpha = -1;
    int hidden_colour = -1, hatch_colour = -1, hatch = -1;
  };

  /// Everything that the textures depend on.
  struct Layout {
    PixelBox box;  ///< what is drawn of the map, within the framebuffer
    AxisView columns, rows;
    Visibility mask;
    friend bool operator==(const Layout&, const Layout&) = default;
  };

  HeatmapPass() = default;
  static Layout lay_out(const HeatmapDraw& d, const Matrix& values);
  void prepare(const Layout& layout);

  gl::Program program_;
  gl::VertexArray no_attributes_;  ///< a core context draws nothing without one
  gl::Texture colours_;            ///< RGB8, one row a colour map
  gl::Texture texels_;             ///< R32F
  gl::Texture axes_;               ///< RG32F, see CellAxis
  Uniforms at_;

  std::shared_ptr<const Matrix> values_;
  std::optional<Layout> prepared_;  ///< what the textures hold; none: nothing of use
  PixelBox shown_;                  ///< where the prepared cells are, from the framebuffer's top left
};

}  // namespace attnscope
