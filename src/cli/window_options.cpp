#include "cli/window_options.h"

#include "app/settings.h"
#include "cli/parse.h"

namespace attnscope::cli {
namespace {

constexpr int kMinWindow = 200;  // the picture's sides, in pixels
constexpr int kMaxWindow = 8000;

}  // namespace

std::vector<Option> window_options() {
  return {{"--size", "WxH", "of the window's content (default: 1440x900)"},
          {"--theme", "THEME", "dark (default) or light"},
          {"--colours", "MAP", "of the map: magma (default), viridis or cividis"},
          {"--ui-scale", "X", "enlarges type and controls (default: 1)"},
          {"--present", "", "as a room sees it: large, and nothing but what the scene needs"}};
}

Result<ShotRequest> window_request_from(const Values& values) {
  ShotRequest request;
  const Result<figure::PageSize> size = parse_size(values.get("--size", "1440x900"), "--size", kMinWindow, kMaxWindow);
  if (!size) return size.error();
  request.width = size->width;
  request.height = size->height;
  const Result<Theme> theme = parse_theme(values.get("--theme", "dark"), "--theme");
  if (!theme) return theme.error();
  request.theme = *theme;
  const Result<ColourMap> colours = parse_colours(values.get("--colours", "magma"), "--colours");
  if (!colours) return colours.error();
  request.colours = *colours;
  const Result<float> scale = parse_number(values.get("--ui-scale", "1"), "--ui-scale", kMinUiScale, kMaxUiScale);
  if (!scale) return scale.error();
  request.ui_scale = *scale;
  request.presented = values.has("--present");
  return request;
}

}  // namespace attnscope::cli
