#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/token.h"

namespace attnscope {

/// The word that a token is a piece of; what the tokenizer added is no piece of a typed word. token: 0 ...
/// tokens.size() - 1.
TokenRange word_around(const std::vector<Token>& tokens, int token);

/// Whether a token stands where the next one begins, so that the next one's text covers its own: a word's mark that
/// became a piece by itself, a byte of a character.
bool stands_before(const std::vector<Token>& tokens, int token);

/// What the pieces of a word show, joined, each place once, without white space around it.
std::string word_text(const std::vector<Token>& tokens, TokenRange word);

/// Without ASCII white space at either end: some tokenizers count the space before a word in.
std::string_view trimmed(std::string_view text);

/// ASCII letters made small; everything else stays.
std::string lowered(std::string_view text);

/// The first `most` bytes at most, shortened by whole characters, with an ellipsis where something was left out.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace attnscope
