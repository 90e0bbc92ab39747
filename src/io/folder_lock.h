#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "io/descriptor.h"

namespace attnscope {

/// Marks a folder as taken, so that of several programs (or of several locks in one) only one writes there. It needs no
/// file and goes with whoever took it, however that ends.
class FolderLock {
 public:
  explicit FolderLock(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Takes the folder unless somebody else has it; whether nobody else has. That holds as well for a folder that is not
  /// there yet and on a file system that knows no locks.
  bool take();

 private:
  std::filesystem::path folder_;
  std::optional<Descriptor> taken_;  ///< the folder, once it is ours
};

}  // namespace attnscope
