#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/attention.h"
#include "core/forward.h"
#include "core/matrix.h"
#include "core/model.h"
#include "core/result.h"
#include "core/trace.h"

namespace attnscope {

/// What becomes of the residual stream after an attention block has added to it.
enum class AfterAttention : std::uint8_t {
  FeedForward,     ///< the feed-forward block reads it
  Cross,           ///< the block that looks at the other text reads it
  FeedForwardToo,  ///< the feed-forward block adds to it as well, from what it was before attention
};

/// What the attention block of one layer does to one token's row of the residual stream (Vaswani et al. 2017, sections
/// 3.1 and 3.2.2): the heads' blends, side by side, go through W_O, and what comes out is added to the row.
struct LayerStep {
  Eigen::RowVectorXf before;  ///< [hidden] the row as the block finds it
  Matrix blends;              ///< [heads, head_dim] what each head blended for this row
  Matrix parts;               ///< [heads, hidden] each blend through its own rows of W_O
  Eigen::RowVectorXf bias;    ///< [hidden] that of W_O; empty where it has none
  Eigen::RowVectorXf added;   ///< [hidden] W_O's result: the parts' sum, and the bias
  Eigen::RowVectorXf after;   ///< [hidden] before + added
  Eigen::RowVectorXf normed;  ///< [hidden] what the norm makes of it where the model norms after adding; else empty
  NormKind norm = NormKind::Layer;
  AfterAttention next = AfterAttention::FeedForward;
};

/// Which row of which layer.
struct LayerQuestion {
  MapSide side = MapSide::Encoder;
  int layer = 0;
  int row = 0;                  ///< of the tokens that ask
  ForwardOptions options = {};  ///< those that the Trace was made with
  /// One head's blend as it is looked at, which may be another than the pass made: the step then follows from this one
  /// and from what the other heads blended in the pass.
  struct Shown {
    int head = 0;
    std::vector<float> blend;  ///< [head_dim]
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  std::optional<Shown> shown = {};

  friend bool operator==(const LayerQuestion&, const LayerQuestion&) = default;
};

/// How a head looks in a pass with these options.
LookOptions look_in_pass(const HeadTrace& head, MapSide side, const ForwardOptions& options);

/// trace: what forward() or forward_two() gave for this model.
/// Errors  InvalidArgument (no such layer, row or head; a blend of another width), EmptyRow, NotFinite; `where` names
///         the head.
/// Thread  pure, any thread; O(heads (m d + d hidden)).
Result<LayerStep> layer_step(const Model& model, const Trace& trace, const LayerQuestion& question);

}  // namespace attnscope
