#include "app/matched_words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "app/token_pairs.h"
#include "app/worked.h"

namespace attnscope {
namespace {

using Texts = std::vector<std::string>;

class Matching {
 public:
  Matching(const Texts& olds, const Texts& news) : olds_(olds), news_(news), from_(news.size(), -1) {}

  void keep_in_order() {
    for (const TokenPair& pair : pair_words(news_, olds_)) {
      if (pair.shown < 0 || pair.kept < 0) continue;
      const auto n = static_cast<std::size_t>(pair.shown);
      if (news_[n] == olds_[static_cast<std::size_t>(pair.kept)]) from_[n] = pair.kept;
    }
  }

  void keep_what_moved() {
    for (std::size_t n = 0; n < news_.size(); ++n) {
      for (std::size_t o = 0; o < olds_.size() && from_[n] < 0; ++o) {
        if (olds_[o] == news_[n]) take(n, static_cast<int>(o));
      }
    }
  }

  /// A word that follows the same one as an old one did is that one, renamed; so is one that comes before the same.
  void rename_between_neighbours() {
    const auto last = static_cast<int>(olds_.size()) - 1;
    for (std::size_t n = 0; n < news_.size(); ++n) {
      const bool after_none = n > 0 && from_[n - 1] < 0;
      if (from_[n] < 0 && !after_none) take(n, n == 0 ? 0 : from_[n - 1] + 1);
    }
    for (std::size_t n = news_.size(); n-- > 0;) {
      const bool at_end = n + 1 == news_.size();
      const bool before_none = !at_end && from_[n + 1] < 0;
      if (from_[n] < 0 && !before_none) take(n, at_end ? last : from_[n + 1] - 1);
    }
  }

  std::vector<int> found() && { return std::move(from_); }

 private:
  /// Where there is such an old word and no other has taken it.
  void take(std::size_t n, int o) {
    const bool there = o >= 0 && o < static_cast<int>(olds_.size());
    if (there && std::ranges::find(from_, o) == from_.end()) from_[n] = o;
  }

  const Texts& olds_;
  const Texts& news_;
  std::vector<int> from_;
};

}  // namespace

std::vector<int> matched_words(std::string_view before, std::string_view after) {
  const Texts olds = numbered_words(before);
  const Texts news = numbered_words(after);
  Matching matching(olds, news);
  matching.keep_in_order();
  matching.keep_what_moved();
  matching.rename_between_neighbours();
  return std::move(matching).found();
}

}  // namespace attnscope
