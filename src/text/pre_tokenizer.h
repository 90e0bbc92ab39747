#pragma once

#include <variant>
#include <vector>

#include "text/aligned_text.h"

namespace attnscope {

// Pre-tokenizers: how normalised characters are cut into words before the vocabulary is asked. A new kind is a new
// struct in the variant and an overload in pre_tokenizer.cpp.

/// White space goes; every punctuation character is a word of its own.
struct BertPreTokenizer {};

/// White space goes.
struct WhitespaceSplit {};

using PreTokenizer = std::variant<BertPreTokenizer, WhitespaceSplit>;

/// Cuts each of `words` further; no word that comes out is empty.
std::vector<CharRange> split_words(const PreTokenizer& pre_tokenizer, const AlignedText& chars,
                                   const std::vector<CharRange>& words);

/// Whether white space always ends a word, so that a text may be cut there and read part by part.
bool splits_at_white_space(const PreTokenizer& pre_tokenizer);

}  // namespace attnscope
