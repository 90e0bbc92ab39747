#pragma once

#include <cstddef>
#include <filesystem>

namespace attnscope {

/// How many cores this process may use, where two threads of one core count once: they share what multiplies. At least
/// 1. system: where Linux describes its processors; where there is nothing, every thread counts.
std::size_t usable_cores(const std::filesystem::path& system = "/sys/devices/system/cpu");

}  // namespace attnscope
