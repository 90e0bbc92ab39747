#include "ui/theme.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <string_view>

namespace attnscope {
namespace {

constexpr float kReadable = 4.5F;  ///< WCAG 2.1, level AA, for text of ordinary size

struct Ground {
  std::string_view name;
  Colour Palette::*colour;
};

constexpr std::array kGrounds{Ground{"background", &Palette::background}, Ground{"panel", &Palette::panel},
                              Ground{"raised", &Palette::raised}};
constexpr std::array kInks{Ground{"text", &Palette::text},     Ground{"muted", &Palette::muted},
                           Ground{"faint", &Palette::faint},   Ground{"query", &Palette::query},
                           Ground{"key", &Palette::key},       Ground{"value", &Palette::value},
                           Ground{"weight", &Palette::weight}, Ground{"warn", &Palette::warn}};

class EachTheme : public ::testing::TestWithParam<Theme> {
 protected:
  [[nodiscard]] static const Palette& colours() { return palette(GetParam()); }
};

TEST(Contrast, IsThatOfTheStandard) {
  const Colour black{0, 0, 0, 1};
  const Colour white{1, 1, 1, 1};
  EXPECT_NEAR(contrast(black, white), 21, 1e-3F);
  EXPECT_NEAR(contrast(white, black), 21, 1e-3F);
  EXPECT_FLOAT_EQ(contrast(white, white), 1);
  const float grey = 0x76 / 255.0F;  // the darkest grey that is readable on white, as every guide tells
  EXPECT_NEAR(contrast({grey, grey, grey, 1}, white), 4.54F, 0.01F);
  EXPECT_NEAR(contrast({1, 0, 0, 1}, white), 4.0F, 0.01F);
}

TEST_P(EachTheme, EveryInkIsReadableOnEveryGround) {
  for (const Ground& ground : kGrounds) {
    for (const Ground& ink : kInks) {
      EXPECT_GE(contrast(colours().*ink.colour, colours().*ground.colour), kReadable)
          << ink.name << " on " << ground.name;
    }
  }
}

TEST_P(EachTheme, AChosenRowIsReadable) {
  const Palette& p = colours();
  for (const Colour& ink : {p.text, p.muted}) EXPECT_GE(contrast(ink, chosen_ground(p)), kReadable);
}

TEST_P(EachTheme, ChipsAreReadableWhateverTheyGet) {
  const Palette& p = colours();
  EXPECT_GE(contrast(p.on_query, p.query_fill), kReadable);
  for (int i = 0; i <= 100; ++i) {
    const Colour ground = mix(p.chip, p.key_fill, static_cast<float>(i) / 100);
    EXPECT_GE(contrast(p.text, ground), kReadable) << "a chip that gets " << i << " %";
  }
}

TEST_P(EachTheme, IsOpaqueThroughout) {
  // A palette is colours and nothing else, so that a new one is looked at by itself.
  const auto all = std::bit_cast<std::array<Colour, sizeof(Palette) / sizeof(Colour)>>(colours());
  for (const Colour& colour : all) {
    EXPECT_EQ(colour.w, 1);
    for (const float channel : {colour.x, colour.y, colour.z}) EXPECT_TRUE(channel >= 0 && channel <= 1);
  }
}

TEST_P(EachTheme, TellsTheFourOfAttentionApart) {
  const Palette& p = colours();
  const std::array four{p.query, p.key, p.value, p.weight};
  for (std::size_t i = 0; i < four.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(packed(four[i]), packed(four[j]));
  }
}

INSTANTIATE_TEST_SUITE_P(Both, EachTheme, ::testing::Values(Theme::Dark, Theme::Light),
                         [](const auto& theme) { return theme.param == Theme::Dark ? "Dark" : "Light"; });

TEST(Colours, MixAndFade) {
  const Colour from{0, 0.5F, 1, 1};
  const Colour to{1, 0.5F, 0, 1};
  EXPECT_EQ(packed(mix(from, to, 0)), packed(from));
  EXPECT_EQ(packed(mix(from, to, 1)), packed(to));
  EXPECT_FLOAT_EQ(mix(from, to, 0.25F).x, 0.25F);
  EXPECT_FLOAT_EQ(with_alpha(from, 0.5F).w, 0.5F);
  EXPECT_FLOAT_EQ(with_alpha(with_alpha(from, 0.5F), 0.5F).w, 0.25F);
  EXPECT_EQ(packed({1, 0, 0, 1}), IM_COL32(255, 0, 0, 255));
}

/// Dear ImGui without a window.
class BareImGui : public ::testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
  }
  void TearDown() override { ImGui::DestroyContext(); }
};

using ImGuiTheme = BareImGui;

TEST_F(ImGuiTheme, IsTheSameHoweverOftenItIsSet) {
  apply_to_imgui(palette(Theme::Dark), 2);
  const ImGuiStyle once = ImGui::GetStyle();
  apply_to_imgui(palette(Theme::Light), 1.5F);
  apply_to_imgui(palette(Theme::Dark), 2);
  EXPECT_EQ(ImGui::GetStyle().FramePadding.x, once.FramePadding.x) << "sizes must not grow with every change";
  EXPECT_EQ(packed(ImGui::GetStyle().Colors[ImGuiCol_Text]), packed(palette(Theme::Dark).text));
}

}  // namespace
}  // namespace attnscope
