// Picks the window or a command, wires the rooms together, and nothing else.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "app/paths.h"
#include "app/thread_pool.h"
#include "app/worked_source.h"
#include "cli/cli.h"
#include "cli/film.h"
#include "cli/lecture_pdf.h"
#include "cli/write_export.h"
#include "io/assets.h"
#include "io/model_registry.h"
#include "io/processors.h"
#include "ui/desktop.h"

namespace {

using namespace attnscope;

AppPaths paths() {
  return app_paths([](const char* name) -> const char* { return std::getenv(name); });
}

/// The models beside the program; where there are none, opening one tells what was tried.
cli::Models models_of(const Result<std::filesystem::path>& assets, const std::filesystem::path& hub) {
  cli::Models models;
  models.workers = std::make_shared<ThreadPool>(usable_cores());
  models.worked = [assets](const std::string& name) -> Result<WorkedExample> {
    if (!assets) return assets.error();
    return load_worked(*assets, name);
  };
  models.open = [assets, hub, worked = models.worked](
                    const std::string& name, const LoadControl& control) -> Result<std::shared_ptr<const TraceSource>> {
    if (!assets) return assets.error();
    if (is_worked_name(name)) {
      const Result<WorkedExample> example = worked(name);
      if (!example) return example.error();
      return worked_source(name, example->worked);
    }
    return open_by_name(*assets, name, hub, control);
  };
  models.open_tokenizer = [assets, hub](const std::string& name) -> Result<Tokenizer> {
    if (!assets) return assets.error();
    return open_tokenizer_by_name(*assets, name, hub);
  };
  models.list = [assets]() -> Result<std::vector<SourceCard>> {
    if (!assets) return assets.error();
    std::vector<SourceCard> cards = list_models(*assets);
    for (const WorkedExample& example : list_worked(*assets)) {
      cards.push_back(worked_card(example.name, example.worked));
      cards.back().origin = (*assets / "worked").string();
    }
    return cards;
  };
  return models;
}

DesktopOptions desktop_options(const Result<std::filesystem::path>& assets, const cli::Models& models) {
  DesktopOptions options;
  if (assets) options.lessons = *assets / "lessons";
  options.open_source = models.open;
  options.workers = models.workers;
  if (assets) {
    options.sources = list_models(*assets);
    options.worked = list_worked(*assets);
  }
  options.write_export = [](const AppState& state, const std::filesystem::path& path) {
    return cli::write_export(state, path);
  };
  options.figure = &cli::figure_of;
  options.numbers = &cli::numbers_of;
  options.export_lecture = [models](const Lecture& lecture, const std::filesystem::path& path, const Settings& settings,
                                    const WorkControl& control) {
    return cli::write_lecture_pdf(models, lecture, path, settings.colour_map, control);
  };
  options.film = [program = system_asset_hints().executable](const Scene& scene, const std::filesystem::path& path,
                                                             const Settings& settings, const WorkControl& control) {
    return cli::film_in_child(program, scene, path, settings, control);
  };
  return options;
}

int open_window(DesktopOptions options, const cli::WindowRequest& request) {
  options.paths = paths();
  options.scene = request.scene;
  options.open = request.open;
  const Status done = run_desktop(std::move(options));
  if (done) return cli::kDone;
  std::cerr << "attnscope: " << to_line(done.error()) << '\n';
  return cli::kFailed;
}

PictureOptions picture_options(const cli::ShotRequest& request) {
  PictureOptions picture;
  picture.width = request.width;
  picture.height = request.height;
  picture.presented = request.presented;
  picture.settings.theme = request.theme;
  picture.settings.colour_map = request.colours;
  picture.settings.ui_scale = request.ui_scale;
  return picture;
}

figure::Picture as_figure(Picture&& taken) { return {taken.width, taken.height, std::move(taken.rgba)}; }

Result<figure::Picture> take_shot(DesktopOptions options, const cli::ShotRequest& request) {
  options.scene = request.scene;
  Result<Picture> taken = take_picture(std::move(options), picture_options(request));
  if (!taken) return taken.error();
  return as_figure(std::move(taken).value());
}

Status take_pictures(DesktopOptions options, const cli::FilmRequest& request,
                     const std::function<Status(const figure::Picture&)>& take) {
  options.scene = request.scene;
  return take_film(std::move(options), picture_options(request), request.steps,
                   [&take](Picture taken) { return take(as_figure(std::move(taken))); });
}

}  // namespace

int main(int argc, char** argv) {
  const Result<std::filesystem::path> assets = find_assets(system_asset_hints());
  const cli::Models models = models_of(assets, paths().hub);
  const auto desktop = [&] { return desktop_options(assets, models); };
  cli::Shell shell;
  shell.open_window = [&](const cli::WindowRequest& request) { return open_window(desktop(), request); };
  shell.shot = [&](const cli::ShotRequest& request) { return take_shot(desktop(), request); };
  shell.film = [&](const cli::FilmRequest& request, const auto& take) {
    return take_pictures(desktop(), request, take);
  };
  if (const char* path = std::getenv("PATH")) shell.program_path = path;
  return cli::run(argc, argv, shell, models, std::cout, std::cerr);
}
