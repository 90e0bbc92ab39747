#include "app/words.h"
#include "cli/all_commands.h"
#include "cli/scene_options.h"
#include "cli/window_options.h"
#include "io/file.h"

namespace attnscope::cli {

std::vector<Option> shot_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  options.push_back({"--out", "F.png", "where to write", true});
  for (const Option& option : window_options()) options.push_back(option);
  return options;
}

Status shot(const Values& values, const Context& context) {
  const std::filesystem::path out = values.get("--out");
  if (lowered(out.extension().string()) != ".png") {
    return Error{ErrorCode::InvalidArgument, "--out", "a window's picture is a png; end the name with .png"};
  }
  Result<ShotRequest> request = window_request_from(values);
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
