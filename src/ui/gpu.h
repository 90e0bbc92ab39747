#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "app/application.h"
#include "render/heatmap_pass.h"
#include "render/image_texture.h"
#include "ui/paint.h"

namespace attnscope {

/// What the views draw by OpenGL rather than through Dear ImGui's vertices: the big map and the heads' thumbnails.
/// Main thread, with the window's context current.
class Gpu {
 public:
  static Result<Gpu> create();

  /// Framebuffer pixels of this frame and how many of them make a window unit.
  void begin_frame(int framebuffer_width, int framebuffer_height, float density);

  /// The maps that can be on the screen at once.
  enum class Map : std::uint8_t { Shown, Kept };

  /// Draws a map, each once a frame, between what was painted before and what will be. `d` gives region and colours;
  /// place and framebuffer are filled in here.
  void heatmap(const Paint& paint, Map which, const std::shared_ptr<const Matrix>& values, const Rect& where,
               HeatmapDraw d);

  /// One head's thumbnail as a part of a texture; index counts reading.heads.
  struct Thumbnail {
    ImTextureID texture;
    ImVec2 from, to;  ///< texture coordinates
  };
  std::optional<Thumbnail> thumbnail(const std::shared_ptr<const Reading>& reading, std::size_t index, ColourMap map);

 private:
  /// A pass keeps what it made of its values, so each map has its own.
  struct Heatmap {
    HeatmapPass pass;
    HeatmapDraw draw;  ///< of this frame; Dear ImGui calls for it when it renders
  };

  explicit Gpu(HeatmapPass pass) : shown_{std::move(pass), {}} {}
  void paint_thumbnails(const Reading& reading, ColourMap map);

  Heatmap shown_;
  std::optional<Heatmap> kept_;  ///< made when it is first drawn
  int framebuffer_width_ = 0, framebuffer_height_ = 0;
  float density_ = 1;

  ImageTexture thumbnails_;
  std::shared_ptr<const Reading> pictured_;
  ColourMap pictured_map_ = ColourMap::Magma;
  int tile_ = 0;     ///< texels along a thumbnail's side, with its margin
  int columns_ = 0;  ///< thumbnails side by side in the texture
};

/// Weights are drawn with this exponent, which lifts the faint ones; the colour bar's numbers follow it.
inline constexpr float kWeightGamma = 0.6F;

}  // namespace attnscope
