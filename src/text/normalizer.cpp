#include "text/normalizer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string_view>

#include "text/byte_letters.h"
#include "text/characters.h"

namespace attnscope {

namespace {

void clean(AlignedText& chars) {
  std::erase_if(chars, [](const AlignedChar& c) { return is_removed_by_cleaning(c.code); });
  for (AlignedChar& c : chars) {
    if (is_white_space(c.code)) c.code = U' ';
  }
}

void set_chinese_apart(AlignedText& chars) {
  const auto is_ideograph = [](const AlignedChar& c) { return is_chinese(c.code); };
  if (std::ranges::none_of(chars, is_ideograph)) return;
  AlignedText out;
  out.reserve(chars.size() * 3);
  for (const AlignedChar& c : chars) {
    const bool apart = is_ideograph(c);
    if (apart) out.push_back({U' ', c.source});
    out.push_back(c);
    if (apart) out.push_back({U' ', c.source});
  }
  chars = std::move(out);
}

void strip_accents(AlignedText& chars) {
  to_form({}, chars);
  std::erase_if(chars, [](const AlignedChar& c) { return is_nonspacing_mark(c.code); });
}

/// Character by character, so that no letter depends on its neighbours (a final sigma does not change).
void lower(AlignedText& chars) {
  constexpr char32_t kCapitalIWithDot = 0x130;  // the only letter whose small form is two characters
  constexpr char32_t kDotAbove = 0x307;
  AlignedText out;
  out.reserve(chars.size());
  for (const AlignedChar& c : chars) {
    const bool dotted = c.code == kCapitalIWithDot;
    out.push_back({dotted ? U'i' : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.code))), c.source});
    if (dotted) out.push_back({kDotAbove, c.source});
  }
  chars = std::move(out);
}

Status run(const BertNormalizer& options, AlignedText& chars) {
  if (options.clean_text) clean(chars);
  if (options.handle_chinese_chars) set_chinese_apart(chars);
  if (options.strip_accents.value_or(options.lowercase)) strip_accents(chars);
  if (options.lowercase) lower(chars);
  return {};
}

Status run(const Lowercase&, AlignedText& chars) {
  lower(chars);
  return {};
}

Status run(const UnicodeForm& form, AlignedText& chars) {
  to_form(form, chars);
  return {};
}

Status run(const StripAccents&, AlignedText& chars) {
  std::erase_if(chars, [](const AlignedChar& c) { return is_mark(c.code); });
  return {};
}

Status run(const Strip& options, AlignedText& chars) {
  const auto shows = [](const AlignedChar& c) { return !is_white_space(c.code); };
  const auto behind_last = std::find_if(chars.rbegin(), chars.rend(), shows).base();
  if (options.right) chars.erase(behind_last, chars.end());
  if (options.left) chars.erase(chars.begin(), std::ranges::find_if(chars, shows));
  return {};
}

Status run(const Prepend& options, AlignedText& chars) {
  if (chars.empty()) return {};
  AlignedText before;
  for (const char32_t c : options.content) before.push_back({c, chars.front().source});
  chars.insert(chars.begin(), before.begin(), before.end());
  return {};
}

/// What is put in has the place of the last character that goes, or of the one before it.
Status run(const Replace& options, AlignedText& chars) {
  if (chars.empty()) return {};
  std::vector<CharRange> matches;
  if (Status found = Regex::Matcher(options.pattern).find_all(chars, matches); !found) return found;
  if (matches.empty()) return {};
  if (Status fits = check_growth(chars, chars.size() + matches.size() * options.content.size()); !fits) return fits;
  AlignedText out;
  out.reserve(chars.size());
  std::size_t done = 0;
  const auto copy_until = [&](std::size_t end) {
    while (done < end) out.push_back(chars[done++]);
  };
  for (const CharRange match : matches) {
    copy_until(match.begin);
    const std::size_t front = chars.front().source.begin;
    const Span place = match.end > 0 ? chars[match.end - 1].source : Span{front, front};
    for (const char32_t c : options.content) out.push_back({c, place});
    done = match.end;
  }
  copy_until(chars.size());
  chars = std::move(out);
  return {};
}

bool goes_in_nmt(char32_t c) {
  return (c >= 1 && c <= 8) || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F;
}

bool is_space_in_nmt(char32_t c) {
  return std::u32string_view(U"\t\n\f\r\u1680\u2028\u2029\u2581\uFEFF\uFFFD").find(c) != std::u32string_view::npos ||
         (c >= 0x200B && c <= 0x200F);
}

Status run(const Nmt&, AlignedText& chars) {
  std::erase_if(chars, [](const AlignedChar& c) { return goes_in_nmt(c.code); });
  for (AlignedChar& c : chars) {
    if (is_space_in_nmt(c.code)) c.code = U' ';
  }
  return {};
}

Status run(const CharsMap& map, AlignedText& chars) {
  exchange(map, chars);
  return {};
}

Status run(const ByteLetters&, AlignedText& chars) {
  AlignedText out;
  put_byte_letters(chars, out);
  chars = std::move(out);
  return {};
}

}  // namespace

Status normalize(const Normalizer& normalizer, AlignedText& chars) {
  if (Status done = std::visit([&chars](const auto& kind) { return run(kind, chars); }, normalizer); !done) return done;
  return check_growth(chars, chars.size());
}

bool minds_no_white_space(const Normalizer& normalizer) {
  return std::holds_alternative<BertNormalizer>(normalizer) || std::holds_alternative<Lowercase>(normalizer);
}

}  // namespace attnscope
