#include <gtest/gtest.h>

#include <array>

#include "tests/ui/screen_support.h"

namespace attnscope::test {
namespace {

class NoticeOnScreen : public ScreenTest {
 protected:
  /// How far down from the query view's top a notice of this text changes the screen, in pixels; nothing else may.
  float depth_of(const std::string& path) {
    act({Command(DismissNotice{})});
    const Shot without = shot();
    act({Command(OpenPath{path})});
    const Shot with = shot();
    const Rect query = layout().query;
    float lowest = query.y;
    for (int y = 0; y < without.size.height; ++y) {
      for (int x = 0; x < without.size.width; ++x) {
        if (with.at(x, y) == without.at(x, y)) continue;
        EXPECT_TRUE(query.contains({static_cast<float>(x), static_cast<float>(y)})) << x << ", " << y;
        lowest = static_cast<float>(y);
      }
    }
    return lowest - query.y;
  }
};

TEST_F(NoticeOnScreen, CoversATitleAndNothingThatIsUsed) {
  constexpr float kTitleEnds = 44;
  for (const Size size : {Size{1000, 700}, Size{1440, 900}}) {
    resize(size);
    EXPECT_GT(depth_of("missing.json"), 20);
    EXPECT_LT(depth_of("missing.json"), kTitleEnds);
  }
}

TEST_F(NoticeOnScreen, TakesAsManyLinesAsItNeedsWithinReason) {
  resize({1000, 700});
  const float one = depth_of("missing.json");
  const float some = depth_of(std::string(100, 'a') + "/a folder of many words/x.json");
  const float most = depth_of(std::string(3000, 'a'));
  EXPECT_GT(some, one + 15);
  EXPECT_GT(most, some + 15);
  EXPECT_LT(most, one + 100);
}

}  // namespace
}  // namespace attnscope::test
