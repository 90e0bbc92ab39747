#include "io/memory.h"

#include <fstream>
#include <string>

namespace attnscope {

std::optional<std::uint64_t> available_memory() {
  std::ifstream info("/proc/meminfo");
  std::string word;
  while (info >> word) {
    std::uint64_t kibibytes = 0;
    if (word == "MemAvailable:" && info >> kibibytes) return kibibytes * 1024;
  }
  return std::nullopt;
}

}  // namespace attnscope
