#include "cli/film.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ostream>

#include "app/scene_json.h"
#include "app/words.h"
#include "cli/all_commands.h"
#include "cli/parse.h"
#include "cli/scene_options.h"
#include "cli/window_options.h"
#include "io/child_process.h"
#include "io/file.h"
#include "io/scratch_folder.h"

namespace attnscope::cli {
namespace {

constexpr int kMostFps = 60;
constexpr int kMostSeconds = 60;
constexpr std::size_t kMostFilmBytes = std::size_t{2} << 30U;

enum class FilmKind : std::uint8_t { Frames, Film };

/// What the name's ending asks for.
Result<FilmKind> kind_of(const std::filesystem::path& out) {
  const std::string ending = lowered(out.extension().string());
  if (ending == ".gif" || ending == ".mp4") return FilmKind::Film;
  if (ending.empty()) return FilmKind::Frames;
  return Error{ErrorCode::InvalidArgument, "--out",
               "a film is a gif or an mp4; end the name with .gif or .mp4, or name a folder for its pictures"};
}

struct FilmPlan {
  FilmRequest request;
  int fps = 10;
  bool progress = false;
};

Result<FilmPlan> plan_from(const Values& values) {
  FilmPlan plan;
  const Result<ShotRequest> shown = window_request_from(values);
  if (!shown) return shown.error();
  static_cast<ShotRequest&>(plan.request) = *shown;
  const Result<int> fps = parse_count(values.get("--fps", "10"), "--fps", kMostFps);
  if (!fps) return fps.error();
  const Result<int> seconds = parse_count(values.get("--seconds", "8"), "--seconds", kMostSeconds);
  if (!seconds) return seconds.error();
  plan.fps = *fps;
  plan.request.steps = film_steps(plan.fps, *seconds);
  plan.progress = values.has("--progress");
  return plan;
}

std::string frame_name(std::size_t number) {
  std::array<char, 32> name{};
  (void)std::snprintf(name.data(), name.size(), "frame-%04zu.png", number);
  return name.data();
}

/// Every picture into the folder. Says on `err` how far it is, if that was asked for.
Status write_frames(const FilmPlan& plan, const std::filesystem::path& folder, const Context& context) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::Unwritable, folder.string(), "cannot be made: " + failed.message()};
  std::size_t number = 0;
  return context.shell.film(plan.request, [&](const figure::Picture& picture) -> Status {
    const Result<std::string> png = figure::encode_png(picture);
    if (!png) return png.error();
    Status written = write_file_atomically(folder / frame_name(++number), *png);
    if (plan.progress) context.err << number << "/" << plan.request.steps.size() + 1 << std::endl;
    return written;
  });
}

Status make_film(const FilmPlan& plan, const std::filesystem::path& ffmpeg, const std::filesystem::path& out,
                 const Context& context) {
  const Result<ScratchFolder> scratch = ScratchFolder::make();
  if (!scratch) return scratch.error();
  if (Status drawn = write_frames(plan, scratch->path(), context); !drawn) return drawn;
  const std::filesystem::path film = scratch->path() / ("film" + lowered(out.extension().string()));
  if (Status made = run_program(ffmpeg, ffmpeg_words(scratch->path(), film, plan.fps)); !made) return made;
  const Result<std::string> bytes = read_text_file(film, kMostFilmBytes);
  if (!bytes) return bytes.error();
  return write_file_atomically(out, *bytes);
}

/// "12/61", as --progress says it.
std::optional<std::pair<int, int>> progress_in(std::string_view line) {
  const char* const end = line.data() + line.size();
  int done = 0;
  int total = 0;
  const auto first = std::from_chars(line.data(), end, done);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, total);
  return second.ec == std::errc() && second.ptr == end ? std::optional(std::pair(done, total)) : std::nullopt;
}

}  // namespace

std::vector<float> film_steps(int fps, int seconds) {
  const int last = fps * seconds;
  std::vector<float> steps;
  steps.reserve(static_cast<std::size_t>(last) + 1);
  for (int i = 0; i <= last; ++i) steps.push_back(kTimelineEnd * static_cast<float>(i) / static_cast<float>(last));
  return steps;
}

std::vector<std::string> ffmpeg_words(const std::filesystem::path& frames, const std::filesystem::path& film, int fps) {
  std::string pattern;
  for (const char c : frames.string()) pattern += c == '%' ? "%%" : std::string(1, c);
  const std::string hold = "tpad=stop_mode=clone:stop_duration=1,";
  // A GIF's colours are chosen for the film as a whole; most players want even sides and this layout of an MP4's.
  const std::string filter = film.extension() == ".gif"
                                 ? hold + "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none"
                                 : hold + "crop=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p";
  return {"-hide_banner",
          "-loglevel",
          "error",
          "-nostdin",
          "-y",
          "-framerate",
          std::to_string(fps),
          "-i",
          pattern + "/frame-%04d.png",
          "-vf",
          filter,
          film.string()};
}

std::vector<Option> film_options() {
  std::vector<Option> options = reading_options();
  for (const Option& option : look_options()) options.push_back(option);
  options.push_back(
      {"--out", "F", "where to write: a .gif, an .mp4 (both need ffmpeg), or a folder of pictures", true});
  for (const Option& option : window_options()) options.push_back(option);
  for (const Option& option : {Option{"--fps", "N", "pictures a second, 1 to 60 (default: 10)"},
                               Option{"--seconds", "S", "how long the animation takes, 1 to 60 (default: 8)"},
                               Option{"--progress", "", "says how far it is, a line a picture"}}) {
    options.push_back(option);
  }
  return options;
}

Status film(const Values& values, const Context& context) {
  const std::filesystem::path out = values.get("--out");
  const Result<FilmKind> kind = kind_of(out);
  if (!kind) return kind.error();
  Result<FilmPlan> plan = plan_from(values);
  if (!plan) return plan.error();
  Result<Prepared> prepared = prepare(values, context);
  if (!prepared) return prepared.error();
  plan->request.scene = std::move(prepared->scene);
  if (*kind == FilmKind::Frames) return write_frames(*plan, out, context);
  if (const auto ffmpeg = find_program("ffmpeg", context.shell.program_path)) {
    return make_film(*plan, *ffmpeg, out, context);
  }
  std::filesystem::path folder = out;
  folder.replace_extension();
  folder += "-frames";
  Status drawn = write_frames(*plan, folder, context);
  if (drawn) warn(context, "ffmpeg is not installed: the pictures are in " + folder.string());
  return drawn;
}

WorkOutcome film_in_child(const std::filesystem::path& program, const Scene& scene, const std::filesystem::path& path,
                          const Settings& settings, const WorkControl& control) {
  if (const Result<FilmKind> kind = kind_of(path); !kind) return kind.error();
  const Result<ScratchFolder> scratch = ScratchFolder::make();
  if (!scratch) return scratch.error();
  const std::filesystem::path file = scratch->path() / "scene.json";
  if (const Status saved = save_scene(file, scene); !saved) return saved.error();
  const auto* const colours = std::ranges::find(kColourMaps, settings.colour_map, &ColourMapRow::id);
  std::string said;
  const Status done = run_program(
      program,
      {"film", "--scene", file.string(), "--out", path.string(), "--theme",
       settings.theme == Theme::Light ? "light" : "dark", "--colours", std::string(colours->key), "--progress"},
      [&](std::string_view line) {
        if (const auto far = progress_in(line)) {
          control.tell(far->first, far->second);
        } else {
          said = line;
        }
      },
      control.stop);
  if (!done) return said.empty() ? done.error() : Error{done.error().code, "film", said};
  return said.empty() ? "Exported to " + path.string() : said;
}

}  // namespace attnscope::cli
