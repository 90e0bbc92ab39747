#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "app/application_impl.h"
#include "app/describe.h"
#include "app/overloaded.h"
#include "app/plans/working_text.h"

namespace attnscope {
namespace {

std::filesystem::path whole_path(const std::filesystem::path& path) {
  std::error_code failed;
  return std::filesystem::absolute(path, failed).lexically_normal();  // empty where it failed
}

constexpr Seconds kWaitToldAfter = 0.3;

}  // namespace

void Application::Impl::open(const std::filesystem::path& path) {
  openings.add([this, path]() -> Errands::Rest {
    return [this, path, opened = open_file(path)]() mutable { return show_opened(path, std::move(opened)); };
  });
}

WorkOutcome Application::Impl::show_opened(const std::filesystem::path& path, Result<FileContent> opened) {
  if (!opened) return opened.error();
  remember_folder_of(path);
  const std::string whole = whole_path(path).string();
  std::visit(Overloaded{[&](const ModelFolder&) { edit(SetModel{whole}); },
                        [&](Scene& found) { edit(SetScene{std::move(found)}); },
                        [&](Lecture& found) { open_lecture(std::move(found)); },
                        [&](Lesson& found) { show_lesson(teacher.start(whole, std::move(found), history.current())); }},
             *opened);
  return std::string();
}

Errands::Errand Application::Impl::writing(const std::filesystem::path& path, std::function<Status()> write,
                                           std::string_view said) {
  return [this, path, write = std::move(write), said]() -> Errands::Rest {
    return [this, path, written = write(), said]() -> WorkOutcome {
      if (!written) return written.error();
      remember_folder_of(path);
      return std::string(said) + " " + path.string();
    };
  };
}

void Application::Impl::save_as(const std::filesystem::path& path, std::function<Status()> save) {
  outputs.add(writing(path, std::move(save), "Saved as"));
}

void Application::Impl::remember_folder_of(const std::filesystem::path& file) {
  const std::string folder = whole_path(file).parent_path().string();
  // The settings hold what a model's folder may be called as well.
  if (!check_model_name(folder) || folder == state.settings.folder) return;
  state.settings.folder = folder;
  settings.touch(now);
}

void Application::Impl::run_postponed() {
  // A figure shows what the Scene asks for, not what was there before; the working, what the layer does with it too.
  if (state.busy || viewer.asks_layer()) return;
  for (const Command& command : std::exchange(postponed, {})) {
    changed = true;
    if (Result<Errands::Errand> errand = outside(command)) {
      outputs.add(std::move(*errand));
      wait_told_at = now + kWaitToldAfter;
    } else {
      notices.complain(errand.error());
    }
  }
}

Errands::Errand Application::Impl::copying(std::function<std::string()> write, std::string_view said) {
  if (!options.copy_text) return {};
  return [this, write = std::move(write), said]() -> Errands::Rest {
    return [this, text = write(), said]() -> WorkOutcome {
      options.copy_text(text);
      return std::string(said);
    };
  };
}

Errands::Errand Application::Impl::copying_figure(const std::shared_ptr<const AppState>& shown) {
  if (!options.draw_copy) return {};
  return [this, shown]() -> Errands::Rest {
    return [put = options.draw_copy(*shown)]() -> WorkOutcome {
      const Result<Copied> copied = put();
      if (!copied) return copied.error();
      return std::string(*copied == Copied::FigureAndNumbers ? "Copied the figure and its numbers"
                                                             : "Copied the numbers; no figure can be copied here");
    };
  };
}

Errands::Errand Application::Impl::exporting(const std::string& path, const std::shared_ptr<const AppState>& shown) {
  if (!options.write_export) return {};
  return writing(
      path, [this, shown, path] { return options.write_export(*shown, path); }, "Exported to");
}

Result<Errands::Errand> Application::Impl::outside(const Command& command) {
  if (hides(state.scene)) return Error{ErrorCode::InvalidArgument, "", "reveal first: a figure would tell"};
  if (!query_input(state) || !in_step) {
    return Error{ErrorCode::InvalidArgument, "", "there is no figure of this sentence yet; type one, or undo"};
  }
  auto copy = std::make_shared<AppState>(state);
  copy->beside.reset();  // its Viewer goes on with it, and nothing that is drawn here shows it
  const std::shared_ptr<const AppState> shown = std::move(copy);

  Errands::Errand errand;
  if (const auto* file = std::get_if<ExportTo>(&command)) {
    errand = exporting(file->path, shown);
  } else if (const auto* working = std::get_if<CopyWorking>(&command)) {
    const auto write = working->csv ? &working_csv : &working_text;
    const auto write_shown = [shown, write] {
      const std::optional<QueryInput> input = query_input(*shown);
      return input ? write(*input, shown->query, shown->layer.get()) : std::string();
    };
    errand = copying(write_shown, working->csv ? "Copied the working as CSV" : "Copied the working");
  } else if (std::holds_alternative<CopyDescription>(command)) {
    errand = copying([shown] { return describe(*shown); }, "Copied a description in words");
  } else {
    errand = copying_figure(shown);
  }
  if (!errand) return Error{ErrorCode::Unsupported, "", "this is not possible here"};
  return errand;
}

void Application::Impl::take_errands() {
  for (Errands* const errands : {&openings, &outputs}) {
    while (const std::optional<Errands::Rest> rest = errands->take()) tell((*rest)());
  }
}

void Application::Impl::tell_wait() {
  if (!outputs.busy()) wait_told_at.reset();
  if (!wait_told_at || now < *wait_told_at) return;
  wait_told_at.reset();
  notices.remind("Still drawing: a large figure takes a while");
  changed = true;
}

void Application::Impl::finish_errands() {
  constexpr std::chrono::hours kAsLongAsItTakes{24};
  for (Errands* const errands : {&openings, &outputs}) {
    while (errands->busy()) {
      errands->wait(kAsLongAsItTakes);
      take_errands();
    }
  }
}

}  // namespace attnscope
