#include "text/bpe.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

#include "text/byte_pieces.h"
#include "text/unicode.h"

namespace attnscope {

/// One word while its pieces grow: a linked list, so that a merge costs nothing but its look-ups.
class Bpe::Word {
 public:
  explicit Word(std::size_t letters) { symbols_.reserve(letters); }

  void add(std::uint32_t piece, CharRange place) {
    const std::size_t at = symbols_.size();
    if (at > 0) symbols_.back().next = at;
    symbols_.push_back({piece, place, at == 0 ? kNone : at - 1, kNone, false});
  }

  /// Applies the rules until no pair has one.
  void merge(const Bpe& model) {
    for (std::size_t i = 0; i < symbols_.size(); ++i) consider(model, i);
    while (!queue_.empty()) {
      const Candidate best = queue_.top();
      queue_.pop();
      Symbol& left = symbols_[best.at];
      if (left.gone || left.next == kNone) continue;
      // One of the two may have become another piece since.
      const Rule* const rule = model.rule(left.piece, symbols_[left.next].piece);
      if (rule == nullptr || rule->merged != best.merged) continue;
      join(left, symbols_[left.next], rule->merged, best.at);
      if (left.previous != kNone) consider(model, left.previous);
      consider(model, best.at);
    }
  }

  void put_pieces(const std::vector<PieceTable::Entry>& entries, std::vector<Piece>& out) const {
    for (const Symbol& symbol : symbols_) {
      if (!symbol.gone) out.push_back({&entries[symbol.piece], symbol.place});
    }
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  struct Symbol {
    std::uint32_t piece = 0;
    CharRange place;
    std::size_t previous = kNone;
    std::size_t next = kNone;
    bool gone = false;
  };
  /// A pair that a rule was found for; the earliest rule comes first, then the place furthest left.
  struct Candidate {
    std::uint32_t rank = 0;
    std::size_t at = 0;
    std::uint32_t merged = 0;
    bool operator<(const Candidate& other) const { return std::tie(other.rank, other.at) < std::tie(rank, at); }
  };

  void consider(const Bpe& model, std::size_t at) {
    const std::size_t next = symbols_[at].next;
    if (next == kNone) return;
    const Rule* const rule = model.rule(symbols_[at].piece, symbols_[next].piece);
    if (rule != nullptr) queue_.push({rule->rank, at, rule->merged});
  }

  void join(Symbol& left, Symbol& right, std::uint32_t merged, std::size_t at) {
    left.piece = merged;
    left.place = {std::min(left.place.begin, right.place.begin), std::max(left.place.end, right.place.end)};
    left.next = right.next;
    right.gone = true;
    if (left.next != kNone) symbols_[left.next].previous = at;
  }

  std::vector<Symbol> symbols_;
  std::priority_queue<Candidate> queue_;
};

Bpe::Bpe(PieceTable vocabulary, std::vector<Rule> rules, Options options)
    : vocabulary_(std::move(vocabulary)), rules_(std::move(rules)), options_(std::move(options)) {
  if (options_.unknown) unknown_ = index_of(*options_.unknown);
}

Result<Bpe> Bpe::make(PieceTable vocabulary, std::span<const Merge> merges, Options options) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (vocabulary.size() >= kMost || merges.size() >= kMost) {
    return Error{ErrorCode::OutOfLimits, "merges", "too many pieces"};
  }
  Bpe model(std::move(vocabulary), {}, std::move(options));
  std::vector<Rule> rules;
  rules.reserve(merges.size());
  for (const auto& [left, right] : merges) {
    const auto refuse = [&](std::string_view piece) {
      return Error{ErrorCode::Malformed, "merges[" + std::to_string(rules.size()) + "]",
                   "'" + printable(piece) + "' is not in the vocabulary"};
    };
    const auto left_index = model.index_of(left);
    if (!left_index) return refuse(left);
    const auto right_index = model.index_of(right);
    if (!right_index) return refuse(right);
    const std::size_t prefix = std::min(model.options_.continuing_prefix.size(), right.size());
    const std::string whole = std::string(left) + std::string(right.substr(prefix));
    const auto merged = model.index_of(whole);
    if (!merged) return refuse(whole);
    rules.push_back({*left_index, *right_index, static_cast<std::uint32_t>(rules.size()), *merged});
  }
  // Of equal pairs the last is the first here, and stays.
  std::ranges::sort(rules, [](const Rule& a, const Rule& b) {
    return std::tie(a.left, a.right, b.rank) < std::tie(b.left, b.right, a.rank);
  });
  const auto same = [](const Rule& a, const Rule& b) { return a.left == b.left && a.right == b.right; };
  rules.erase(std::unique(rules.begin(), rules.end(), same), rules.end());
  model.rules_ = std::move(rules);
  return model;
}

std::optional<std::uint32_t> Bpe::index_of(std::string_view piece) const {
  const PieceTable::Entry* const entry = vocabulary_.find(piece);
  if (entry == nullptr) return std::nullopt;
  return static_cast<std::uint32_t>(entry - vocabulary_.entries().data());
}

const Bpe::Rule* Bpe::rule(std::uint32_t left, std::uint32_t right) const {
  const auto at = std::lower_bound(rules_.begin(), rules_.end(), std::pair(left, right),
                                   [](const Rule& rule, const std::pair<std::uint32_t, std::uint32_t>& pair) {
                                     return std::pair(rule.left, rule.right) < pair;
                                   });
  return at != rules_.end() && at->left == left && at->right == right ? &*at : nullptr;
}

bool Bpe::put_bytes(std::string_view letter, CharRange place, Word& word) const {
  std::vector<std::uint32_t> bytes;
  for (const char byte : letter) {
    const auto index = index_of(piece_of_byte(static_cast<unsigned char>(byte)));
    if (!index) return false;
    bytes.push_back(*index);
  }
  for (const std::uint32_t byte : bytes) word.add(byte, place);
  return true;
}

Status Bpe::put_letters(std::span<const AlignedChar> letters, Word& word) const {
  std::optional<CharRange> unknown;  // not added yet, because the next one may belong to it
  const auto add_unknown = [&] {
    if (unknown) word.add(*unknown_, *unknown);
    unknown.reset();
  };
  std::string letter;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const CharRange place{i, i + 1};
    letter = i > 0 ? options_.continuing_prefix : "";
    append_utf8(letter, letters[i].code);
    if (place.end == letters.size()) letter += options_.word_suffix;
    if (const auto index = index_of(letter)) {
      add_unknown();
      word.add(*index, place);
      continue;
    }
    if (options_.byte_fallback && put_bytes(letter, place, word)) continue;
    if (!options_.unknown) continue;
    if (!unknown_) {
      return Error{ErrorCode::Malformed, "",
                   "the tokenizer's unk_token '" + printable(*options_.unknown) + "' is not in its vocabulary"};
    }
    if (unknown && !options_.fuse_unknown) add_unknown();
    unknown = CharRange{unknown ? unknown->begin : i, i + 1};
  }
  add_unknown();
  return {};
}

Status Bpe::cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const {
  if (options_.ignore_merges) {
    std::string spelled;
    for (const AlignedChar& c : word) append_utf8(spelled, c.code);
    if (const PieceTable::Entry* const entry = vocabulary_.find(spelled)) {
      out.push_back({entry, {0, word.size()}});
      return {};
    }
  }
  Word pieces(word.size());
  if (Status put = put_letters(word, pieces); !put) return put;
  pieces.merge(*this);
  pieces.put_pieces(vocabulary_.entries(), out);
  return {};
}

}  // namespace attnscope
