#pragma once

#include <string>
#include <vector>

#include "app/application.h"
#include "app/plans/geometry.h"

namespace attnscope {

/// What the large part of a presented scene is, besides the map.
enum class PresentBody : std::uint8_t {
  Shares,   ///< who gets how much, in large bars
  Steps,    ///< the query view, while its animation stands anywhere but at its end, or stays there
  Compare,  ///< the two that are compared
  Predict,  ///< what the room expects, and what came of it
  Page,     ///< an experiment, in the place of everything but title and foot
};

/// stays: whether what the animation came to stays on the screen.
PresentBody present_body(const AppState& state, bool stays = false);

/// Where each part of a presented scene lies, in window units; a part that is not needed has no height.
struct PresentLayout {
  Rect title, chips, map, side, page, foot, notes;
  Rect transport;  ///< of the animation: in one place, whether bars or steps stand above it; where there is hardly room
                   ///< for steps, they have their own
  Rect moment;     ///< beside that, where the map was: what the animation tells just now
};

/// The size of an unscaled pixel on a screen of this size: type that can be read from the last row.
float present_unit(float width, float height);

/// What else the layout depends on.
struct PresentNeeds {
  PresentBody body = PresentBody::Shares;
  bool title = false;
  bool notes = false;
  float chips_height = 0;
};

PresentLayout plan_presentation(float width, float height, float unit, const PresentNeeds& needs);

/// Between which rows of a list something would come to lie that is let go `along` rows below the list's beginning:
/// 0 is before the first, `count` behind the last.
int gap_in_list(float along, int count);
/// Which row it then is, taken from row `from`.
int landing_row(int from, int gap);

/// One bar: a key of the asking word, or the rest of them together.
struct ShareRow {
  int key = -1;  ///< -1: the rest
  std::string word;
  float weight = 0;        ///< as it is
  float shown_weight = 0;  ///< on its way, for the bar
  bool query = false;      ///< the asking word itself
};

/// The heaviest keys, heaviest first; where there are more than `most` rows, the last row is the rest. most >= 2.
/// Empty where there is nothing to show.
std::vector<ShareRow> plan_shares(const AppState& state, int most);

/// The line at the foot of a presented scene.
struct PresentFoot {
  std::string scale;    ///< "scale 0.250"
  std::string origin;   ///< "= 1/√16 · as trained"
  std::string listens;  ///< "listens to 1.9 words"
  std::string badge;    ///< every what-if; empty if none
  std::string place;    ///< "3 / 10"
  std::string trouble;  ///< what keeps the picture from being there; empty as a rule
};

PresentFoot plan_foot(const AppState& state);

/// The outlined pattern and what the head scores on it, "Previous token  46 %  before"; empty where none is outlined.
std::string outlined_text(const AppState& state);

}  // namespace attnscope
