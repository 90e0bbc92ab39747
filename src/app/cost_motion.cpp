#include "app/cost_motion.h"

#include <cmath>
#include <utility>

#include "app/transition.h"

namespace attnscope {
namespace {

float factor_between(float from, float to, float share) { return from * std::pow(to / from, share); }

}  // namespace

CostSizes cost_sizes(int words) {
  CostSizes sizes{.words = static_cast<float>(words)};
  while (sizes.frame < sizes.words) sizes.frame *= 10;
  return sizes;
}

void CostMotion::go_to(const CostSizes& to, bool ease, Seconds now) {
  const bool jumps = !ease || !std::exchange(begun_, true);
  if (!jumps && to == to_) return;
  from_ = jumps ? to : at(now);
  to_ = to;
  since_ = now;
}

CostSizes CostMotion::at(Seconds now) const {
  if (!moving(now)) return to_;
  const float share = eased(static_cast<float>((now - since_) / kDuration));
  return {.words = factor_between(from_.words, to_.words, share),
          .frame = factor_between(from_.frame, to_.frame, share)};
}

}  // namespace attnscope
