#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace attnscope {

/// The whole file.
/// Errors  NotFound; Unreadable: a folder, a device, or the system refused; Truncated: somebody cut it short meanwhile;
///         OutOfLimits: it holds more than max_bytes. An empty file is an empty string.
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Makes `bytes` the content of `path`, or leaves what was there: a temporary file in the same folder is written,
/// forced to the disk and renamed over it. A link is followed, permissions are kept, and a device or pipe is written as
/// it is. Errors  Unwritable.
Status write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// The same for a text that read_text_file() has to read again with the same max_bytes.
/// Errors  as above; OutOfLimits: it is longer, and nothing was written.
Status write_text_file(const std::filesystem::path& path, std::string_view text, std::size_t max_bytes);

}  // namespace attnscope
