#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "core/result.h"

namespace attnscope {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }
  int release();
  /// Closing can be the call that reports a full disk.
  bool close();

 private:
  int number_;
};

/// What the system says of the call that has just failed.
std::string system_reason();

/// An open regular file and what the system said of it at that moment.
struct RegularFile {
  Descriptor descriptor;
  struct stat info {};

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(info.st_size); }
};

/// Opens a regular file for reading.
/// Errors  NotFound; Unreadable: a folder, a device, or the system refused.
Result<RegularFile> open_regular(const std::filesystem::path& path);

}  // namespace attnscope
