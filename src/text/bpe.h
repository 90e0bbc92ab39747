#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "text/piece.h"

namespace attnscope {

/// Byte pair encoding (Sennrich et al. 2016): a word is its characters, and as long as two neighbours are a known pair,
/// those of the earliest rule become one, from the left.
class Bpe {
 public:
  /// Two pieces that may become one; views are needed until make() returns.
  struct Merge {
    std::string_view left;
    std::string_view right;
  };
  struct Options {
    std::optional<std::string> unknown = {};  ///< stands for a character without a piece; none: it is left out
    std::string continuing_prefix = {};       ///< of the pieces that do not begin a word
    std::string word_suffix = {};             ///< of the pieces that end one
    bool fuse_unknown = false;                ///< unknown characters in a row are one token
    bool byte_fallback = false;  ///< a character without a piece is its bytes, "<0xE2>", where all have one
    bool ignore_merges = false;  ///< a word that is a piece is taken as it is
  };

  /// merges: the earliest first; of equal ones the last counts.
  /// Errors  Malformed: a merge of pieces, or to one, that the vocabulary lacks; OutOfLimits: too many pieces.
  static Result<Bpe> make(PieceTable vocabulary, std::span<const Merge> merges, Options options);

  /// Appends the pieces of a word that is not empty. O(n log n) look-ups for n characters.
  /// Errors  Malformed: the unknown token is needed and the vocabulary lacks it.
  Status cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const;
  [[nodiscard]] const PieceTable& vocabulary() const { return vocabulary_; }

 private:
  /// A merge in indices of the vocabulary's entries.
  struct Rule {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t rank = 0;
    std::uint32_t merged = 0;
  };
  class Word;

  Bpe(PieceTable vocabulary, std::vector<Rule> rules, Options options);
  [[nodiscard]] std::optional<std::uint32_t> index_of(std::string_view piece) const;
  [[nodiscard]] const Rule* rule(std::uint32_t left, std::uint32_t right) const;
  Status put_letters(std::span<const AlignedChar> letters, Word& word) const;
  bool put_bytes(std::string_view letter, CharRange place, Word& word) const;

  PieceTable vocabulary_;
  std::vector<Rule> rules_;  ///< sorted by left and right, each pair once
  Options options_;
  std::optional<std::uint32_t> unknown_;
};

}  // namespace attnscope
