#pragma once

#include <cstdint>

#include "app/scene.h"
#include "core/trace_source.h"

namespace attnscope {

/// The pairs of words that one head compares under this mask, which is no model's own.
std::int64_t compared_pairs(const MaskChoice& mask, int words);
/// How many times as many they become when there are twice as many words.
double doubling_factor(const MaskChoice& mask, int words);

/// What a layer has to do for some words: rows of queries, keys and values to compute, pairs that a head compares.
struct CostOfWords {
  std::int64_t rows = 0;
  std::int64_t pairs = 0;
};

/// What it takes a model that looks back only to go on after `words` words.
struct NextWord {
  CostOfWords with_cache;   ///< the newest word alone: keys and values of those before it were kept
  CostOfWords without;      ///< everything again
  std::int64_t hidden = 0;  ///< of without.pairs, how many the mask then hides
};
NextWord next_word(int words);

/// The heads that write, of a model: what a cache keeps is one key and one value a word of each that has its own.
struct CacheShape {
  int layers = 0;
  int heads = 0;             ///< of all layers together, whosever keys they use
  int kept = 0;              ///< likewise those that have keys and values of their own
  std::int64_t numbers = 0;  ///< kept of each word
  bool even = true;          ///< whether the layers are alike
};
/// Of a model of two texts: of its decoder's own text.
CacheShape cache_shape(const SourceCard& card);

}  // namespace attnscope
