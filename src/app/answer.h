#pragma once

#include <array>
#include <memory>

#include "app/reading.h"
#include "core/attention.h"
#include "core/mask.h"
#include "core/matrix.h"
#include "core/patterns.h"
#include "core/trace_source.h"

namespace attnscope {

struct LayerAnswer;

/// What a Question gave: everything that was computed for one head.
struct Answer {
  SourceCard card;
  std::shared_ptr<const Reading> reading;  ///< null before the first one
  /// The viewed head at the scale and mask asked for: reading->shown.tokens by reading->keys.tokens; null where there
  /// is no token.
  std::shared_ptr<const HeadView> view;
  std::shared_ptr<const HeadView> pieces;               ///< the same by what is kept; `view` where nothing is joined
  std::shared_ptr<const HeadView> computed;             ///< the same by all tokens; `pieces` where nothing is left out
  std::array<PatternScore, kPatterns.size()> patterns;  ///< of `view`
  MapSide side = MapSide::Encoder;                      ///< the viewed map, resolved: the reading's
  HeadPlace head;                                       ///< the viewed head, resolved
  int query = -1;                                       ///< the asking row of `view`, resolved; -1: none
  float native_scale = 1.0F;                            ///< of the viewed head
  Mask native_mask;                                     ///< of the viewed head

  /// The weights on their way from the picture before to this one, eased: colours, widths and bar lengths follow it.
  /// Written numbers never do: they are those of `view` at once. Equal to view->weights when nothing moves.
  std::shared_ptr<const Matrix> shown_weights;

  std::shared_ptr<const LayerAnswer> layer;  ///< of the asking row; null while it is found out, and while nobody looks

  bool busy = false;  ///< a reading is under way
};

}  // namespace attnscope
