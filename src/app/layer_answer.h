#pragma once

#include <string>

#include "app/plans/query_plan.h"
#include "core/layer_step.h"
#include "core/trace_source.h"

namespace attnscope {

/// What has to be asked of a layer, so that its numbers follow from the blend that is on the screen.
struct LayerAsked {
  LayerQuestion question;
  std::string note;  ///< which of the numbers follow from a what-if, for people; empty where they are the model's own
  friend bool operator==(const LayerAsked&, const LayerAsked&) = default;
};

/// What the layer does with what the asking row takes away.
struct LayerAnswer {
  int head = 0;  ///< the one whose blend is the one on the screen
  std::string note;
  Result<LayerStep> step;
};

/// in: a row of this head's. options: those of the pass.
/// Errors  Unsupported: several pieces ask, and the layer treats each by itself.
Result<LayerAsked> layer_asked(const QueryInput& in, int query, MapSide side, HeadPlace place,
                               const ForwardOptions& options);

/// Errors  in `step`: that of `asked`, or those of the source. Thread  any; no exception leaves it.
LayerAnswer layer_answer(const TraceSource& source, const Trace& trace, const Result<LayerAsked>& asked);

}  // namespace attnscope
