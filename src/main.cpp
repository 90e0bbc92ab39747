// Picks the window or a command, wires the rooms together, and nothing else.

#include <cstdlib>
#include <iostream>
#include <memory>

#include "app/paths.h"
#include "app/thread_pool.h"
#include "cli/cli.h"
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
  models.open = [assets, hub](const std::string& name,
                              const LoadControl& control) -> Result<std::shared_ptr<const TraceSource>> {
    if (!assets) return assets.error();
    return open_by_name(*assets, name, hub, control);
  };
  models.open_tokenizer = [assets, hub](const std::string& name) -> Result<Tokenizer> {
    if (!assets) return assets.error();
    return open_tokenizer_by_name(*assets, name, hub);
  };
  models.list = [assets]() -> Result<std::vector<SourceCard>> {
    if (!assets) return assets.error();
    return list_models(*assets);
  };
  return models;
}

DesktopOptions desktop_options(const cli::Models& models) {
  DesktopOptions options;
  options.open_source = models.open;
  options.workers = models.workers;
  if (Result<std::vector<SourceCard>> cards = models.list()) options.sources = std::move(*cards);
  options.write_export = [](const AppState& state, const std::filesystem::path& path) {
    return cli::write_export(state, path);
  };
  options.figure = &cli::figure_of;
  options.numbers = &cli::numbers_of;
  return options;
}

int open_window(const cli::Models& models, const cli::WindowRequest& request) {
  DesktopOptions options = desktop_options(models);
  options.paths = paths();
  options.scene = request.scene;
  const Status done = run_desktop(std::move(options));
  if (done) return cli::kDone;
  std::cerr << "attnscope: " << to_line(done.error()) << '\n';
  return cli::kFailed;
}

Result<figure::Picture> take_shot(const cli::Models& models, const cli::ShotRequest& request) {
  DesktopOptions options = desktop_options(models);
  options.scene = request.scene;
  PictureOptions picture;
  picture.width = request.width;
  picture.height = request.height;
  picture.settings.theme = request.theme;
  picture.settings.ui_scale = request.ui_scale;
  Result<Picture> taken = take_picture(std::move(options), picture);
  if (!taken) return taken.error();
  return figure::Picture{taken->width, taken->height, std::move(taken->rgba)};
}

}  // namespace

int main(int argc, char** argv) {
  const cli::Models models = models_of(find_assets(system_asset_hints()), paths().hub);
  cli::Shell shell;
  shell.open_window = [&models](const cli::WindowRequest& request) { return open_window(models, request); };
  shell.shot = [&models](const cli::ShotRequest& request) { return take_shot(models, request); };
  return cli::run(argc, argv, shell, models, std::cout, std::cerr);
}
