#include "app/present/presentation.h"

#include <algorithm>
#include <cmath>

namespace attnscope {

Presentation at_scene(Presentation now, int scene) {
  now.scene = std::clamp(scene, 0, std::max(0, now.count - 1));
  now.black = false;
  return now;
}

Presentation moved(Presentation now, PresentMove move) {
  switch (move) {
    case PresentMove::Next:
      return at_scene(now, now.scene + 1);
    case PresentMove::Before:
      return at_scene(now, now.scene - 1);
    case PresentMove::First:
      return at_scene(now, 0);
    case PresentMove::Last:
      return at_scene(now, now.count - 1);
    case PresentMove::Black:
      now.black = !now.black;
      break;
    case PresentMove::Notes:
      now.notes = !now.notes;
      break;
    case PresentMove::List:
      now.list = !now.list && now.count > 0;
      break;
    case PresentMove::Apart:
      now.apart = !now.apart;
      now.notes = false;  // they go there, not twice
      break;
  }
  return now;
}

std::string position_text(const Presentation& presentation) {
  if (presentation.count == 0) return {};
  return std::to_string(presentation.scene + 1) + " / " + std::to_string(presentation.count);
}

std::string clock_text(Seconds elapsed) {
  constexpr long kMinute = 60;
  constexpr Seconds kLongest = 99.0 * 3600;
  const long seconds = std::lround(std::floor(std::clamp(elapsed, 0.0, kLongest)));
  const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const long minutes = seconds / kMinute;
  const std::string tail = two(minutes % kMinute) + ":" + two(seconds % kMinute);
  return minutes < kMinute ? tail : std::to_string(minutes / kMinute) + ":" + tail;
}

}  // namespace attnscope
