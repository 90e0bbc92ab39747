#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "io/descriptor.h"

namespace attnscope {

namespace {

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
  return Error{ErrorCode::Unwritable, path.string(), "cannot be written: " + system_reason()};
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

Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const Result<RegularFile> file = open_regular(path);
  if (!file) return file.error();
  const auto error = [&path](ErrorCode code, std::string what) { return Error{code, path.string(), std::move(what)}; };
  if (file->size() > max_bytes) {
    return error(ErrorCode::OutOfLimits,
                 "holds " + std::to_string(file->size()) + " bytes, expected at most " + std::to_string(max_bytes));
  }
  std::string text(file->size(), '\0');
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t got = ::read(file->descriptor.get(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error(ErrorCode::Unreadable, "cannot be read: " + system_reason());
    if (got == 0) {
      return error(ErrorCode::Truncated, "ends at byte " + std::to_string(done) + ", expected " +
                                             std::to_string(text.size()) + "; it was cut short meanwhile");
    }
    done += static_cast<std::size_t>(got);
  }
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

Status write_text_file(const std::filesystem::path& path, std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return write_file_atomically(path, text);
  return Error{ErrorCode::OutOfLimits, path.string(),
               "would hold " + std::to_string(text.size()) + " bytes, more than the " + std::to_string(max_bytes) +
                   " that can be read again; shorten its texts"};
}

}  // namespace attnscope
