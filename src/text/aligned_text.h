#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/token.h"

namespace attnscope {

/// A character on its way to the model and the bytes of the typed text that it came from. Normalisers exchange, drop
/// and add characters; what they add keeps the place of the character it was made of.
struct AlignedChar {
  char32_t code = 0;
  Span source;
};

using AlignedText = std::vector<AlignedChar>;

/// A half-open range of characters of an AlignedText.
struct CharRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const CharRange&, const CharRange&) = default;
};

/// The bytes `place` of `text`, which is UTF-8, character by character.
AlignedText align(std::string_view text, Span place);

/// A tokenizer may make more characters of a text than it has, but not out of all proportion: its steps could double it
/// again and again. `count`: how many there would be in place of `chars`.
/// Errors  OutOfLimits.
Status check_growth(const AlignedText& chars, std::size_t count);

/// The characters as UTF-8 again.
std::string to_utf8(const AlignedText& chars);

}  // namespace attnscope
