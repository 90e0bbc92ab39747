#include "text/unicode_forms.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <string>

#include "text/characters.h"

namespace attnscope {

namespace {

/// Whether no form changes anything: everything is ASCII, or rather Latin-1 without what only looks different there.
bool is_same_in_all_forms(const AlignedText& chars) {
  return std::ranges::all_of(chars, [](const AlignedChar& c) { return c.code < 0xA0; });
}

std::uint8_t mark_class(char32_t c) {
  return c < 0x300 || !has_forms(c) ? std::uint8_t{0} : u_getCombiningClass(static_cast<UChar32>(c));
}

/// Marks after one base letter stand in the order of their classes; equal classes keep theirs (UAX 15, D109). Where
/// they came from stays in the order of the text.
void order_marks(AlignedText& chars) {
  const auto orders = [](const AlignedChar& c) { return mark_class(c.code) != 0; };
  std::u32string marks;
  for (auto at = chars.begin(); at != chars.end();) {
    const auto begin = std::find_if(at, chars.end(), orders);
    const auto end = std::find_if_not(begin, chars.end(), orders);
    marks.clear();
    std::transform(begin, end, std::back_inserter(marks), [](const AlignedChar& c) { return c.code; });
    std::ranges::stable_sort(marks, {}, mark_class);
    for (std::size_t i = 0; i < marks.size(); ++i) begin[static_cast<std::ptrdiff_t>(i)].code = marks[i];
    at = end;
  }
}

void decompose(const UNormalizer2* tables, AlignedText& chars) {
  AlignedText out;
  out.reserve(chars.size() + chars.size() / 2);
  for (const AlignedChar& c : chars) {
    std::array<UChar, 32> parts{};  // the longest decomposition has 18 code units
    UErrorCode status = U_ZERO_ERROR;
    const int length = !has_forms(c.code) ? -1
                                          : unorm2_getDecomposition(tables, static_cast<UChar32>(c.code), parts.data(),
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

/// The canonical composition algorithm (UAX 15, D117): a character joins the last base letter unless one of its own
/// class, or another base letter, stands between.
void compose(const UNormalizer2* tables, AlignedText& chars) {
  AlignedText out;
  out.reserve(chars.size());
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t base = kNone;
  for (const AlignedChar& c : chars) {
    const std::uint8_t own = mark_class(c.code);
    if (base != kNone && (base + 1 == out.size() || mark_class(out.back().code) < own)) {
      const UChar32 both =
          unorm2_composePair(tables, static_cast<UChar32>(out[base].code), static_cast<UChar32>(c.code));
      if (both >= 0 && has_forms(static_cast<char32_t>(both))) {
        out[base].code = static_cast<char32_t>(both);
        continue;
      }
    }
    if (own == 0) base = out.size();
    out.push_back(c);
  }
  chars = std::move(out);
}

}  // namespace

void to_form(const UnicodeForm& form, AlignedText& chars) {
  if (is_same_in_all_forms(chars)) return;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const apart = form.compatible ? unorm2_getNFKDInstance(&status) : unorm2_getNFDInstance(&status);
  const UNormalizer2* const together = unorm2_getNFCInstance(&status);
  assert(U_SUCCESS(status));  // the tables are compiled into ICU
  decompose(apart, chars);
  if (form.composed) compose(together, chars);
}

}  // namespace attnscope
