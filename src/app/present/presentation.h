#pragma once

#include <cstdint>
#include <string>

#include "app/seconds.h"

namespace attnscope {

/// Where a presentation stands: a plain value. What is on the screen is the Scene, as always; nothing here changes a
/// number.
struct Presentation {
  int scene = 0;       ///< of the lecture, counted from 0
  int count = 0;       ///< of the lecture's scenes; 0: the scene that was there is shown alone
  bool black = false;  ///< the room sees nothing
  bool notes = false;  ///< the speaker's part is on the same screen
  bool list = false;   ///< every scene, small
  bool apart = false;  ///< where the speaker's part has a window of its own is turned round: see SpeakerWindow
  Seconds began = 0;

  friend bool operator==(const Presentation&, const Presentation&) = default;
};

enum class PresentMove : std::uint8_t { Next, Before, First, Last, Black, Notes, List, Apart };

/// What a move makes of it. To walk ends the black screen and stops at either end; The others toggle.
Presentation moved(Presentation now, PresentMove move);

/// The same at another scene, which is brought into the lecture.
Presentation at_scene(Presentation now, int scene);

/// "3 / 10"; empty where there is no lecture.
std::string place_text(const Presentation& presentation);

/// "12:05", with hours where there are any.
std::string clock_text(Seconds elapsed);

}  // namespace attnscope
