#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/token.h"
#include "text/piece_table.h"

namespace attnscope {

/// A token that stands beside the model's vocabulary and is found in the text before anything is cut.
struct AddedToken {
  int id = 0;
  std::string content;
  bool single_word = false;  ///< only where no word character touches it
  bool lstrip = false;       ///< takes the white space before it along
  bool rstrip = false;       ///< takes the white space after it along
  bool normalized = false;   ///< is looked for in the normalised text, in its own normalised form
};

/// Finds a set of literals in a text: leftmost, longest, one after the other.
class AddedTokens {
 public:
  /// A stretch of the text: one added token, or what lies between two.
  struct Section {
    const AddedToken* token = nullptr;  ///< null: ordinary text
    Span place;
  };

  AddedTokens() = default;
  /// `contents`, where given, are what to look for in place of each token's content; empty ones are never found.
  explicit AddedTokens(const std::vector<AddedToken>& tokens);
  AddedTokens(std::vector<AddedToken> tokens, const std::vector<std::string>& contents);

  [[nodiscard]] bool empty() const { return tokens_.empty(); }
  [[nodiscard]] const std::vector<AddedToken>& tokens() const { return tokens_; }

  /// The text (UTF-8) as sections in order. O(bytes of the text x bytes of the longest token), as a rule O(bytes).
  [[nodiscard]] std::vector<Section> split(std::string_view text) const;

 private:
  [[nodiscard]] std::optional<PieceTable::Match> match_at(std::string_view rest) const;

  std::vector<AddedToken> tokens_;
  PieceTable literals_;  ///< ids are indices of tokens_
  std::bitset<256> first_bytes_;
};

}  // namespace attnscope
