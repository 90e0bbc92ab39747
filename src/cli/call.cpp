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

/// What is wrong with an option that is there too often, without its value, or with one that it does not take.
Error misspelled(const Option& option) {
  const std::string name(option.name);
  if (option.is_switch()) return wrong(name, "takes no value and is given once");
  return wrong(name, "takes one value, once: " + name + " " + std::string(option.value));
}

/// The option that this argument is, also in the form --name=value; null where it is none.
const Option* find_option(const std::vector<Option>& options, std::string_view arg) {
  const std::string_view name = arg.substr(0, arg.find('='));
  const auto found = std::find_if(options.begin(), options.end(), [name](const Option& o) { return o.name == name; });
  return found == options.end() ? nullptr : &*found;
}

bool is_help(std::string_view arg) { return arg == "--help" || arg == "-h"; }

/// Spells every option and its value as CLI11 cannot mistake them: a value that begins with a dash is tied to its
/// option ("--text=- he said"), and an empty one is not ("--text", "").
Result<std::vector<std::string>> spelled_out(const std::vector<Option>& options, const std::vector<std::string>& args) {
  std::vector<std::string> spelled;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Option* option = find_option(options, args[i]);
    if (option == nullptr) {
      spelled.push_back(args[i]);
      continue;
    }
    const std::size_t equals = args[i].find('=');
    if (option->is_switch()) {
      if (equals != std::string::npos) return misspelled(*option);
      spelled.push_back(args[i]);
      continue;
    }
    std::string value = equals == std::string::npos ? "" : args[i].substr(equals + 1);
    if (equals == std::string::npos) {
      const bool has_value = i + 1 < args.size() && !is_help(args[i + 1]) && !find_option(options, args[i + 1]);
      if (!has_value) return misspelled(*option);
      value = args[++i];
    }
    const std::string name(option->name);
    if (value.starts_with('-')) {
      spelled.push_back(name);
      spelled.back().append("=").append(value);
    } else {
      spelled.insert(spelled.end(), {name, value});
    }
  }
  return spelled;
}

std::string names_of(const std::vector<Option>& options) {
  std::string names;
  for (const Option& option : options) names += (names.empty() ? "" : ", ") + std::string(option.name);
  return names;
}

/// What CLI11 found wrong, in our words. where: the command, or empty; unknown: what was left over.
Error to_error(const CLI::ParseError& error, const std::string& where, const std::vector<Option>& options,
               const std::vector<std::string>& unknown) {
  // CLI11 begins what it says of an option with the option's name.
  const std::string_view said = error.what();
  if (const Option* option = find_option(options, said.substr(0, said.find_first_of(": ")))) {
    if (dynamic_cast<const CLI::RequiredError*>(&error) == nullptr) return misspelled(*option);
    const std::string name(option->name);
    return wrong(name, "is missing; give " + name + " " + std::string(option->value));
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !unknown.empty()) {
    const auto dashed = std::find_if(unknown.begin(), unknown.end(), [](auto& arg) { return arg.starts_with('-'); });
    const std::string names = names_of(options);
    return wrong(where, quote(dashed == unknown.end() ? unknown.front() : *dashed) + " was not expected; " +
                            (names.empty() ? "there are no options" : "the options are " + names));
  }
  return wrong(where, printable(said) + "; --help tells the options");
}

/// Parses with CLI11. where: the command, or empty; positional: where a word without an option goes; null where there
/// is none. A help is an answer, not an error.
Result<std::optional<std::string>> parse_options(const std::string& where, const std::string& help,
                                                 const std::vector<Option>& options,
                                                 const std::vector<std::string>& args, Values& values,
                                                 std::optional<std::string>* positional) {
  CLI::App app(help, kProgram + (where.empty() ? "" : " ") + where);
  app.set_help_flag("-h,--help", "print this and end");
  std::vector<std::string> typed(options.size());  // never grows: CLI11 keeps references
  std::vector<CLI::Option*> known;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string name(options[i].name);
    const std::string what(options[i].help);
    known.push_back(options[i].is_switch()
                        ? app.add_flag(name, what)->multi_option_policy(CLI::MultiOptionPolicy::Throw)
                        : app.add_option(name, typed[i], what)
                              ->type_name(std::string(options[i].value))
                              ->required(options[i].required));
  }
  std::string path;
  CLI::Option* rest = positional != nullptr ? app.add_option("PATH", path) : nullptr;

  Result<std::vector<std::string>> spelled = spelled_out(options, args);
  if (!spelled) return spelled.error();
  std::reverse(spelled->begin(), spelled->end());  // as CLI11 takes them
  try {
    app.parse(*spelled);
  } catch (const CLI::CallForHelp&) {
    return std::optional(app.help());
  } catch (const CLI::ParseError& error) {
    return to_error(error, where, options, app.remaining());
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (known[i]->count() > 0) values.set(options[i].name, typed[i]);
  }
  if (rest != nullptr && rest->count() > 0) *positional = path;
  return std::optional<std::string>();
}

Result<Call> parse_command(const Command& command, const std::vector<std::string>& args) {
  CommandCall call{&command, {}};
  const Result<std::optional<std::string>> help = parse_options(std::string(command.name), std::string(command.help),
                                                                command.options(), args, call.values, nullptr);
  if (!help) return help.error();
  if (*help) return Call(PrintCall{**help});
  return Call(std::move(call));
}

Result<Call> parse_window(const std::vector<std::string>& args) {
  if (args.size() == 1 && args[0] == "--version") {
    return Call(PrintCall{kProgram + " " + std::string(kVersion) + "\n"});
  }
  WindowCall call;
  Values values;
  const Result<std::optional<std::string>> help =
      parse_options("", std::string(kDescription), kWindowOptions, args, values, &call.path);
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
