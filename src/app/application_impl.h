#pragma once

#include <optional>
#include <vector>

#include "app/application.h"
#include "app/autosave.h"
#include "app/history.h"
#include "app/notices.h"
#include "app/player.h"
#include "app/viewer.h"

namespace attnscope {

/// What stands behind an Application: the history and the files on one side, the Viewer on the other, and between them
/// the AppState that is made from both.
struct Application::Impl {
  explicit Impl(Options options);

  void dispatch(const Actions& actions, Seconds now);
  bool update(Seconds now);
  bool settle(std::chrono::milliseconds at_most);
  Status save();

  // Actions: application_actions.cpp.
  void edit(const Edit& edit);
  void command(const Command& command);
  void open(const std::filesystem::path& path);
  void save_to(const std::filesystem::path& path);
  /// Notes the folder of a file that could be used, for the next one.
  void remember_folder_of(const std::filesystem::path& file);
  /// Exports and copies that waited for the reading they are meant to show.
  void run_postponed();
  Result<std::string> show_outside(const Command& command);

  // Keeping in step: application.cpp.
  void restore_files();
  void take_outcome();
  void keep_query(const Reading& reading);
  bool animate();
  void follow();
  void save_what_is_due();
  void publish();

  Options options;
  AppState state;
  History history;
  Player player;
  Notices notices;
  Autosave session;
  Autosave settings;
  std::vector<Command> postponed;
  std::optional<Error> look_error;  ///< the one that was told last
  Seconds now = 0;
  bool changed = true;  ///< something happened that no update() has reported yet
  bool moving = false;
  bool in_step = false;  ///< whether the reading is the one that the Scene asks for
  bool finished = false;

  Viewer viewer;  ///< last: its thread uses what stands above until it has ended
};

}  // namespace attnscope
