#include "io/scratch_folder.h"

#include <cstdlib>
#include <system_error>

#include "io/descriptor.h"

namespace attnscope {

Result<ScratchFolder> ScratchFolder::make() {
  std::error_code failed;
  std::string name = (std::filesystem::temp_directory_path(failed) / "attnscope-XXXXXX").string();
  if (failed || mkdtemp(name.data()) == nullptr) {
    return Error{ErrorCode::Unwritable, name, "no folder for temporary files: " + system_reason()};
  }
  return ScratchFolder(name);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace attnscope
