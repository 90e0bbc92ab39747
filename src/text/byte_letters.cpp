#include "text/byte_letters.h"

#include <array>
#include <string>

#include "text/unicode.h"

namespace attnscope {

namespace {

constexpr std::array<char32_t, 256> make_letters() {
  std::array<char32_t, 256> letters{};
  char32_t next = 0x100;
  for (std::size_t byte = 0; byte < letters.size(); ++byte) {
    const bool prints = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
    letters[byte] = prints ? static_cast<char32_t>(byte) : next++;
  }
  return letters;
}

}  // namespace

char32_t letter_of_byte(unsigned char byte) {
  static constexpr std::array<char32_t, 256> kLetters = make_letters();
  return kLetters[byte];
}

void put_byte_letters(std::span<const AlignedChar> chars, AlignedText& out) {
  std::string bytes;
  for (const AlignedChar& c : chars) {
    bytes.clear();
    append_utf8(bytes, c.code);
    for (const char byte : bytes) out.push_back({letter_of_byte(static_cast<unsigned char>(byte)), c.source});
  }
}

}  // namespace attnscope
