#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <vector>

#include "app/action.h"
#include "app/reader.h"
#include "app/scene.h"
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
  float ui_scale = 1.0F;  ///< kMinUiScale ... kMaxUiScale
};

/// What the command line says of the window to open.
struct WindowRequest {
  std::optional<Scene> scene;  ///< instead of the session's
};

/// What only the window can do. Injected, so that the commands need no OpenGL.
struct Shell {
  /// The window's pixels after its animations have settled.
  std::function<Result<figure::Picture>(const ShotRequest&)> shot;
  /// Runs the window until it is closed; the process's exit status.
  std::function<int(const WindowRequest&)> open_window;
};

/// The models that the commands can open.
struct Models {
  OpenSource open;                                        ///< by name or folder
  std::function<Result<std::vector<SourceCard>>()> list;  ///< what can be opened by name
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
