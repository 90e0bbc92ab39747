#include "text/unicode.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <limits>
#include <memory>

namespace attnscope {

namespace {

/// What a lead byte promises: the length of its sequence, the bits it carries itself, and the smallest code point that
/// needs that many bytes. Length 0: no sequence starts with this byte.
struct Lead {
  std::size_t bytes = 0;
  char32_t bits = 0;
  char32_t smallest = 0;
};

Lead read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07U, 0x10000};
  return {};
}

/// Extended grapheme clusters by ICU. False where ICU cannot (its data are missing, or the text is too long for it).
bool break_graphemes(std::string_view text, std::vector<Span>& out) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) return false;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), &utext_close);
  const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
      ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status), &ubrk_close);
  if (U_FAILURE(status)) return false;
  ubrk_setUText(breaks.get(), source.get(), &status);
  if (U_FAILURE(status)) return false;
  std::size_t begin = 0;
  for (std::int32_t at = ubrk_next(breaks.get()); at != UBRK_DONE; at = ubrk_next(breaks.get())) {
    const auto end = static_cast<std::size_t>(at);
    out.push_back({begin, end});
    begin = end;
  }
  return true;
}

/// The visible stand-in of a character that would disturb a line, or the character itself.
char32_t stand_in(char32_t code) {
  if (code < 0x20) return 0x2400 + code;  // the Control Pictures block follows the order of ASCII
  if (code == 0x7F) return 0x2421;
  if (code == 0x2028 || code == 0x2029) return 0x2424;
  const auto c = static_cast<UChar32>(code);
  // Unlike joiners, which emoji and Indic scripts need, bidirectional controls reorder what stands around them.
  if (u_charType(c) == U_CONTROL_CHAR || u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) return 0xFFFD;
  return code;
}

}  // namespace

std::optional<DecodedChar> decode_utf8(std::string_view text, std::size_t at) {
  const Lead lead = read_lead(static_cast<unsigned char>(text[at]));
  if (lead.bytes == 0 || text.size() - at < lead.bytes) return std::nullopt;
  char32_t code = lead.bits;
  for (std::size_t i = 1; i < lead.bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (byte & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < lead.smallest || code > 0x10FFFF || surrogate) return std::nullopt;
  return DecodedChar{code, lead.bytes};
}

std::size_t start_of_char_before(std::string_view text, std::size_t end) {
  std::size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedChar next = decode_utf8(text, at).value_or(DecodedChar{0xFFFD, 1});
    out.push_back(next.code);
    at += next.bytes;
  }
  return out;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<DecodedChar> next = decode_utf8(text, at);
    if (!next) return at;
    at += next->bytes;
  }
  return std::nullopt;
}

Status check_utf8(std::string_view text) {
  const std::optional<std::size_t> bad = first_bad_byte(text);
  if (!bad) return {};
  return Error{ErrorCode::InvalidArgument, "byte " + std::to_string(*bad + 1),
               "the text is not UTF-8 from here on; save or paste it as UTF-8"};
}

std::vector<Span> graphemes(std::string_view text) {
  std::vector<Span> out;
  if (break_graphemes(text, out)) return out;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<DecodedChar> next = decode_utf8(text, at);
    const std::size_t end = at + (next ? next->bytes : 1);
    out.push_back({at, end});
    at = end;
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<DecodedChar> next = decode_utf8(text, at);
    append_utf8(out, next ? stand_in(next->code) : U'\uFFFD');
    at += next ? next->bytes : 1;
  }
  return out;
}

}  // namespace attnscope
