#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "text/piece.h"

namespace attnscope {

/// A unigram language model (Kudo 2018): of all ways to cut a word, the one whose pieces are likeliest together.
class Unigram {
 public:
  struct Options {
    std::optional<int> unknown = {};  ///< the row of the piece that stands for what has none
    bool byte_fallback = false;       ///< what is unknown is its bytes, "<0xE2>", where all have a piece
  };
  /// A piece and the logarithm of its probability; views are needed until make() returns.
  using Row = std::pair<std::string_view, double>;

  /// The id of a piece is its row; of equal pieces the last counts.
  /// Errors  Malformed: the unknown piece is no row, or a number is not finite.
  static Result<Unigram> make(std::span<const Row> rows, Options options);

  /// Appends the likeliest pieces of a word that is not empty (Viterbi); of equal ways the one whose last piece begins
  /// first. Characters without a piece, one after the other, become one unknown piece. O(characters of the word) for a
  /// vocabulary with short pieces.
  /// Errors  Malformed: something is unknown, and no piece stands for that.
  Status cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const;
  [[nodiscard]] const PieceTable& vocabulary() const { return vocabulary_; }

 private:
  /// The last piece of the best way to some place in the word.
  struct Step {
    std::size_t begin = 0;                     ///< byte where the piece begins
    const PieceTable::Entry* entry = nullptr;  ///< null: no way leads here yet
    double score = 0;                          ///< of the whole way
  };

  Unigram(PieceTable vocabulary, std::vector<double> scores, Options options);
  [[nodiscard]] const PieceTable::Entry* unknown() const;
  [[nodiscard]] Result<std::vector<Step>> best_steps(std::string_view word) const;
  void put_unknown(std::string_view text, CharRange place, std::vector<Piece>& out) const;

  PieceTable vocabulary_;
  std::vector<double> scores_;  ///< by id
  double unknown_score_ = 0;    ///< of a character that is no piece
  Options options_;
  std::string unknown_piece_;
};

}  // namespace attnscope
