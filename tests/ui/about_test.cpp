#include <gtest/gtest.h>

#include "tests/ui/screen_support.h"

namespace attnscope::test {
namespace {

class AboutPanel : public ScreenTest {
 protected:
  [[nodiscard]] const AboutPage& about() const { return screen_->memory().about; }
  /// Where the laid lines lie: elsewhere after they were laid again.
  [[nodiscard]] const void* lines() const { return about().laid.lines.data(); }
};

TEST_F(AboutPanel, LaysTheCardOutWhenItsRoomChangesAndNotInEveryFrame) {
  act({Command(ShowPanel{Panel::About})});
  settle();
  ASSERT_FALSE(about().laid.lines.empty());
  const void* const first = lines();
  const float width = about().laid.width;
  act({Command(SetTheme{Theme::Light})});
  settle();
  EXPECT_EQ(lines(), first);

  act({Command(SetUiScale{1.25F})});
  settle();
  EXPECT_GT(about().laid.width, width);
  EXPECT_NE(lines(), first);

  act({Command(SetUiScale{1})});
  resize({900, 600});
  act({Command(SetUiScale{1.25F})});
  settle();
  EXPECT_LT(about().laid.width, 1.25F * width) << "as much as the window has room for";
}

TEST_F(AboutPanel, LinesEndWithinTheColumnAndFollowOneAnother) {
  act({Command(ShowPanel{Panel::About})});
  settle();
  float y = 0;
  for (const LaidPage::Line& line : about().laid.lines) {
    EXPECT_GE(line.at.x, 0);
    EXPECT_LT(line.at.x, about().laid.width);
    EXPECT_LT(line.at.y, about().laid.height);
    y = std::max(y, line.at.y);
  }
  EXPECT_GT(y, 600) << "the built-in model's card is longer than the sheet";
}

}  // namespace
}  // namespace attnscope::test
