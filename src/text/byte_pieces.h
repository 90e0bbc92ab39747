#pragma once

#include <string>
#include <string_view>

namespace attnscope {

/// The piece that stands for a byte where a vocabulary lacks a character: "<0xE2>".
inline std::string piece_of_byte(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'<', '0', 'x', kDigits[byte >> 4U], kDigits[byte & 0xFU], '>'};
}

}  // namespace attnscope
