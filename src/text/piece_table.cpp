#include "text/piece_table.h"

#include <algorithm>
#include <span>

namespace attnscope {

PieceTable::PieceTable(std::vector<Entry> entries) : entries_(std::move(entries)) {
  // Readers of JSON objects hand the pieces over in order already.
  if (!std::ranges::is_sorted(entries_, {}, &Entry::piece)) std::ranges::stable_sort(entries_, {}, &Entry::piece);
  const auto repeated = std::ranges::unique(entries_, {}, &Entry::piece);
  entries_.erase(repeated.begin(), repeated.end());
}

const PieceTable::Entry* PieceTable::find(std::string_view piece) const {
  const auto at = std::ranges::lower_bound(entries_, piece, {}, &Entry::piece);
  return at != entries_.end() && at->piece == piece ? &*at : nullptr;
}

PieceTable::Branch PieceTable::narrow(const Branch& branch, char byte) const {
  // An entry that ends before this byte stands before all that have one.
  const auto byte_at = [depth = branch.depth](const Entry& entry) {
    return depth < entry.piece.size() ? static_cast<int>(static_cast<unsigned char>(entry.piece[depth])) : -1;
  };
  const std::span<const Entry> all(entries_);
  const auto agreeing = std::ranges::equal_range(all.subspan(branch.begin, branch.end - branch.begin),
                                                 static_cast<int>(static_cast<unsigned char>(byte)), {}, byte_at);
  const auto begin = static_cast<std::size_t>(agreeing.begin() - all.begin());
  return {begin, begin + agreeing.size(), branch.depth + 1};
}

PieceTable::Branch PieceTable::under(std::string_view prefix) const {
  Branch branch = root();
  for (const char byte : prefix) branch = narrow(branch, byte);
  return branch;
}

std::optional<PieceTable::Match> PieceTable::longest_prefix(std::string_view text, const Branch& from) const {
  std::optional<Match> longest;
  Branch branch = from;
  for (std::size_t read = 0; read < text.size(); ++read) {
    branch = narrow(branch, text[read]);
    if (branch.begin == branch.end) break;
    const Entry& first = entries_[branch.begin];
    if (first.piece.size() == branch.depth) longest = Match{&first, read + 1};
  }
  return longest;
}

}  // namespace attnscope
