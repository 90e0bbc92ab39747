#pragma once

#include <vector>

#include "core/token.h"

namespace attnscope {

/// A token of the text that is shown and the one that stands for it in the text that was kept; -1: there is none.
struct TokenPair {
  int shown = -1;
  int kept = -1;
  friend bool operator==(const TokenPair&, const TokenPair&) = default;
};

/// Every token of both texts once, in order. What both have is paired along a longest common subsequence; between two
/// such words, as many against as many are taken for exchanged (small for big), others stand alone.
/// Cost  O(n m) between the first and the last difference, bounded: very long texts pair only what is the same at
///       either end.
std::vector<TokenPair> pair_tokens(const std::vector<Token>& shown, const std::vector<Token>& kept);
/// Likewise of words, which are the same to the letter.
std::vector<TokenPair> pair_words(const std::vector<std::string>& shown, const std::vector<std::string>& kept);

/// Whether two tokens show the same word; capitals and white space around it do not count.
bool same_word(const Token& a, const Token& b);

}  // namespace attnscope
