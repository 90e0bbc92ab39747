#include "io/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace attnscope {

FolderLock::~FolderLock() {
  if (taken_ >= 0) ::close(taken_);
}

bool FolderLock::take() {
  if (taken_ >= 0) return true;
  const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return true;
  if (::flock(folder, LOCK_EX | LOCK_NB) == 0) {
    taken_ = folder;
    return true;
  }
  const bool others = errno == EWOULDBLOCK;
  ::close(folder);
  return !others;
}

}  // namespace attnscope
