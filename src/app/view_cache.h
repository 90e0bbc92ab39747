#pragma once

#include <memory>

#include "app/reading.h"
#include "core/attention.h"

namespace attnscope {

/// The head that is being looked at, kept until something it depends on changes. Another scale or mask starts from the
/// scores that are there, so that a moving slider costs O(n^2) and never q.k again.
class ViewCache {
 public:
  /// multiplier: of the head's native scale; mask: against the head's own.
  /// Through the reading's lens. Empty where the reading has no such head, or no token to show.
  /// Errors  those of look(); `where` names the head.
  const Result<LookedAt>& view(const std::shared_ptr<const Reading>& reading, HeadPlace head, float multiplier,
                               const MaskChoice& mask);

 private:
  std::shared_ptr<const Reading> reading_;
  HeadPlace head_;
  float multiplier_ = 1.0F;
  MaskChoice mask_;
  Result<LookedAt> view_ = LookedAt{};
};

/// The head's q, k and v, or null where the reading's map has none at this place.
const HeadTrace* find_head(const Reading* reading, HeadPlace place);

}  // namespace attnscope
