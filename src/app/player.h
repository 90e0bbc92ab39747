#pragma once

#include "app/scene.h"
#include "app/seconds.h"

namespace attnscope {

/// Moves the animation's step along the clock: from 0 to kTimelineEnd in kWholeTime at speed 1, and rests there.
/// A function of the clock it is given and of what it was told; it never looks at a clock itself.
class Player {
 public:
  static constexpr Seconds kWholeTime = 8.0;

  /// From `step`, or from the start where `step` is the end.
  void play(float step, float speed, Seconds now);
  void pause() { playing_ = false; }
  [[nodiscard]] bool playing() const { return playing_; }

  /// Goes on from another place or at another speed; does not begin to play.
  void seek(float step, Seconds now);
  void set_speed(float speed, Seconds now);

  /// Where the animation stands while it plays.
  [[nodiscard]] float step(Seconds now) const;

 private:
  bool playing_ = false;
  float from_ = 0;
  float speed_ = 1;
  Seconds since_ = 0;
};

}  // namespace attnscope
