#include "text/characters.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace attnscope {

namespace {

UChar32 to_icu(char32_t c) { return static_cast<UChar32>(c); }

bool is_in_unicode(int version, char32_t c) {
  UVersionInfo age;
  u_charAge(to_icu(c), age);
  return age[0] != 0 && (age[0] < version || (age[0] == version && age[1] == 0));
}

/// The general category of Unicode 8.0 as a bit (U_MASK), 0 where 8.0 had none.
std::uint32_t category_mask(char32_t c) {
  struct Changed {
    char32_t code;
    std::int8_t category;
  };
  // What later versions moved to another category; found by comparing every code point with the library.
  static constexpr std::array kChanged{
      Changed{0x166D, U_OTHER_PUNCTUATION},      Changed{0x1734, U_NON_SPACING_MARK},
      Changed{0x1885, U_OTHER_LETTER},           Changed{0x1886, U_OTHER_LETTER},
      Changed{0xA9BD, U_COMBINING_SPACING_MARK}, Changed{0x111C9, U_OTHER_PUNCTUATION},
  };
  const auto* const changed = std::ranges::find(kChanged, c, &Changed::code);
  if (changed != kChanged.end()) return U_MASK(changed->category);
  return is_in_unicode(8, c) ? U_GET_GC_MASK(to_icu(c)) : 0U;
}

}  // namespace

bool is_white_space(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
  return u_isUWhiteSpace(to_icu(c)) != 0;
}

bool is_removed_by_cleaning(char32_t c) {
  if (c == U'\t' || c == U'\n' || c == U'\r') return false;
  if (c < 0x80) return c < 0x20 || c == 0x7F;
  return c == 0xFFFD || (category_mask(c) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK)) != 0;
}

bool is_nonspacing_mark(char32_t c) { return c >= 0x300 && (category_mask(c) & U_GC_MN_MASK) != 0; }

bool is_punctuation(char32_t c) {
  if (c < 0x80) return u_isgraph(to_icu(c)) != 0 && u_isalnum(to_icu(c)) == 0;
  return (category_mask(c) & U_GC_P_MASK) != 0;
}

bool is_chinese(char32_t c) {
  struct Block {
    char32_t first;
    char32_t last;
  };
  static constexpr std::array kBlocks{
      Block{0x4E00, 0x9FFF},   Block{0x3400, 0x4DBF},   Block{0x20000, 0x2A6DF}, Block{0x2A700, 0x2B73F},
      Block{0x2B740, 0x2B81F}, Block{0x2B920, 0x2CEAF}, Block{0xF900, 0xFAFF},   Block{0x2F800, 0x2FA1F},
  };
  if (c < 0x3400) return false;
  return std::ranges::any_of(kBlocks, [c](const Block& block) { return block.first <= c && c <= block.last; });
}

bool is_mark(char32_t c) {
  if (c == 0x1CF2 || c == 0x1CF3) return true;  // letters since
  if (c == 0x111C9) return false;               // a mark since
  return c >= 0x300 && (U_GET_GC_MASK(to_icu(c)) & U_GC_M_MASK) != 0 && has_forms(c);
}

bool has_forms(char32_t c) { return is_in_unicode(9, c); }

bool is_number(char32_t c) { return (U_GET_GC_MASK(to_icu(c)) & U_GC_N_MASK) != 0; }

bool is_word_char(char32_t c) {
  constexpr std::uint32_t kOthers = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
  return u_isUAlphabetic(to_icu(c)) != 0 || (U_GET_GC_MASK(to_icu(c)) & kOthers) != 0 ||
         u_hasBinaryProperty(to_icu(c), UCHAR_JOIN_CONTROL) != 0;
}

}  // namespace attnscope
