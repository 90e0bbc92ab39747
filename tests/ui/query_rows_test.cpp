#include <gtest/gtest.h>

#include <cmath>

#include "tests/ui/screen_support.h"
#include "ui/theme.h"

namespace attnscope::test {
namespace {

/// How many pixels of a part have exactly this colour.
int count_of(const Shot& shot, const Rect& part, const Colour& colour) {
  std::uint32_t wanted = 0;
  for (const float channel : {colour.x, colour.y, colour.z}) {
    wanted = wanted << 8U | static_cast<std::uint32_t>(std::lround(channel * 255));
  }
  int count = 0;
  for (int y = static_cast<int>(part.y); y < static_cast<int>(part.bottom()); ++y) {
    for (int x = static_cast<int>(part.x); x < static_cast<int>(part.right()); ++x) count += shot.at(x, y) == wanted;
  }
  return count;
}

using QueryRows = ScreenTest;

TEST_F(QueryRows, WordsThatTheMaskHidesHaveNoBars) {
  const int words = static_cast<int>(state().reading->encoding.tokens.size());
  ASSERT_GT(words, 8);
  act({Edit(SetQuery{pin(state().reading->encoding.tokens, 0)})});
  const auto ground_of_bars = [&] {
    const Shot picture = shot();
    Rect rows = layout().query;
    take_bottom(rows, 60);  // the timeline's track has the same colour
    return count_of(picture, rows, palette(state().settings.theme).track);
  };
  const int all = ground_of_bars();
  act({Edit(SetMask{{.kind = MaskKind::Causal}})});  // the first word sees itself and nothing else
  const int one = ground_of_bars();
  EXPECT_GT(all, 1000);
  EXPECT_LT(one, 2 * all / words);
}

}  // namespace
}  // namespace attnscope::test
