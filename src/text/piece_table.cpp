#include "text/piece_table.h"

#include <algorithm>
#include <cstddef>

namespace attnscope {

PieceTable::PieceTable(std::vector<Entry> entries) : entries_(std::move(entries)) {
  // Readers of JSON objects hand the pieces over in order already.
  if (!std::ranges::is_sorted(entries_, {}, &Entry::piece)) std::ranges::stable_sort(entries_, {}, &Entry::piece);
  const auto same = [](const Entry& a, const Entry& b) { return a.piece == b.piece; };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
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
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(branch.begin);
  const auto last = entries_.begin() + static_cast<std::ptrdiff_t>(branch.end);
  const int wanted = static_cast<unsigned char>(byte);
  const auto begin = std::ranges::lower_bound(first, last, wanted, {}, byte_at);
  const auto end = std::ranges::upper_bound(begin, last, wanted, {}, byte_at);
  return {static_cast<std::size_t>(begin - entries_.begin()), static_cast<std::size_t>(end - entries_.begin()),
          branch.depth + 1};
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

void PieceTable::all_prefixes(std::string_view text, std::vector<Match>& out) const {
  Branch branch = root();
  for (std::size_t read = 0; read < text.size(); ++read) {
    branch = narrow(branch, text[read]);
    if (branch.begin == branch.end) return;
    const Entry& first = entries_[branch.begin];
    if (first.piece.size() == branch.depth) out.push_back({&first, read + 1});
  }
}

}  // namespace attnscope
