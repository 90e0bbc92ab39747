#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/attention.h"
#include "core/token.h"

namespace attnscope {

/// How a text's tokens are shown. It changes what the numbers are about, and no number that the model computed.
struct Lens {
  bool hide_special =
      false;  ///< tokens that the tokenizer added are left out, and the shares of the others renormalised
  bool merge_words = false;  ///< pieces are joined to words: weights summed over keys, averaged over queries

  friend bool operator==(const Lens&, const Lens&) = default;
};

/// What the lens does to the numbers, in words, for badges; empty if nothing.
std::vector<std::string> in_words(const Lens& lens);
/// The same where there is little room, and in_words() is not far.
std::vector<std::string> in_few_words(const Lens& lens);

/// A text's tokens as a lens shows them. What stands on chips, rows and columns is one of `tokens`; a "row" below is
/// its place among them.
struct ShownTokens {
  std::vector<Token> tokens;
  std::vector<int> kept;          ///< the text's tokens that are left, rising
  std::vector<Token> pieces;      ///< [kept.size()] those tokens
  std::vector<TokenRange> words;  ///< [tokens.size()] the pieces that each shown token stands for
  bool hides = false;             ///< whether anything is left out
  bool joins = false;             ///< whether anything is joined

  /// The first of the text's tokens that a row stands for.
  [[nodiscard]] int token_of(int row) const;
  /// The row that one of the text's tokens stands in; -1 where it is left out.
  [[nodiscard]] int row_of(int token) const;
};

/// What a lens could do to these tokens: whether any is special, whether any word has several pieces.
Lens applicable(const std::vector<Token>& tokens);

ShownTokens show_through(const std::vector<Token>& tokens, const Lens& lens);

/// One head as it is shown, from what it computed to what is on the screen.
struct LookedAt {
  std::shared_ptr<const HeadView> computed;  ///< every token of the text
  std::shared_ptr<const HeadView> pieces;    ///< those that are kept; `computed` where that is all
  std::shared_ptr<const HeadView> shown;     ///< by ShownTokens::tokens; `pieces` where nothing is joined
};

/// rows, columns: of the queries' and the keys' text. Empty where no token is left to show.
LookedAt look_through(std::shared_ptr<const HeadView> computed, const ShownTokens& rows, const ShownTokens& columns);

}  // namespace attnscope
