#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "core/result.h"
#include "io/descriptor.h"

namespace attnscope {

/// A regular file in memory: only what is touched is read, and the system may drop it again. Whoever uses its bytes
/// shares it.
///
/// Touching what somebody has meanwhile cut off would end the program with a signal; here such bytes are zeros.
/// Whoever worked with the bytes asks unchanged() before trusting the result. Any thread.
class MappedFile {
 public:
  /// Errors  NotFound; Unreadable: a folder, a device, or the system refused; Truncated: empty.
  static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);

  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// All of it, as long as it was when it was opened.
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Whether the bytes are still what they were.
  /// Errors  Truncated: the file is shorter now; Unreadable: it was written to.
  [[nodiscard]] Status unchanged() const;

 private:
  MappedFile(std::filesystem::path path, Descriptor file, struct stat opened, std::span<const std::byte> bytes);

  std::filesystem::path path_;
  Descriptor file_;
  struct stat opened_;  ///< what the system said of the file then
  std::span<const std::byte> bytes_;
};

}  // namespace attnscope
