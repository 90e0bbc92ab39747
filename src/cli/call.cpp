#include "cli/call.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "io/quote.h"
#include "text/unicode.h"
#include "version.h"

namespace attnscope::cli {
namespace {

const std::string kProgram = "attnscope";

const std::vector<Option> kWindowOptions{{"--model", "M", "a model's name or folder"}};

std::string overall_help() {
  std::string text = kProgram + ": " + std::string(kDescription) +
                     "\n\n"
                     "  attnscope [SCENE.json | MODEL_DIR | CAPTURE] [--model M]   opens the window\n"
                     "  attnscope COMMAND [options]                                works without one\n"
                     "\nCommands:\n";
  std::size_t widest = 0;
  for (const Command& command : commands()) widest = std::max(widest, command.name.size());
  for (const Command& command : commands()) {
    text += "  " + std::string(command.name) + std::string(widest + 2 - command.name.size(), ' ') +
            std::string(command.help) + "\n";
  }
  return text +
         "\n'attnscope COMMAND --help' tells its options; 'attnscope --version' the version.\n"
         "Layers, heads and tokens are counted from 1. Results go to standard output, messages to standard error.\n"
         "Exit status: 0 done, 1 the work failed, 2 the call was wrong.\n";
}

Error wrong(const std::string& where, std::string what) { return {ErrorCode::InvalidArgument, where, std::move(what)}; }

Status check_bytes(const std::vector<std::string>& args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (const auto bad = first_bad_byte(args[i])) {
      return wrong("argument " + std::to_string(i + 1),
                   "byte " + std::to_string(*bad + 1) + " is not UTF-8; convert the argument first");
    }
  }
  return {};
}

bool is_option(const std::vector<Option>& options, std::string_view arg) {
  const std::string_view name = arg.substr(0, arg.find('='));
  return arg == "--help" || arg == "-h" ||
         std::any_of(options.begin(), options.end(), [name](const Option& option) { return option.name == name; });
}

/// A value may begin with a dash ("- he said"): tied to its option it is not taken for one.
std::vector<std::string> with_tied_values(const std::vector<Option>& options, const std::vector<std::string>& args) {
  std::vector<std::string> tied;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool takes_value = args[i] != "--help" && args[i] != "-h" && is_option(options, args[i]) &&
                             args[i].find('=') == std::string::npos && i + 1 < args.size();
    if (takes_value && args[i + 1].starts_with('-') && !is_option(options, args[i + 1])) {
      tied.push_back(args[i] + "=" + args[i + 1]);
      ++i;
    } else {
      tied.push_back(args[i]);
    }
  }
  return tied;
}

std::string names_of(const std::vector<Option>& options) {
  std::string names;
  for (const Option& option : options) names += (names.empty() ? "" : ", ") + std::string(option.name);
  return names.empty() ? "it has none" : "its options are " + names;
}

/// What CLI11 found wrong, as one line.
Error to_error(const CLI::ParseError& error, const std::string& where, const std::vector<Option>& options) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return wrong(where, printable(error.what()) + "; " + names_of(options));
  }
  return wrong(where, printable(error.what()) + "; '" + where + " --help' tells its options");
}

/// Parses with CLI11. positional: where a word without an option goes; null where there is none.
/// A help is an answer, not an error.
Result<std::optional<std::string>> parse_options(const std::string& name, const std::string& help,
                                                 const std::vector<Option>& options,
                                                 const std::vector<std::string>& args, Values& values,
                                                 std::optional<std::string>* positional) {
  CLI::App app(help, name);
  app.set_help_flag("-h,--help", "print this and end");
  std::vector<std::string> typed(options.size());  // never grows: CLI11 keeps references
  std::vector<CLI::Option*> known;
  for (std::size_t i = 0; i < options.size(); ++i) {
    known.push_back(app.add_option(std::string(options[i].name), typed[i], std::string(options[i].help))
                        ->type_name(std::string(options[i].value))
                        ->required(options[i].required));
  }
  std::string path;
  CLI::Option* rest = positional != nullptr ? app.add_option("PATH", path) : nullptr;

  std::vector<std::string> reversed = with_tied_values(options, args);
  std::reverse(reversed.begin(), reversed.end());  // as CLI11 takes them
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return std::optional(app.help());
  } catch (const CLI::ParseError& error) {
    return to_error(error, name, options);
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (known[i]->count() > 0) values.set(options[i].name, typed[i]);
  }
  if (rest != nullptr && rest->count() > 0) *positional = path;
  return std::optional<std::string>();
}

Result<Call> parse_command(const Command& command, const std::vector<std::string>& args) {
  CommandCall call{&command, {}};
  const Result<std::optional<std::string>> help =
      parse_options(kProgram + " " + std::string(command.name), std::string(command.help), command.options(), args,
                    call.values, nullptr);
  if (!help) return help.error();
  return *help ? Call(PrintCall{**help}) : Call(std::move(call));
}

Result<Call> parse_window(const std::vector<std::string>& args) {
  if (args.size() == 1 && args[0] == "--version") {
    return Call(PrintCall{kProgram + " " + std::string(kVersion) + "\n"});
  }
  WindowCall call;
  Values values;
  const Result<std::optional<std::string>> help =
      parse_options(kProgram, std::string(kDescription), kWindowOptions, args, values, &call.path);
  if (!help) return help.error();
  if (*help) return Call(PrintCall{overall_help()});
  call.model = values.find("--model");
  return Call(std::move(call));
}

}  // namespace

Result<Call> parse_call(const std::vector<std::string>& args) {
  if (const Status bytes = check_bytes(args); !bytes) return bytes.error();
  if (!args.empty()) {
    for (const Command& command : commands()) {
      if (command.name == args[0]) return parse_command(command, {args.begin() + 1, args.end()});
    }
  }
  return parse_window(args);
}

}  // namespace attnscope::cli
