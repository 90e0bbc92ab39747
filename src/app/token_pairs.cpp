#include "app/token_pairs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/words.h"

namespace attnscope {
namespace {

constexpr std::size_t kMostCompared = std::size_t{1} << 22U;  ///< token pairs weighed against each other

std::string word_of(const Token& token) { return lowered(trimmed(token.text)); }

using Words = std::vector<std::string>;

Words words_of(const std::vector<Token>& tokens) {
  Words words;
  for (const Token& token : tokens) words.push_back(word_of(token));
  return words;
}

/// A half-open range of either text.
struct Part {
  int shown = 0, shown_end = 0;
  int kept = 0, kept_end = 0;
};

/// Nothing in this part is the same.
void pair_different(const Part& part, std::vector<TokenPair>& pairs) {
  if (part.shown_end - part.shown == part.kept_end - part.kept) {
    for (int i = 0; i < part.shown_end - part.shown; ++i) pairs.push_back({part.shown + i, part.kept + i});
    return;
  }
  for (int i = part.kept; i < part.kept_end; ++i) pairs.push_back({-1, i});
  for (int i = part.shown; i < part.shown_end; ++i) pairs.push_back({i, -1});
}

/// The textbook table (Cormen et al., "Longest common subsequence"): length[i][j] of what begins at i and j.
void pair_part(const Words& shown, const Words& kept, const Part& part, std::vector<TokenPair>& pairs) {
  const auto rows = static_cast<std::size_t>(part.shown_end - part.shown);
  const auto columns = static_cast<std::size_t>(part.kept_end - part.kept);
  if (rows * columns > kMostCompared) return pair_different(part, pairs);
  const auto same = [&](std::size_t i, std::size_t j) {
    return shown[static_cast<std::size_t>(part.shown) + i] == kept[static_cast<std::size_t>(part.kept) + j];
  };
  std::vector<std::uint32_t> table((rows + 1) * (columns + 1));
  const auto length = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return table[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      length(i, j) = same(i, j) ? length(i + 1, j + 1) + 1 : std::max(length(i + 1, j), length(i, j + 1));
    }
  }
  Part gap{part.shown, part.shown, part.kept, part.kept};
  std::size_t i = 0;
  std::size_t j = 0;
  const auto here = [&](int& at_shown, int& at_kept) {
    at_shown = part.shown + static_cast<int>(i);
    at_kept = part.kept + static_cast<int>(j);
  };
  while (i < rows && j < columns) {
    if (same(i, j)) {
      here(gap.shown_end, gap.kept_end);
      pair_different(gap, pairs);
      pairs.push_back({gap.shown_end, gap.kept_end});
      ++i;
      ++j;
      here(gap.shown, gap.kept);
    } else if (length(i + 1, j) >= length(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  gap.shown_end = part.shown_end;
  gap.kept_end = part.kept_end;
  pair_different(gap, pairs);
}

}  // namespace

bool same_word(const Token& a, const Token& b) { return word_of(a) == word_of(b); }

std::vector<TokenPair> pair_tokens(const std::vector<Token>& shown, const std::vector<Token>& kept) {
  return pair_words(words_of(shown), words_of(kept));
}

std::vector<TokenPair> pair_words(const Words& now, const Words& then) {
  const auto first = std::mismatch(now.begin(), now.end(), then.begin(), then.end());
  Part middle;
  middle.shown = middle.kept = static_cast<int>(first.first - now.begin());
  middle.shown_end = static_cast<int>(now.size());
  middle.kept_end = static_cast<int>(then.size());
  while (middle.shown_end > middle.shown && middle.kept_end > middle.kept &&
         now[static_cast<std::size_t>(middle.shown_end) - 1] == then[static_cast<std::size_t>(middle.kept_end) - 1]) {
    --middle.shown_end;
    --middle.kept_end;
  }
  std::vector<TokenPair> pairs;
  pairs.reserve(std::max(now.size(), then.size()));
  for (int i = 0; i < middle.shown; ++i) pairs.push_back({i, i});
  pair_part(now, then, middle, pairs);
  for (int i = middle.shown_end, j = middle.kept_end; i < static_cast<int>(now.size()); ++i, ++j) {
    pairs.push_back({i, j});
  }
  return pairs;
}

}  // namespace attnscope
