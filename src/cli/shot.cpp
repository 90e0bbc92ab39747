#include "app/settings.h"
#include "app/words.h"
#include "cli/all_commands.h"
#include "cli/parse.h"
#include "cli/scene_options.h"
#include "io/file.h"

namespace attnscope::cli {
namespace {

constexpr int kMinWindow = 200;  // the picture's sides, in pixels
constexpr int kMaxWindow = 8000;

Result<ShotRequest> request_from(const Values& values) {
  ShotRequest request;
  const Result<figure::PageSize> size = parse_size(values.get("--size", "1440x900"), "--size", kMinWindow, kMaxWindow);
  if (!size) return size.error();
  request.width = size->width;
  request.height = size->height;
  const Result<Theme> theme = parse_theme(values.get("--theme", "dark"), "--theme");
  if (!theme) return theme.error();
  request.theme = *theme;
  const Result<float> scale = parse_number(values.get("--ui-scale", "1"), "--ui-scale", kMinUiScale, kMaxUiScale);
  if (!scale) return scale.error();
  request.ui_scale = *scale;
  return request;
}

}  // namespace

std::vector<Option> shot_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  for (const Option& option : {Option{"--out", "F.png", "where to write", true},
                               Option{"--size", "WxH", "of the window's content (default: 1440x900)"},
                               Option{"--theme", "THEME", "dark (default) or light"},
                               Option{"--ui-scale", "X", "enlarges type and controls (default: 1)"}}) {
    options.push_back(option);
  }
  return options;
}

Status shot(const Values& values, const Context& context) {
  const std::filesystem::path out = values.get("--out");
  if (lowered(out.extension().string()) != ".png") {
    return Error{ErrorCode::InvalidArgument, "--out", "a window's picture is a png; end the name with .png"};
  }
  Result<ShotRequest> request = request_from(values);
  if (!request) return request.error();
  Result<Prepared> prepared = prepare(values, context);
  if (!prepared) return prepared.error();
  request->scene = std::move(prepared->scene);
  const Result<figure::Picture> picture = context.shell.shot(*request);
  if (!picture) return picture.error();
  const Result<std::string> png = figure::encode_png(*picture);
  if (!png) return png.error();
  return write_file_atomically(out, *png);
}

}  // namespace attnscope::cli
