#include "app/player.h"

#include <algorithm>

namespace attnscope {

void Player::play(float step, float speed, Seconds now) {
  playing_ = true;
  speed_ = speed;
  seek(step >= kTimelineEnd ? 0.0F : step, now);
}

void Player::seek(float step, Seconds now) {
  from_ = step;
  since_ = now;
}

void Player::set_speed(float speed, Seconds now) {
  seek(step(now), now);
  speed_ = speed;
}

float Player::step(Seconds now) const {
  const double passed = std::max(0.0, now - since_) * static_cast<double>(speed_) / kWholeTime;
  const double step = static_cast<double>(from_) + passed * static_cast<double>(kTimelineEnd);
  return static_cast<float>(std::clamp(step, 0.0, static_cast<double>(kTimelineEnd)));
}

}  // namespace attnscope
