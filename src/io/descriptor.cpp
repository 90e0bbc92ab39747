#include "io/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace attnscope {

Descriptor::~Descriptor() {
  if (ok()) ::close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

bool Descriptor::close() { return ::close(release()) == 0; }

std::string system_reason() { return std::generic_category().message(errno); }

Result<RegularFile> open_regular(const std::filesystem::path& path) {
  const auto error = [&path](ErrorCode code, std::string what) { return Error{code, path.string(), std::move(what)}; };
  // Without O_NONBLOCK a pipe without a writer would never open.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) {
    if (errno == ENOENT || errno == ENOTDIR) return error(ErrorCode::NotFound, "no such file");
    return error(ErrorCode::Unreadable, "cannot be opened: " + system_reason());
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return error(ErrorCode::Unreadable, "cannot be read: " + system_reason());
  if (S_ISDIR(info.st_mode)) return error(ErrorCode::Unreadable, "is a folder, expected a file");
  if (!S_ISREG(info.st_mode)) {
    return error(ErrorCode::Unreadable, "is a device or pipe, expected a file; copy it to a file first");
  }
  return RegularFile{std::move(file), info};
}

}  // namespace attnscope
