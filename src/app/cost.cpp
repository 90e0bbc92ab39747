#include "app/cost.h"

#include <algorithm>
#include <functional>

namespace attnscope {
namespace {

/// The layers whose keys and values grow with the text that is being written.
const std::vector<LayerShape>& writing_layers(const SourceCard& card) {
  if (!card.decoder_layers.empty()) return card.decoder_layers;
  return card.layers.empty() ? card.cross_layers : card.layers;
}

}  // namespace

std::int64_t compared_pairs(const MaskChoice& mask, int words) {
  return visible_pairs(resolve(mask, Mask::all()), words, words);
}

double doubling_factor(const MaskChoice& mask, int words) {
  return static_cast<double>(compared_pairs(mask, 2 * words)) / static_cast<double>(compared_pairs(mask, words));
}

NextWord next_word(int words) {
  const std::int64_t all = visible_pairs(Mask::all(), words, words);
  return {.with_cache = {.rows = 1, .pairs = visible_keys(Mask::causal(), words - 1, words).size()},
          .without = {.rows = words, .pairs = all},
          .hidden = all - visible_pairs(Mask::causal(), words, words)};
}

CacheShape cache_shape(const SourceCard& card) {
  const std::vector<LayerShape>& layers = writing_layers(card);
  CacheShape shape{.layers = static_cast<int>(layers.size())};
  for (const LayerShape& layer : layers) {
    const int kept = layer.kv_heads > 0 ? layer.kv_heads : layer.heads;
    shape.heads += layer.heads;
    shape.kept += kept;
    shape.numbers += std::int64_t{2} * kept * layer.head_dim;
  }
  shape.even = std::ranges::adjacent_find(layers, std::not_equal_to{}) == layers.end();
  return shape;
}

}  // namespace attnscope
