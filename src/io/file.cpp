#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace attnscope {

namespace {

/// What the system says of the call that has just failed.
std::string reason() { return std::generic_category().message(errno); }

Error unreadable(const std::filesystem::path& path, ErrorCode code, std::string what) {
  return Error{code, path.string(), std::move(what)};
}

/// Owns a file descriptor for the length of a scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool ok() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }
  /// Closing can be the call that reports a full disk.
  bool close() { return ::close(release()) == 0; }

 private:
  int number_;
};

/// Opens a regular file, whatever its size. Without O_NONBLOCK a pipe without a writer would never open.
Result<std::pair<int, std::uint64_t>> open_regular(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) {
    if (errno == ENOENT || errno == ENOTDIR) return unreadable(path, ErrorCode::NotFound, "no such file");
    return unreadable(path, ErrorCode::Unreadable, "cannot be opened: " + reason());
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return unreadable(path, ErrorCode::Unreadable, "cannot be read: " + reason());
  if (S_ISDIR(info.st_mode)) return unreadable(path, ErrorCode::Unreadable, "is a folder, expected a file");
  if (!S_ISREG(info.st_mode)) {
    return unreadable(path, ErrorCode::Unreadable, "is a device or pipe, expected a file; copy it to a file first");
  }
  return std::pair{file.release(), static_cast<std::uint64_t>(info.st_size)};
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Error unwritable(const std::filesystem::path& path) {
  return Error{ErrorCode::Unwritable, path.string(), "cannot be written: " + reason()};
}

Status write_device(const std::filesystem::path& path, std::string_view bytes) {
  Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!device.ok() || !write_all(device.get(), bytes) || !device.close()) return unwritable(path);
  return {};
}

/// The permissions of the file that is there, or what the system gives new files.
mode_t wanted_mode(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) return info.st_mode & 07777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

Status replace(const std::filesystem::path& target, std::string_view bytes) {
  std::string temporary = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.ok()) return unwritable(target);
  const bool written = write_all(file.get(), bytes) && ::fchmod(file.get(), wanted_mode(target)) == 0 &&
                       ::fsync(file.get()) == 0 && file.close() && ::rename(temporary.c_str(), target.c_str()) == 0;
  if (!written) {
    const Error error = unwritable(target);  // before unlink() says something else
    ::unlink(temporary.c_str());
    return error;
  }
  // The new name survives a power cut only once the folder is on the disk too; some file systems cannot, which is fine.
  const Descriptor folder(
      ::open(target.parent_path().empty() ? "." : target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.ok()) ::fsync(folder.get());
  return {};
}

}  // namespace

InputFile::InputFile(std::filesystem::path path, int descriptor, std::uint64_t size)
    : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<InputFile> InputFile::open(const std::filesystem::path& path) {
  const auto opened = open_regular(path);
  if (!opened) return opened.error();
  InputFile file(path, opened->first, opened->second);
  if (file.size() == 0) return unreadable(path, ErrorCode::Truncated, "the file is empty");
  return file;
}

Status InputFile::read(std::uint64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    const ssize_t got = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path_, ErrorCode::Unreadable, "cannot be read: " + reason());
    if (got == 0) {
      return unreadable(path_, ErrorCode::Truncated,
                        "ends at byte " + std::to_string(offset) + ", expected " + std::to_string(out.size()) +
                            " more; copy the file again");
    }
    offset += static_cast<std::uint64_t>(got);
    out = out.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes) {
  Result<InputFile> file = InputFile::open(path);
  if (!file) {
    if (file.error().code == ErrorCode::Truncated) return std::string();
    return file.error();
  }
  if (file->size() > max_bytes) {
    return unreadable(
        path, ErrorCode::OutOfLimits,
        "holds " + std::to_string(file->size()) + " bytes, expected at most " + std::to_string(max_bytes));
  }
  std::string text(static_cast<std::size_t>(file->size()), '\0');
  if (const Status read = file->read(0, std::as_writable_bytes(std::span(text))); !read) return read.error();
  return text;
}

Status write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  const std::filesystem::path resolved = std::filesystem::canonical(path, ignored);  // empty for a new file
  const std::filesystem::path& target = resolved.empty() ? path : resolved;
  switch (std::filesystem::status(target, ignored).type()) {
    case std::filesystem::file_type::directory:
      return Error{ErrorCode::Unwritable, path.string(), "is a folder, expected the name of a file"};
    case std::filesystem::file_type::character:
    case std::filesystem::file_type::fifo:
    case std::filesystem::file_type::socket:
    case std::filesystem::file_type::block:
      return write_device(target, bytes);
    default:
      return replace(target, bytes);
  }
}

}  // namespace attnscope
