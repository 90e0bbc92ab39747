#include "text/trim_spans.h"

#include "text/byte_letters.h"
#include "text/characters.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

struct Ends {
  std::size_t leading = 0;  ///< white space, in characters; likewise trailing
  std::size_t trailing = 0;
  bool all = true;  ///< there is nothing else
};

Ends white_ends(std::string_view spelling) {
  Ends ends;
  for (std::size_t at = 0; at < spelling.size();) {
    const DecodedChar c = decode_utf8(spelling, at).value_or(DecodedChar{0xFFFD, 1});
    const bool white = c.code == letter_of_byte(' ') || is_white_space(c.code);
    if (!white) ends.all = false;
    if (white && ends.all) ++ends.leading;
    ends.trailing = white ? ends.trailing + 1 : 0;
    at += c.bytes;
  }
  return ends;
}

}  // namespace

Span trimmed(const TrimSpans& options, std::string_view text, Span place, std::string_view spelling, bool first) {
  Ends ends = white_ends(spelling);
  if (ends.all) return place;
  const bool may_be_added = options.add_prefix_space && ends.leading == 1 && (first || place.begin == 0);
  if (may_be_added) ends.leading = 0;
  Span inner = place;
  for (; ends.leading > 0 && inner.begin < inner.end; --ends.leading) {
    inner.begin += decode_utf8(text, inner.begin).value_or(DecodedChar{0xFFFD, 1}).bytes;
  }
  for (; ends.trailing > 0 && inner.begin < inner.end; --ends.trailing) {
    inner.end = start_of_char_before(text, inner.end);
  }
  return inner;
}

}  // namespace attnscope
