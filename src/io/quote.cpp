#include "io/quote.h"

#include "text/unicode.h"

namespace attnscope {

std::string quote(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() <= kLongest) return "'" + printable(text) + "'";
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  return "'" + printable(text.substr(0, end)) + "…'";
}

}  // namespace attnscope
