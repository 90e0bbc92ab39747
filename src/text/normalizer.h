#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/result.h"
#include "text/aligned_text.h"
#include "text/chars_map.h"
#include "text/regex.h"
#include "text/unicode_forms.h"

namespace attnscope {

// Normalisers: what is done to the characters before they are cut into words. Values as a tokenizer.json writes them;
// a new kind is a new struct in the variant and an overload in normalizer.cpp.

/// BERT's basic cleaning, in this order.
struct BertNormalizer {
  bool clean_text = true;             ///< controls go, white space becomes a space
  bool handle_chinese_chars = true;   ///< a space on each side of an ideograph
  std::optional<bool> strip_accents;  ///< none: as `lowercase`
  bool lowercase = true;
};

struct Lowercase {};

/// Marks go; nothing is decomposed before.
struct StripAccents {};

/// White space at the ends goes.
struct Strip {
  bool left = true;
  bool right = true;
};

/// Stands before the text, unless that is empty.
struct Prepend {
  std::u32string content;
};

/// Stands in place of every match.
struct Replace {
  Regex pattern;
  std::u32string content;
};

/// SentencePiece's own cleaning: controls go, rare white space and what is nothing to see becomes a space.
struct Nmt {};

/// The letters of bytes, as ByteLevel spells them.
struct ByteLetters {};

using Normalizer = std::variant<BertNormalizer, Lowercase, UnicodeForm, StripAccents, Strip, Prepend, Replace, Nmt,
                                CharsMap, ByteLetters>;

/// Changes `chars` as the `tokenizers` library would, places included.
/// Errors  OutOfLimits: a pattern took too many steps, or check_growth().
Status normalize(const Normalizer& normalizer, AlignedText& chars);

/// Whether a text may be cut before any space or line feed and normalised part by part.
bool minds_no_white_space(const Normalizer& normalizer);

}  // namespace attnscope
