#include "ui/gpu.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ui/texture_id.h"

namespace attnscope {

Result<Gpu> Gpu::create() {
  Result<HeatmapPass> pass = HeatmapPass::create();
  if (!pass) return pass.error();
  return Gpu(std::move(*pass));
}

void Gpu::begin_frame(int framebuffer_width, int framebuffer_height, float density) {
  framebuffer_width_ = framebuffer_width;
  framebuffer_height_ = framebuffer_height;
  density_ = density;
}

void Gpu::heatmap(const Paint& paint, Map which, const std::shared_ptr<const Matrix>& values, const Rect& where,
                  HeatmapDraw d) {
  if (which == Map::Kept && !kept_) {
    Result<HeatmapPass> pass = HeatmapPass::create();
    if (!pass) return;  // the first one worked: the graphics memory is full, and the numbers beside it are still true
    kept_ = Heatmap{std::move(*pass), {}};
  }
  Heatmap& map = which == Map::Shown ? shown_ : *kept_;
  map.pass.show(values);
  d.framebuffer_width = framebuffer_width_;
  d.framebuffer_height = framebuffer_height_;
  d.x = where.x * density_;
  d.y = where.y * density_;
  d.width = where.w * density_;
  d.height = where.h * density_;
  map.draw = d;
  paint.list()->AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        auto* called = static_cast<Heatmap*>(command->UserCallbackData);
        called->pass.draw(called->draw);
      },
      &map);
  paint.list()->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void Gpu::paint_thumbnails(const Reading& reading, ColourMap map) {
  constexpr int kTileMargin = 1;
  const auto count = static_cast<int>(reading.heads.size());
  int side = 1;
  for (const HeadSummary& head : reading.heads) {
    side = std::max(side, static_cast<int>(std::max(head.thumbnail.rows(), head.thumbnail.cols())));
  }
  tile_ = side + kTileMargin;
  columns_ = static_cast<int>(std::ceil(std::sqrt(static_cast<float>(count))));
  const int width = columns_ * tile_;
  const int height = (count + columns_ - 1) / columns_ * tile_;
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  for (int i = 0; i < count; ++i) {
    const Matrix& weights = reading.heads[static_cast<std::size_t>(i)].thumbnail;
    // A head that spreads evenly should look even and dark, not bright: its largest weight is no peak.
    const float most = std::max(weights.maxCoeff(), 0.4F);
    const int left = i % columns_ * tile_;
    const int top = i / columns_ * tile_;
    for (int y = 0; y < weights.rows(); ++y) {
      for (int x = 0; x < weights.cols(); ++x) {
        const Rgb rgb = colour(map, std::pow(weights(y, x) / most, kWeightGamma));
        std::uint8_t* texel = &rgba[(static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width) +
                                     static_cast<std::size_t>(left + x)) *
                                    4];
        for (std::size_t k = 0; k < 3; ++k) texel[k] = static_cast<std::uint8_t>(std::lround(rgb[k] * 255));
        texel[3] = 255;
      }
    }
  }
  if (thumbnails_.width() != width || thumbnails_.height() != height) {
    Result<ImageTexture> made = ImageTexture::create(width, height);
    if (!made) return;
    thumbnails_ = std::move(*made);
  }
  (void)thumbnails_.upload(rgba).ok();
}

std::optional<Gpu::Thumbnail> Gpu::thumbnail(const std::shared_ptr<const Reading>& reading, std::size_t index,
                                             ColourMap map) {
  if (!reading || index >= reading->heads.size() || reading->heads[index].thumbnail.size() == 0) return std::nullopt;
  if (pictured_ != reading || pictured_map_ != map) {
    paint_thumbnails(*reading, map);
    pictured_ = reading;
    pictured_map_ = map;
  }
  if (thumbnails_.id() == 0) return std::nullopt;
  const Matrix& weights = reading->heads[index].thumbnail;
  const auto i = static_cast<int>(index);
  const int row = i / columns_;
  const auto left = static_cast<float>(i % columns_ * tile_);
  const auto top = static_cast<float>(row * tile_);
  const auto w = static_cast<float>(thumbnails_.width());
  const auto h = static_cast<float>(thumbnails_.height());
  return Thumbnail{texture_id(thumbnails_.id()),
                   {left / w, top / h},
                   {(left + static_cast<float>(weights.cols())) / w, (top + static_cast<float>(weights.rows())) / h}};
}

}  // namespace attnscope
