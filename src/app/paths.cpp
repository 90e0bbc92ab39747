#include "app/paths.h"

namespace attnscope {
namespace {

using std::filesystem::path;

/// The variable's folder, if it is set to an absolute one.
path folder(const Environment& environment, const char* name) {
  const char* value = environment(name);
  if (value == nullptr || *value == '\0') return {};
  path folder(value);
  return folder.is_absolute() ? folder : path{};
}

/// What a kind of file is kept under.
struct Kind {
  const char* xdg;
  const char* below_home;
  const char* windows;
  const char* file;
};

constexpr Kind kState{"XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "attnscope/session.json"};
constexpr Kind kConfig{"XDG_CONFIG_HOME", ".config", "APPDATA", "attnscope/settings.json"};

path locate(const Environment& environment, const Kind& kind) {
  if (const path xdg = folder(environment, kind.xdg); !xdg.empty()) return xdg / kind.file;
  if (const path home = folder(environment, "HOME"); !home.empty()) return home / kind.below_home / kind.file;
  if (const path windows = folder(environment, kind.windows); !windows.empty()) return windows / kind.file;
  return {};
}

}  // namespace

AppPaths app_paths(const Environment& environment) {
  return {.state_file = locate(environment, kState), .settings_file = locate(environment, kConfig)};
}

}  // namespace attnscope
