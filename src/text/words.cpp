#include "text/words.h"

#include <algorithm>
#include <iterator>

namespace attnscope {

std::vector<Stretch> stretches(CharRange word, const std::vector<CharRange>& matches, bool invert) {
  std::vector<Stretch> out;
  std::size_t at = word.begin;
  for (const CharRange match : matches) {
    const CharRange place{word.begin + match.begin, word.begin + match.end};
    if (at < place.begin) out.push_back({{at, place.begin}, invert});
    out.push_back({place, !invert});
    at = place.end;
  }
  if (at < word.end) out.push_back({{at, word.end}, invert});
  return out;
}

void put_words(SplitBehavior behavior, std::vector<Stretch> stretches, std::vector<CharRange>& out) {
  if (behavior == SplitBehavior::MergedWithNext) std::ranges::reverse(stretches);
  std::vector<CharRange> words;
  bool after_delimiter = false;
  for (const auto& [place, delimiter] : stretches) {
    if (delimiter && behavior == SplitBehavior::Removed) continue;
    const bool contiguous = behavior == SplitBehavior::Contiguous && delimiter == after_delimiter;
    const bool merged = (behavior == SplitBehavior::MergedWithPrevious || behavior == SplitBehavior::MergedWithNext) &&
                        delimiter && !after_delimiter;
    after_delimiter = delimiter;
    if ((contiguous || merged) && !words.empty()) {
      words.back() = {std::min(words.back().begin, place.begin), std::max(words.back().end, place.end)};
    } else {
      words.push_back(place);
    }
  }
  if (behavior == SplitBehavior::MergedWithNext) std::ranges::reverse(words);
  std::ranges::copy_if(words, std::back_inserter(out), [](CharRange word) { return word.begin < word.end; });
}

}  // namespace attnscope
