#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/result.h"
#include "text/regex.h"
#include "text/words.h"

namespace attnscope {

// Pre-tokenizers: how normalised characters are cut into words before the vocabulary is asked. A new kind is a new
// struct in the variant and an overload in pre_tokenizer.cpp.

/// White space goes; every punctuation character is a word of its own.
struct BertPreTokenizer {};

/// White space goes.
struct WhitespaceSplit {};

/// White space goes; runs of \w and runs of all else are words.
struct Whitespace {};

/// Cuts at every match of a pattern, or, inverted, between them.
struct Split {
  Regex pattern;
  SplitBehavior behavior = SplitBehavior::Isolated;
  bool invert = false;
};

/// Cuts at punctuation.
struct Punctuation {
  SplitBehavior behavior = SplitBehavior::Isolated;
};

/// Sets numbers apart, or each digit of them. Everything of category N is a digit.
struct Digits {
  bool individual = false;
};

/// Cuts as GPT-2 does and spells each word in the letters of its bytes.
struct ByteLevel {
  bool add_prefix_space = false;
  std::optional<Regex> pattern = {};  ///< none: words stay whole

  /// ` ?letters`, ` ?numbers`, ` ?anything else`, English contractions and white space, each a word.
  static const Regex& gpt2_pattern();
};

/// Spaces become visible, and words begin with them.
struct Metaspace {
  enum class Prepend : std::uint8_t { Always, First, Never };  ///< First: only at the beginning of the text

  char32_t replacement = U'\u2581';
  Prepend prepend = Prepend::Always;
  bool split = true;  ///< before every replacement
};

using PreTokenizer =
    std::variant<BertPreTokenizer, WhitespaceSplit, Whitespace, Split, Punctuation, Digits, ByteLevel, Metaspace>;

/// Cuts each of the words further, and may spell them in other letters.
/// Errors  OutOfLimits: a pattern took too many steps, or check_growth().
Status split_words(const PreTokenizer& pre_tokenizer, Words& words);

/// Whether white space always ends a word, so that a text may be cut there and read part by part.
bool splits_at_white_space(const PreTokenizer& pre_tokenizer);

}  // namespace attnscope
