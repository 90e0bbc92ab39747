#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/token.h"

namespace attnscope {

/// One character of a UTF-8 text and how many bytes it takes there.
struct DecodedChar {
  char32_t code = 0;
  std::size_t bytes = 0;
};

/// The character that starts at byte `at`; none where the bytes break UTF-8 (overlong forms, surrogates, beyond
/// U+10FFFF and cut sequences included). at < text.size().
std::optional<DecodedChar> decode_utf8(std::string_view text, std::size_t at);

/// Where the character that ends at `end` starts. 0 < end <= text.size(); the text is UTF-8.
std::size_t start_of_char_before(std::string_view text, std::size_t end);

void append_utf8(std::string& out, char32_t code);

/// The code points of a UTF-8 text.
std::u32string code_points(std::string_view text);

/// How many bytes append_utf8() writes.
constexpr std::size_t utf8_length(char32_t code) { return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; }

/// The first byte that breaks UTF-8, if there is one.
std::optional<std::size_t> first_bad_byte(std::string_view text);

/// Errors  InvalidArgument; `where` says the byte, counted from 1.
Status check_utf8(std::string_view text);

/// What people call characters (UAX 29 extended grapheme clusters): the places a cursor may stand between. The spans
/// cover the text in order, without gaps. Bytes that are not UTF-8 are clusters of their own.
std::vector<Span> graphemes(std::string_view text);

/// The text with everything that would disturb a line on the screen exchanged for one visible character each: control
/// characters, line and paragraph separators, bidirectional controls, bytes that are not UTF-8. Joiners stay.
std::string printable(std::string_view text);

}  // namespace attnscope
