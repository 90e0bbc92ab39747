#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/application.h"
#include "app/paths.h"

namespace attnscope {

/// What the window needs from the rest of the program, which main wires.
struct DesktopOptions {
  AppPaths paths;                    ///< where files lie; empty ones are neither read nor written
  std::filesystem::path lessons;     ///< the folder of those that come with the program
  std::optional<Scene> scene;        ///< instead of the session's
  std::optional<std::string> open;   ///< a path to open at the start
  std::shared_ptr<Workers> workers;  ///< who helps with a reading; null: nobody
  OpenSource open_source;
  std::vector<SourceCard> sources;
  std::vector<WorkedExample> worked;
  // For a thread of their own: see Application::Options.
  std::function<Status(const AppState&, const std::filesystem::path&)> write_export;
  std::function<WorkOutcome(const Lecture&, const std::filesystem::path&, const Settings&, const WorkControl&)>
      export_lecture;
  std::function<WorkOutcome(const Scene&, const std::filesystem::path&, const Settings&, const WorkControl&)> film;
  std::function<Result<std::string>(const AppState&)> figure;   ///< as a PNG file's bytes, for the clipboard
  std::function<Result<std::string>(const AppState&)> numbers;  ///< the query's, as text, for the clipboard
};

/// Opens the window and runs until it is closed or the system ends the program. Draws when something changed and sleeps
/// otherwise. Makes threads, and none may have been made before.
/// Errors  NoDisplay before anything is shown.
Status run_desktop(DesktopOptions options);

/// The window's picture as pixels: rows from the top, RGBA.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

struct PictureOptions {
  int width = 1440;
  int height = 900;
  Settings settings;
  std::optional<Panel> panel;  ///< opened before the picture is taken
  bool presented = false;      ///< as the room sees it
};

/// The main screen of a Scene, drawn by the same code as the window's, after its animations settled.
/// Errors  NoDisplay; OutOfLimits for a size that the driver cannot draw; what the reading failed with.
Result<Picture> take_picture(DesktopOptions options, const PictureOptions& picture);

/// The same at every one of these steps of the animation, one after the other. Each picture is handed over at once; the
/// first that is not taken ends it.
Status take_film(DesktopOptions options, const PictureOptions& picture, const std::vector<float>& steps,
                 const std::function<Status(Picture)>& take);

}  // namespace attnscope
