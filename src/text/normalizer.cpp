#include "text/normalizer.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cassert>

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

/// Marks after one base letter stand in the order of their classes; equal classes keep theirs (UAX 15, D109).
void order_marks(AlignedText& chars) {
  const auto mark_class = [](const AlignedChar& c) {
    return c.code < 0x300 ? std::uint8_t{0} : u_getCombiningClass(static_cast<UChar32>(c.code));
  };
  const auto is_mark = [&](const AlignedChar& c) { return mark_class(c) != 0; };
  for (auto at = chars.begin(); at != chars.end();) {
    const auto begin = std::find_if(at, chars.end(), is_mark);
    const auto end = std::find_if_not(begin, chars.end(), is_mark);
    std::ranges::stable_sort(begin, end, {}, mark_class);
    at = end;
  }
}

void strip_accents(AlignedText& chars) {
  decompose(chars);
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

}  // namespace

Status normalize(const Normalizer& normalizer, AlignedText& chars) {
  return std::visit([&chars](const auto& kind) { return run(kind, chars); }, normalizer);
}

bool minds_no_white_space(const Normalizer& normalizer) {
  return std::holds_alternative<BertNormalizer>(normalizer) || std::holds_alternative<Lowercase>(normalizer);
}

void decompose(AlignedText& chars) {
  constexpr char32_t kFirstThatDecomposes = 0xC0;
  const auto is_plain = [](const AlignedChar& c) { return c.code < kFirstThatDecomposes; };
  if (std::ranges::all_of(chars, is_plain)) return;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
  assert(U_SUCCESS(status));  // its tables are compiled into ICU
  AlignedText out;
  out.reserve(chars.size() + chars.size() / 2);
  for (const AlignedChar& c : chars) {
    std::array<UChar, 32> parts{};  // the longest canonical decomposition has 4 code points
    const int length = is_plain(c) ? -1
                                   : unorm2_getDecomposition(nfd, static_cast<UChar32>(c.code), parts.data(),
                                                             static_cast<int>(parts.size()), &status);
    if (length < 0) out.push_back(c);
    for (int at = 0; at < length;) {
      UChar32 part = 0;
      U16_NEXT(parts.data(), at, length, part);
      out.push_back({static_cast<char32_t>(part), c.source});
    }
  }
  order_marks(out);
  chars = std::move(out);
}

}  // namespace attnscope
