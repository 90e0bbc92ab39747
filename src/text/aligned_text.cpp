#include "text/aligned_text.h"

#include <algorithm>
#include <optional>

#include "text/unicode.h"

namespace attnscope {

AlignedText align(std::string_view text, Span place) {
  AlignedText chars;
  chars.reserve(place.end - place.begin);
  for (std::size_t at = place.begin; at < place.end;) {
    const DecodedChar next = decode_utf8(text, at).value_or(DecodedChar{0xFFFD, 1});
    chars.push_back({next.code, {at, at + next.bytes}});
    at += next.bytes;
  }
  return chars;
}

Status check_growth(const AlignedText& chars, std::size_t count) {
  // The longest decomposition makes 6 characters of a byte.
  constexpr std::size_t kMostPerByte = 16;
  constexpr std::size_t kMostBesides = 4096;
  Span source = chars.empty() ? Span{} : chars.front().source;
  for (const AlignedChar& c : chars) {
    source = {std::min(source.begin, c.source.begin), std::max(source.end, c.source.end)};
  }
  const std::size_t typed = source.end - source.begin;
  if (count <= kMostBesides || count - kMostBesides <= kMostPerByte * typed) return {};
  return Error{ErrorCode::OutOfLimits, "",
               "the tokenizer makes " + std::to_string(count) + " characters of " + std::to_string(typed) + " bytes"};
}

std::string to_utf8(const AlignedText& chars) {
  std::string out;
  out.reserve(chars.size());
  for (const AlignedChar& c : chars) append_utf8(out, c.code);
  return out;
}

}  // namespace attnscope
