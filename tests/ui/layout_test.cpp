#include "ui/layout.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "ui/views/views.h"

namespace attnscope {
namespace {

struct Screen {
  float width, height, unit, chips;
};

/// Every window that people have, at every size of type that it has room for, with sentences from none to a page.
template <class Check>
void for_many_screens(Check check) {
  constexpr std::array<std::pair<float, float>, 8> kSizes{
      {{900, 600}, {1000, 700}, {1280, 720}, {1440, 900}, {1920, 1080}, {2560, 1440}, {1080, 1920}, {3840, 2160}}};
  for (const auto& [width, height] : kSizes) {
    for (float unit = 0.5F; unit <= largest_unit(width, height); unit += 0.25F) {
      for (const float chips : {0.0F, 80.0F, 200.0F, 5000.0F}) {
        SCOPED_TRACE(::testing::Message() << width << " x " << height << ", unit " << unit << ", chips " << chips);
        for (const ScreenParts& parts : {ScreenParts{}, ScreenParts{.texts = 2}, ScreenParts{.by_hand = true},
                                         ScreenParts{.texts = 2, .by_hand = true}}) {
          SCOPED_TRACE(::testing::Message() << parts.texts << " texts, by hand " << parts.by_hand);
          check(Screen{width, height, unit, chips}, plan_layout(width, height, unit, chips, parts), parts.by_hand);
        }
      }
    }
  }
}

float area(const Rect& r) { return r.w * r.h; }

/// Numbers stand where otherwise meters and heads stand.
bool belongs(const ViewRow& view, bool by_hand) {
  if (view.key == "numbers") return by_hand;
  return !by_hand || (view.key != "meters" && view.key != "heads");
}

TEST(PlanLayout, EveryPartHasRoomInsideTheWindow) {
  for_many_screens([](const Screen& s, const Layout& layout, bool by_hand) {
    for (const ViewRow& view : kViews) {
      const Rect& part = layout.*view.area;
      EXPECT_EQ(part.h > 0, belongs(view, by_hand)) << view.key;
      if (!belongs(view, by_hand)) continue;
      EXPECT_GT(part.w, 0) << view.key;
      EXPECT_GE(part.x, 0) << view.key;
      EXPECT_GE(part.y, 0) << view.key;
      EXPECT_LE(part.right(), s.width + 0.01F) << view.key;
      EXPECT_LE(part.bottom(), s.height + 0.01F) << view.key;
    }
  });
}

TEST(PlanLayout, PartsCoverTheWindowAndNeverOverlap) {
  for_many_screens([](const Screen& s, const Layout& layout, bool /*by_hand*/) {
    float covered = 0;
    for (std::size_t i = 0; i < kViews.size(); ++i) {
      const Rect& a = layout.*kViews[i].area;
      covered += area(a);
      for (std::size_t j = 0; j < i; ++j) {
        const Rect& b = layout.*kViews[j].area;
        const float w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
        const float h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
        EXPECT_TRUE(w < 0.01F || h < 0.01F) << kViews[i].key << " on " << kViews[j].key;
      }
    }
    EXPECT_NEAR(covered / (s.width * s.height), 1, 1e-4F);
  });
}

/// Every window and type with a lesson above the words, as high as it may be.
template <class Check>
void for_many_lessons(Check check) {
  constexpr std::array<std::pair<float, float>, 5> kSizes{
      {{1000, 700}, {1280, 720}, {1440, 900}, {1920, 1080}, {2560, 1440}}};
  for (const auto& [width, height] : kSizes) {
    for (float unit = 1; unit <= std::min(1.6F, largest_unit(width, height, {.strip = true})); unit += 0.2F) {
      for (const float strip : {80.0F, 150.0F, 220.0F}) {
        SCOPED_TRACE(::testing::Message() << width << " x " << height << ", unit " << unit << ", strip " << strip);
        check(plan_layout(width, height, unit, 110 * unit, {.strip_height = strip * unit}), unit);
      }
    }
  }
}

TEST(PlanLayout, UnderALessonNoPartLiesOnAnother) {
  for_many_lessons([](const Layout& layout, float unit) {
    for (std::size_t i = 0; i < kViews.size(); ++i) {
      const Rect& a = layout.*kViews[i].area;
      EXPECT_EQ(area(a) > 0, belongs(kViews[i], false)) << kViews[i].key;
      for (std::size_t j = 0; j < i; ++j) {
        const Rect& b = layout.*kViews[j].area;
        const float w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
        const float h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
        EXPECT_TRUE(w < 0.01F || h < 0.01F) << kViews[i].key << " on " << kViews[j].key;
      }
    }
    EXPECT_GE(layout.heatmap.h, 115 * unit) << "a map below its choices and words";
    EXPECT_GE(layout.heatmap.w, 200 * unit);
    EXPECT_GE(layout.meters.h, 84 * unit) << "six lines";
  });
}

TEST(PlanLayout, UnderALessonAWorkedExampleHasItsMapAndItsNumbers) {
  const Layout layout = plan_layout(1000, 700, 1, 140, {.texts = 2, .by_hand = true, .strip_height = 145});
  EXPECT_GE(layout.numbers.h, 200);
  EXPECT_GE(layout.heatmap.h, 200);
  EXPECT_GE(layout.heatmap.w, 150);
  EXPECT_GE(layout.query.w, 350);
  EXPECT_EQ(layout.heatmap.right(), layout.query.x);
  const float largest = largest_unit(1000, 700, {.strip = true, .by_hand = true});
  EXPECT_GE(plan_layout(1000, 700, largest, 140 * largest, {.by_hand = true, .strip_height = 145 * largest}).query.w,
            350 * largest);
  const Layout alone = plan_layout(1000, 700, largest, 100 * largest, {.by_hand = true, .numbers_height = 500});
  EXPECT_GE(alone.heatmap.h, 150 * largest) << "without a lesson it stands above the numbers";
  EXPECT_EQ(alone.heatmap.w, alone.numbers.w);
}

TEST(PlanLayout, AWorkedExampleTakesForItsNumbersWhatTheyNeed) {
  const auto numbers = [](float needed) {
    return plan_layout(1440, 900, 1, 100, {.by_hand = true, .numbers_height = needed}).numbers.h;
  };
  EXPECT_EQ(numbers(280), 280);
  EXPECT_GT(numbers(0), 150) << "the first frame knows nothing yet";
  EXPECT_LE(numbers(1e6F), 430);
}

TEST(PlanLayout, ALongerSentenceGetsMoreRoomUpToALimit) {
  const float little = plan_layout(1440, 900, 1, 40).chips.h;
  const float more = plan_layout(1440, 900, 1, 200).chips.h;
  const float most = plan_layout(1440, 900, 1, 1e6F).chips.h;
  EXPECT_LT(little, more);
  EXPECT_EQ(more, 200);
  EXPECT_LE(more, most);
  EXPECT_LT(most, 450) << "the map and the numbers need the rest";
}

TEST(Growth, StaysOneUpToTheDesignedSizeAndFillsLargerScreens) {
  EXPECT_EQ(growth(900, 600), 1);
  EXPECT_EQ(growth(1440, 900), 1);
  EXPECT_EQ(growth(1440, 5000), 1) << "the narrower side decides";
  EXPECT_EQ(growth(2880, 1800), 2);
  EXPECT_GT(growth(1920, 1200), 1.2F);
  EXPECT_EQ(growth(1e5F, 1e5F), growth(1e6F, 1e6F)) << "there is a most";
}

TEST(Growth, NeverShrinksAndMovesInFewSteps) {
  float before = 0;
  int steps = 0;
  for (float width = 600; width < 6000; width += 7) {
    const float now = growth(width, width * 0.625F);
    EXPECT_GE(now, before);
    EXPECT_LE(now, std::max(1.0F, width / 1440)) << "larger than the screen";
    steps += now != before ? 1 : 0;
    before = now;
  }
  EXPECT_LE(steps, 20) << "every step costs a font atlas";
}

}  // namespace
}  // namespace attnscope
