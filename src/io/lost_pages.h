#pragma once

#include <cstddef>
#include <span>

namespace attnscope {

/// Watches over the mapping of a file: from here on, touching a page that the file no longer has reads zeros instead of
/// ending the program with SIGBUS. False where too many are watched already.
bool watch_mapping(std::span<const std::byte> mapping);

/// Stops that, before the mapping goes.
void forget_mapping(std::span<const std::byte> mapping);

}  // namespace attnscope
