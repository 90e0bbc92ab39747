#include "ui/present/scene_picture.h"

#include <algorithm>
#include <cmath>

namespace attnscope {
namespace {

void paint_small_map(const Paint& paint, const Rect& place, const ScenePicture& picture, ColourMap map) {
  const Matrix& weights = picture.weights;
  // As with the heads' pictures: an even head looks even and dark, not bright.
  const float most = std::max(weights.maxCoeff(), 0.4F);
  const float cell =
      std::min(place.w / static_cast<float>(weights.cols()), place.h / static_cast<float>(weights.rows()));
  const auto edge = [cell](float from, Eigen::Index i) { return std::round(from + cell * static_cast<float>(i)); };
  for (Eigen::Index i = 0; i < weights.rows(); ++i) {
    for (Eigen::Index j = 0; j < weights.cols(); ++j) {
      const Rgb rgb = colour(map, std::pow(weights(i, j) / most, kWeightGamma));
      const Rect at{edge(place.x, j), edge(place.y, i), edge(place.x, j + 1) - edge(place.x, j),
                    edge(place.y, i + 1) - edge(place.y, i)};
      paint.fill(at, {rgb[0], rgb[1], rgb[2], 1});
    }
  }
  if (picture.query < 0) return;
  const float y = place.y + cell * static_cast<float>(picture.query);
  // A map is dark in either theme.
  paint.frame({place.x, y, cell * static_cast<float>(weights.cols()), cell}, palette(Theme::Dark).query,
              std::max(1.0F, paint.px(1)));
}

}  // namespace

void paint_scene_picture(const Paint& paint, const Rect& place, const AppState& app, std::size_t scene) {
  const Palette& c = paint.colours();
  paint.fill(place, c.track, paint.px(3));
  if (scene >= app.lecture.scenes.size()) return;
  const Scene& shown = app.lecture.scenes[scene].scene;
  if (shown.page != Page::Explore) {
    paint.text_in(Type::Number, place, Align::Centre, c.value, shown.page == Page::RootD ? "√d" : "n²");
  } else if (hides(shown)) {
    paint.text_in(Type::Number, place, Align::Centre, c.query, "?");
  } else if (scene < app.pictures.size() && app.pictures[scene] && app.pictures[scene]->weights.size() > 0) {
    paint_small_map(paint, place, *app.pictures[scene], app.settings.colour_map);
  }
}

}  // namespace attnscope
