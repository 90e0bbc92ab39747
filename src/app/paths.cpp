#include "app/paths.h"

#include <string>
#include <string_view>
#include <system_error>

#include "io/file.h"

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
struct FileKind {
  const char* xdg;
  const char* below_home;
  const char* windows;
  const char* file;
};

constexpr FileKind kState{"XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "attnscope/session.json"};
constexpr FileKind kProgress{"XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "attnscope/progress.json"};
constexpr FileKind kConfig{"XDG_CONFIG_HOME", ".config", "APPDATA", "attnscope/settings.json"};
constexpr FileKind kUserDirs{"XDG_CONFIG_HOME", ".config", "APPDATA", "user-dirs.dirs"};

path locate(const Environment& environment, const FileKind& kind) {
  if (const path xdg = folder(environment, kind.xdg); !xdg.empty()) return xdg / kind.file;
  if (const path home = folder(environment, "HOME"); !home.empty()) return home / kind.below_home / kind.file;
  if (const path windows = folder(environment, kind.windows); !windows.empty()) return windows / kind.file;
  return {};
}

/// What a line NAME="$HOME/folder" of user-dirs.dirs says; empty where there is no such folder.
path documents_folder(const Environment& environment) {
  constexpr std::string_view kName = "\nXDG_DOCUMENTS_DIR=\"";
  constexpr std::string_view kHome = "$HOME/";
  constexpr std::size_t kMaxBytes = 1 << 16;
  const Result<std::string> file = read_text_file(locate(environment, kUserDirs), kMaxBytes);
  const std::string lines = "\n" + (file ? *file : "");
  const std::size_t at = lines.find(kName);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + kName.size();
  const std::string value = lines.substr(begin, lines.find('"', begin) - begin);
  const path said = value.starts_with(kHome) ? folder(environment, "HOME") / value.substr(kHome.size()) : path(value);
  std::error_code ignored;
  return said.is_absolute() && std::filesystem::is_directory(said, ignored) ? said : path{};
}

path hub_folder_by(const Environment& environment) {
  if (path hub = folder(environment, "HF_HUB_CACHE"); !hub.empty()) return hub;
  if (const path home = folder(environment, "HF_HOME"); !home.empty()) return home / "hub";
  if (const path cache = folder(environment, "XDG_CACHE_HOME"); !cache.empty()) return cache / "huggingface" / "hub";
  const path home = folder(environment, "HOME");
  return home.empty() ? path{} : home / ".cache" / "huggingface" / "hub";
}

}  // namespace

AppPaths app_paths(const Environment& environment) {
  const path documents = documents_folder(environment);
  return {.state_file = locate(environment, kState),
          .settings_file = locate(environment, kConfig),
          .progress_file = locate(environment, kProgress),
          .documents = documents.empty() ? folder(environment, "HOME") : documents,
          .hub = hub_folder_by(environment)};
}

}  // namespace attnscope
