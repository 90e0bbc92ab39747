#pragma once

#include <cstdint>
#include <vector>

#include "core/distance_bias.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/slab.h"
#include "core/token.h"
#include "core/weights.h"

namespace attnscope {

/// Who looks at whom. A source of one text has the first kind only.
enum class MapSide : std::uint8_t {
  Encoder,  ///< the text looks at itself; so does the only text of a source of one
  Decoder,  ///< the second text looks at itself
  Cross,    ///< the second text looks at the first
};

/// What one head computed for one text, or for a text that looks at another. Kept as O(n d); the n x m map is made when
/// somebody looks (see look()). q, k and v are columns of what all heads of a layer share; several heads may have one
/// k.
struct HeadTrace {
  SharedMatrix q;          ///< [n, head_dim], one row a query token
  SharedMatrix k;          ///< [m, head_dim], one row a key token
  SharedMatrix v;          ///< [m, head_dim], one row a value
  float native_scale;      ///< what the model multiplies q.k by; 1/sqrt(head_dim) as a rule
  Mask mask;               ///< what the model itself lets a query see
  DistanceBias bias = {};  ///< what the model adds to scale x q.k
};

/// Counted from 0 in code: [layer][head].
using LayerTraces = std::vector<std::vector<HeadTrace>>;

/// [layer], each [n, hidden].
using Streams = std::vector<SharedMatrix>;

/// What one forward pass produced. Immutable once made, so threads may share it.
struct Trace {
  std::vector<Token> tokens;
  LayerTraces layers;  ///< MapSide::Encoder: `tokens` look at `tokens`
  // Of sources that take two texts:
  std::vector<Token> tokens_b = {};  ///< the second text, as the decoder reads it
  LayerTraces decoder = {};          ///< MapSide::Decoder: `tokens_b` look at `tokens_b`
  LayerTraces cross = {};            ///< MapSide::Cross: `tokens_b` look at `tokens`
  // The residual stream as each of these blocks finds it; none where heads stand alone, without layers around them:
  Streams streams = {};
  Streams decoder_streams = {};
  Streams cross_streams = {};
  Slab memory = {};  ///< where q, k, v and the streams of one text lie, with room for what may be appended

  [[nodiscard]] int size() const { return static_cast<int>(tokens.size()); }

  [[nodiscard]] const LayerTraces& map(MapSide side) const {
    if (side == MapSide::Encoder) return layers;
    return side == MapSide::Decoder ? decoder : cross;
  }
  [[nodiscard]] const Streams& stream(MapSide side) const {
    if (side == MapSide::Encoder) return streams;
    return side == MapSide::Decoder ? decoder_streams : cross_streams;
  }
  /// The tokens of a map's rows, and those of its columns.
  [[nodiscard]] const std::vector<Token>& queries(MapSide side) const {
    return side == MapSide::Encoder ? tokens : tokens_b;
  }
  [[nodiscard]] const std::vector<Token>& keys(MapSide side) const {
    return side == MapSide::Decoder ? tokens_b : tokens;
  }
};

}  // namespace attnscope
