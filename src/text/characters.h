#pragma once

namespace attnscope {

// The character classes that decide where tokens end. Checkpoints were trained with the `tokenizers` library, whose
// tables of categories are those of Unicode 8.0, and of marks and normalization forms those of 9.0: a character that
// came later has no category there, however the installed ICU knows it. Only white space, numbers and \w follow today's
// Unicode, as they do there.

/// White_Space.
bool is_white_space(char32_t c);

/// What clean_text takes out: categories Cc, Cf and Co besides tab, line feed and carriage return; U+0000; U+FFFD.
bool is_removed_by_cleaning(char32_t c);

/// Category Mn: the accents that are left when letters are decomposed.
bool is_nonspacing_mark(char32_t c);

/// Any P* category, and every ASCII character that is neither letter, digit, space nor control.
bool is_punctuation(char32_t c);

/// The CJK ideographs that BERT sets apart; neither kana nor hangul.
bool is_chinese(char32_t c);

/// Any M* category.
bool is_mark(char32_t c);

/// Whether normalization knows the character: it leaves others as and where they are.
bool has_forms(char32_t c);

/// Any N* category.
bool is_number(char32_t c);

/// \w of regular expressions (UTS 18): alphabetic, mark, decimal digit, connector or joiner.
bool is_word_char(char32_t c);

}  // namespace attnscope
