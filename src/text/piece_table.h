#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attnscope {

/// A vocabulary that answers "which is the longest piece that this text begins with?" in one pass over the piece: the
/// pieces stand sorted, and each further byte narrows the range of those that still agree. No step depends on how long
/// the text is, and no input makes it slow, as collisions would a hash table.
class PieceTable {
 public:
  struct Entry {
    std::string piece;
    int id = 0;
  };
  struct Match {
    const Entry* entry = nullptr;
    std::size_t bytes = 0;  ///< of the text; >= 1
  };
  /// The entries that share their first `depth` bytes.
  struct Branch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t depth = 0;
  };

  PieceTable() = default;
  /// Of equal pieces the first is kept.
  explicit PieceTable(std::vector<Entry> entries);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const Entry* find(std::string_view piece) const;

  /// All entries.
  [[nodiscard]] Branch root() const { return {0, entries_.size(), 0}; }
  /// The entries that begin with `prefix`.
  [[nodiscard]] Branch under(std::string_view prefix) const;
  /// The longest entry of `from`, its first depth bytes left out, that `text` begins with.
  [[nodiscard]] std::optional<Match> longest_prefix(std::string_view text, const Branch& from) const;
  /// Appends all entries that `text` begins with, the shortest first; never the empty one.
  void all_prefixes(std::string_view text, std::vector<Match>& out) const;

 private:
  [[nodiscard]] Branch narrow(const Branch& branch, char byte) const;

  std::vector<Entry> entries_;  ///< sorted by the bytes of their pieces, each once
};

}  // namespace attnscope
