#pragma once

#include <cstdint>
#include <optional>

namespace attnscope {

/// How many bytes the system can still give without swapping; none where it does not say (/proc/meminfo, MemAvailable).
std::optional<std::uint64_t> available_memory();

}  // namespace attnscope
