#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/seconds.h"
#include "core/result.h"
#include "io/folder_lock.h"

namespace attnscope {

/// One small file that follows what the person does: written whole, a moment after the last change, on a thread of its
/// own, because forcing bytes to a disk can take longer than a frame. It never looks at a clock itself. Without a file
/// it does nothing.
class Autosave {
 public:
  static constexpr Seconds kPause = 0.7;     ///< after the last change
  static constexpr Seconds kAtLatest = 5.0;  ///< after the first unsaved change, however busy the hands are
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;  ///< more is neither read nor written

  explicit Autosave(std::filesystem::path file) : file_(std::move(file)) {}

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  /// From here on the file is written only while no other program has claimed it: whoever came first, until it is gone.
  /// Returns whether this one may.
  bool claim();
  /// The same claim as that of another file in this folder.
  void share_claim(const Autosave& other) { lock_ = other.lock_; }

  /// What the file holds; none where there is no file yet.
  Result<std::optional<std::string>> load();
  /// Renames a file that cannot be used to NAME.bad (NAME.2.bad ... where that is taken), so that nothing is lost.
  /// When that fails, nothing will be written over it either. Returns the new name.
  Result<std::filesystem::path> set_aside();

  void touch(Seconds now);
  /// When begin_save() is due; none where nothing changed.
  [[nodiscard]] std::optional<Seconds> due() const { return due_; }
  /// Begins to write the text unless the file holds it already; while an earlier text is still being written, that is
  /// put off. done: called on the other thread afterwards.
  void begin_save(std::string text, Seconds now, std::function<void()> done);
  /// What became of it, once, when it is over. After a failure nothing is due again before the next change.
  Status take_outcome();
  /// Writes the text unless the file holds it already, and returns when that is over.
  Status save(std::string_view text);

 private:
  [[nodiscard]] bool writing() const;
  bool may_write() { return !lock_ || lock_->take(); }
  Status finish();

  std::filesystem::path file_;
  std::shared_ptr<FolderLock> lock_;  ///< after claim()
  std::optional<std::string> on_disk_;
  std::optional<Seconds> due_;
  Seconds unsaved_since_ = 0;
  std::future<Status> written_;  ///< valid while a write is under way or its outcome has not been taken
  std::string being_written_;
};

}  // namespace attnscope
