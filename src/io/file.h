#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace attnscope {

/// A regular file that is open for reading at any place. Bytes are copied out rather than mapped: a file that somebody
/// cuts short meanwhile is then an Error, where touching its mapping would end the program with a signal. Only what is
/// asked for is read, so a large checkpoint costs memory only for the tensors that are used.
class InputFile {
 public:
  /// Errors  NotFound; Unreadable: a folder, a device, or the system refused; Truncated: empty.
  static Result<InputFile> open(const std::filesystem::path& path);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  /// Fills `out` with the bytes from `offset` on.
  /// Errors  Truncated: the file ends before; Unreadable.
  [[nodiscard]] Status read(std::uint64_t offset, std::span<std::byte> out) const;

  /// As it was when the file was opened.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  InputFile(std::filesystem::path path, int descriptor, std::uint64_t size);

  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// The whole file.
/// Errors  as InputFile's, and OutOfLimits where it holds more than max_bytes. An empty file is an empty string.
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Makes `bytes` the content of `path`, or leaves what was there: a temporary file in the same folder is written,
/// forced to the disk and renamed over it. A link is followed, permissions are kept, and a device or pipe is written as
/// it is. Errors  Unwritable.
Status write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace attnscope
