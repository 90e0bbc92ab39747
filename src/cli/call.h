#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/command.h"

namespace attnscope::cli {

/// Text to print, and nothing else to do: a help or the version.
struct PrintCall {
  std::string text;
};

struct CommandCall {
  const Command* command = nullptr;
  Values values;
};

struct WindowCall {
  std::optional<std::string> path;   ///< a scene file, a model's folder or a capture
  std::optional<std::string> model;  ///< a model's name or folder
};

/// What a command line asks for.
using Call = std::variant<PrintCall, CommandCall, WindowCall>;

/// args: without the program's name.
/// Errors  InvalidArgument: an option that is not known, missing, without its value or given twice; bytes that are not
///         UTF-8. `where` is the command.
Result<Call> parse_call(const std::vector<std::string>& args);

}  // namespace attnscope::cli
