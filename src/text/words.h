#pragma once

#include <cstdint>
#include <vector>

#include "text/aligned_text.h"

namespace attnscope {

/// Characters, and the words that they have been cut into so far: in order, none empty, none overlapping.
struct Words {
  AlignedText chars;
  std::vector<CharRange> ranges;
};

/// What becomes of the places where a text is cut. "the-final--countdown" at each "-":
enum class SplitBehavior : std::uint8_t {
  Removed,             ///< the | final | countdown
  Isolated,            ///< the | - | final | - | - | countdown
  MergedWithPrevious,  ///< the- | final- | - | countdown
  MergedWithNext,      ///< the | -final | - | -countdown
  Contiguous,          ///< the | - | final | -- | countdown
};

/// A stretch of a word: a place where it is cut, or what lies between two.
struct Stretch {
  CharRange place;
  bool delimiter = false;
};

/// The whole of `word` as stretches in order. matches: in order, in characters from the beginning of the word; they are
/// the delimiters, or with `invert` everything else is.
std::vector<Stretch> stretches(CharRange word, const std::vector<CharRange>& matches, bool invert);

/// Appends the words that stretches make; none is empty.
void put_words(SplitBehavior behavior, std::vector<Stretch> stretches, std::vector<CharRange>& out);

/// Puts `letter` before each word that `wants` it: wants(first character of the word). It has that character's place.
template <class Wants>
void put_before_words(char32_t letter, Words& words, const Wants& wants) {
  Words out;
  out.chars.reserve(words.chars.size() + words.ranges.size());
  for (const CharRange word : words.ranges) {
    const std::size_t begin = out.chars.size();
    const AlignedChar first = words.chars[word.begin];
    if (wants(first)) out.chars.push_back({letter, first.source});
    for (std::size_t i = word.begin; i < word.end; ++i) out.chars.push_back(words.chars[i]);
    out.ranges.push_back({begin, out.chars.size()});
  }
  words = std::move(out);
}

}  // namespace attnscope
