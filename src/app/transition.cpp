#include "app/transition.h"

#include <algorithm>
#include <utility>

namespace attnscope {

float eased(float t) {
  t = std::clamp(t, 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

void Transition::go_to(std::shared_ptr<const Matrix> to, bool ease, Seconds now) {
  std::shared_ptr<const Matrix> shown = at(now);
  const bool comparable = shown && to && shown->rows() == to->rows() && shown->cols() == to->cols();
  from_ = ease && comparable ? std::move(shown) : nullptr;
  to_ = std::move(to);
  since_ = now;
}

std::shared_ptr<const Matrix> Transition::at(Seconds now) const {
  if (!moving(now)) return to_;
  const float share = eased(static_cast<float>((now - since_) / kDuration));
  return std::make_shared<const Matrix>((1.0F - share) * *from_ + share * *to_);
}

bool Transition::moving(Seconds now) const { return from_ && now - since_ < kDuration; }

}  // namespace attnscope
