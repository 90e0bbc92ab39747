#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"
#include "text/bpe.h"
#include "text/piece.h"
#include "text/unigram.h"

namespace attnscope {

// Token models: how one word becomes pieces of the vocabulary. A new kind is a new class in the variant. cut() fails
// where a model needs a token for what it does not know, and has none.

/// Greedy longest match from the left (Wu et al. 2016, as BERT uses it); pieces after the first carry a prefix. A word
/// that is too long, or that some part of has no piece, is the unknown token as a whole.
class WordPiece {
 public:
  struct Options {
    std::string unknown = "[UNK]";
    std::string continuing_prefix = "##";
    std::size_t max_chars = 100;  ///< longer words are unknown
  };

  /// Errors  Malformed: the unknown token is not in the vocabulary.
  static Result<WordPiece> make(PieceTable vocabulary, Options options);

  /// Appends the pieces of a word that is not empty. O(characters of the word) for a vocabulary with short pieces.
  Status cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const;
  [[nodiscard]] const PieceTable& vocabulary() const { return vocabulary_; }

 private:
  WordPiece(PieceTable vocabulary, Options options);

  PieceTable vocabulary_;
  Options options_;
  PieceTable::Branch continuing_;  ///< the entries that begin with the prefix
};

/// Every word is one entry of the vocabulary, or the unknown token.
class WordLevel {
 public:
  /// Errors  Malformed: the unknown token is not in the vocabulary.
  static Result<WordLevel> make(PieceTable vocabulary, std::string unknown);

  Status cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const;
  [[nodiscard]] const PieceTable& vocabulary() const { return vocabulary_; }

 private:
  WordLevel(PieceTable vocabulary, std::string unknown);

  PieceTable vocabulary_;
  std::string unknown_;
};

using TokenModel = std::variant<WordPiece, WordLevel, Bpe, Unigram>;

}  // namespace attnscope
