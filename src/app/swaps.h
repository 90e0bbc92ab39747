#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "core/token.h"

namespace attnscope {

/// The word that a word is exchanged for, written as it is written: big gives small, Big gives Small, BIG gives SMALL.
/// Every word has one partner at most, and is its partner's partner.
std::optional<std::string> swap_of(std::string_view word);

/// What the swap of the word at a token does to the text it came from; none where the word has no partner.
/// token: 0 ... tokens.size() - 1.
std::optional<SwapWord> swap_at(const std::vector<Token>& tokens, std::string_view text, int token);

}  // namespace attnscope
