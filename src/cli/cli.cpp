#include "cli/cli.h"

#include <exception>
#include <ostream>
#include <string>

#include "app/open_file.h"
#include "cli/call.h"
#include "io/quote.h"
#include "text/unicode.h"

namespace attnscope::cli {
namespace {

std::string command_names() {
  std::string names;
  for (const Command& command : commands()) names += (names.empty() ? "" : ", ") + std::string(command.name);
  return names;
}

Result<WindowRequest> window_request(const WindowCall& call) {
  if (!call.path && !call.model) return WindowRequest{};
  Scene scene = first_scene();
  if (call.path) {
    std::error_code ignored;
    if (!std::filesystem::exists(*call.path, ignored)) {
      return Error{ErrorCode::InvalidArgument, quote(*call.path),
                   "is no command and no file; the commands are " + command_names()};
    }
    Result<FileContent> opened = open_file(*call.path);
    if (!opened) return opened.error();
    if (std::holds_alternative<ModelFolder>(*opened)) {
      scene.model = *call.path;
    } else if (Scene* const found = std::get_if<Scene>(&*opened)) {
      scene = std::move(*found);
    } else if (call.model) {
      const std::string_view what = std::holds_alternative<Lesson>(*opened) ? "a lesson" : "a lecture";
      return Error{ErrorCode::InvalidArgument, "--model", std::string(what) + "'s scenes name their models"};
    } else {
      return WindowRequest{.scene = std::nullopt, .open = call.path};  // sound, so that the window can read it
    }
  }
  if (call.model) {
    if (!call.path && is_worked_name(*call.model)) scene = Scene{};  // it has words of its own
    if (scene.model != *call.model) scene.worked.reset();
    scene.model = *call.model;
  }
  if (const Status name = check_model_name(scene.model); !name) return name.error();
  return WindowRequest{.scene = std::move(scene), .open = std::nullopt};
}

int fail(const Error& error, std::ostream& err) {
  err << "attnscope: " << printable(to_line(error)) << "\n";
  return error.code == ErrorCode::InvalidArgument ? kWrongCall : kFailed;
}

int act(const Call& call, const Context& context) {
  if (const auto* print = std::get_if<PrintCall>(&call)) {
    context.out << print->text;
    return kDone;
  }
  if (const auto* command = std::get_if<CommandCall>(&call)) {
    const Status done = command->command->run(command->values, context);
    return done ? kDone : fail(done.error(), context.err);
  }
  const Result<WindowRequest> request = window_request(std::get<WindowCall>(call));
  return request ? context.shell.open_window(*request) : fail(request.error(), context.err);
}

}  // namespace

int run(int argc, const char* const* argv, const Shell& shell, const Models& models, std::ostream& out,
        std::ostream& err) {
  // The only exceptions left are those of memory running out and of other people's libraries.
  try {
    const std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
    const Result<Call> call = parse_call(args);
    if (!call) return fail(call.error(), err);
    const int status = act(*call, {shell, models, out, err});
    out.flush();
    if (!out) return fail({ErrorCode::Unwritable, "standard output", "cannot be written"}, err);
    return status;
  } catch (const std::exception& error) {
    return fail({ErrorCode::OutOfLimits, "attnscope", error.what()}, err);
  }
}

}  // namespace attnscope::cli
