#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace attnscope {

/// Which keys a query may look at, as a band round the diagonal: query i sees key j when
/// i - j <= back and j - i <= ahead. Every mask of the supported models is such a band:
/// all {any, any}, causal {any, 0}, nearby w {w, w}, causal window w {w - 1, 0}.
struct Mask {
  static constexpr int kUnlimited = std::numeric_limits<int>::max();

  int back = kUnlimited;   ///< how many places before itself a query sees; >= 0
  int ahead = kUnlimited;  ///< how many places after itself a query sees; >= 0

  static constexpr Mask all() { return {}; }
  static constexpr Mask causal() { return {.back = kUnlimited, .ahead = 0}; }
  static constexpr Mask nearby(int w) { return {.back = w, .ahead = w}; }

  [[nodiscard]] constexpr bool valid() const { return back >= 0 && ahead >= 0; }

  friend bool operator==(const Mask&, const Mask&) = default;
};

/// The keys one query may look at: [begin, end).
struct KeyRange {
  int begin = 0;
  int end = 0;

  [[nodiscard]] constexpr int size() const { return end - begin; }
  [[nodiscard]] constexpr bool contains(int key) const { return begin <= key && key < end; }

  friend bool operator==(const KeyRange&, const KeyRange&) = default;
};

/// S_i of the definitions: the keys that row `query` may see among `keys` keys. Written without i + ahead, which
/// overflows.
constexpr KeyRange visible_keys(const Mask& mask, int query, int keys) {
  const int begin = mask.back >= query ? 0 : query - mask.back;
  const int end = mask.ahead >= keys - 1 - query ? keys : query + mask.ahead + 1;
  return {std::min(begin, keys), std::max(std::min(begin, keys), end)};
}

/// Which keys each query of a view may look at: the mask's, or a range of its own a row where tokens were left out or
/// joined, which leaves no band.
struct Visibility {
  Mask mask;                                                    ///< what the weights were made under
  std::shared_ptr<const std::vector<KeyRange>> rows = nullptr;  ///< [n]; null: as the mask says

  Visibility() = default;
  Visibility(const Mask& band) : mask(band) {}  // NOLINT(google-explicit-constructor): a mask is the usual case
  Visibility(const Mask& band, std::vector<KeyRange> own)
      : mask(band), rows(std::make_shared<const std::vector<KeyRange>>(std::move(own))) {}

  friend bool operator==(const Visibility&, const Visibility&) = default;
};

inline KeyRange visible_keys(const Visibility& visibility, int query, int keys) {
  return visibility.rows ? (*visibility.rows)[static_cast<std::size_t>(query)]
                         : visible_keys(visibility.mask, query, keys);
}

/// How many pairs of a query and a key are compared: queries x keys where nothing is hidden.
inline std::int64_t visible_pairs(const Visibility& visibility, int queries, int keys) {
  std::int64_t pairs = 0;
  for (int query = 0; query < queries; ++query) pairs += visible_keys(visibility, query, keys).size();
  return pairs;
}

}  // namespace attnscope
