#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/action.h"
#include "app/reader.h"
#include "app/scene.h"
#include "app/worked_examples.h"
#include "core/result.h"
#include "figure/picture.h"
#include "text/tokenizer.h"

namespace attnscope::cli {

/// The picture of the real window that `shot` asks for.
struct ShotRequest {
  Scene scene;
  int width = 0;  ///< of the window's content, in pixels; likewise height
  int height = 0;
  Theme theme = Theme::Dark;
  ColourMap colours = ColourMap::Magma;
  float ui_scale = 1.0F;   ///< kMinUiScale ... kMaxUiScale
  bool presented = false;  ///< as a room sees it
};

/// The pictures that `film` asks for: the same scene at these steps of its animation, one after the other.
struct FilmRequest : ShotRequest {
  std::vector<float> steps;
};

/// What the command line says of the window to open.
struct WindowRequest {
  std::optional<Scene> scene;       ///< instead of the session's
  std::optional<std::string> open;  ///< a lecture file, to be opened
};

/// What only the window can do. Injected, so that the commands need no OpenGL.
struct Shell {
  /// The window's pixels after its animations have settled.
  std::function<Result<figure::Picture>(const ShotRequest&)> shot;
  /// Likewise at every step. Each picture is handed over at once; the first that is not taken ends it.
  std::function<Status(const FilmRequest&, const std::function<Status(const figure::Picture&)>& take)> film;
  /// Runs the window until it is closed; the process's exit status.
  std::function<int(const WindowRequest&)> open_window;
  std::string program_path;  ///< the folders in which other programs are looked for, as in $PATH
};

/// The models that the commands can open.
struct Models {
  OpenSource open;                                                       ///< by name or folder
  std::function<Result<std::vector<SourceCard>>()> list;                 ///< what can be opened by name
  std::function<Result<WorkedExample>(const std::string& name)> worked;  ///< a worked example
  /// By name or folder, of which nothing but the tokenizer is read.
  std::function<Result<Tokenizer>(const std::string&)> open_tokenizer;
  std::shared_ptr<Workers> workers = nullptr;  ///< who helps with a pass; null: nobody
};

/// How the program ends.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,     ///< the work failed
  kWrongCall = 2,  ///< the call was wrong
};

/// The command line: runs a command, or opens the window where none is named. Data goes to `out`, one line a message
/// to `err`. argv: as main() gets it. No exception leaves it.
int run(int argc, const char* const* argv, const Shell& shell, const Models& models, std::ostream& out,
        std::ostream& err);

}  // namespace attnscope::cli
