#include "io/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include "io/descriptor.h"

// The system's own, which no header of the standard declares.
extern char** environ;  // NOLINT(readability-redundant-declaration,cppcoreguidelines-avoid-non-const-global-variables)

namespace attnscope {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr int kPauseMilliseconds = 50;  ///< between two looks at whether to stop

/// What a child begins with: files and signals.
class ChildPlan {
 public:
  ChildPlan() {
    posix_spawn_file_actions_init(&files_);
    posix_spawnattr_init(&looks_);
  }
  ~ChildPlan() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&looks_);
  }
  ChildPlan(const ChildPlan&) = delete;
  ChildPlan& operator=(const ChildPlan&) = delete;

  void read_nothing_and_write_to(int pipe) {
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, pipe, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, pipe, STDERR_FILENO);
    // The window holds signals back in its threads; a child must hear them.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&looks_, &none);
    posix_spawnattr_setflags(&looks_, POSIX_SPAWN_SETSIGMASK);
  }

  [[nodiscard]] const posix_spawn_file_actions_t* files() const { return &files_; }
  [[nodiscard]] const posix_spawnattr_t* looks() const { return &looks_; }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t looks_{};
};

/// Cuts what comes into lines, at either kind of line's end: programs that count on one line use the other.
class Lines {
 public:
  explicit Lines(const std::function<void(std::string_view)>& tell) : tell_(tell) {}

  void add(std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '\n' || c == '\r') {
        end();
      } else if (line_.size() < kLongestLine) {
        line_ += c;
      }
    }
  }
  void end() {
    if (line_.empty()) return;
    if (tell_) tell_(line_);
    last_ = std::exchange(line_, {});
  }
  [[nodiscard]] const std::string& last() const { return last_; }

 private:
  const std::function<void(std::string_view)>& tell_;
  std::string line_, last_;
};

int wait_for_end(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Reads until the other end is closed. False where it was stopped before.
bool read_all(int from, Lines& lines, const std::stop_token& stop) {
  std::array<char, 4096> bytes{};
  while (!stop.stop_requested()) {
    pollfd waiting{.fd = from, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kPauseMilliseconds) <= 0) continue;
    const ssize_t count = read(from, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    lines.add({bytes.data(), static_cast<std::size_t>(count)});
  }
  return false;
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name, std::string_view path) {
  const auto runs = [](const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0;
  };
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string_view::npos)
    return runs(name) ? std::optional(std::filesystem::path(name)) : std::nullopt;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t end = std::min(path.find(':', from), path.size());
    const std::filesystem::path folder(path.substr(from, end - from));
    // A relative folder would mean another program wherever one stands.
    if (folder.is_absolute() && runs(folder / name)) return folder / name;
    from = end + 1;
  }
  return std::nullopt;
}

Status run_program(const std::filesystem::path& program, const std::vector<std::string>& words,
                   const std::function<void(std::string_view line)>& line, const std::stop_token& stop) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Error{ErrorCode::OutOfLimits, program.string(), "cannot be started: " + system_reason()};
  }
  const Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  ChildPlan plan;
  plan.read_nothing_and_write_to(theirs.get());

  std::vector<std::string> held{program.string()};
  held.insert(held.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  arguments.reserve(held.size() + 1);
  for (std::string& word : held) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawn(&child, program.c_str(), plan.files(), plan.looks(), arguments.data(), environ);
  if (failed != 0) {
    errno = failed;
    return Error{ErrorCode::NotFound, program.string(), "cannot be started: " + system_reason()};
  }
  theirs.close();

  Lines lines(line);
  const bool over = read_all(ours.get(), lines, stop);
  if (!over) kill(child, SIGKILL);
  const int status = wait_for_end(child);
  lines.end();
  if (!over) return Error{ErrorCode::Cancelled, program.string(), "was stopped"};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return Error{ErrorCode::Unreadable, program.string(), "failed: " + lines.last()};
}

}  // namespace attnscope
