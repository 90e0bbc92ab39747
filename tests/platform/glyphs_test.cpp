#include "platform/glyphs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace attnscope {
namespace {

constexpr float kLine = 32.0F;

GlyphImage draw(std::string_view cluster, float line_height = kLine) {
  GlyphPainter painter;
  Result<GlyphImage> image = painter.draw(cluster, line_height);
  EXPECT_TRUE(image.ok()) << (image.ok() ? "" : to_line(image.error()));
  return image.ok() ? std::move(*image) : GlyphImage{};
}

long ink(const GlyphImage& image) {
  long sum = 0;
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) {
    sum += image.rgba[i];
  }
  return sum;
}

struct Sample {
  const char* what;
  const char* cluster;
  bool coloured;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.what; }

class EveryCluster : public ::testing::TestWithParam<Sample> {};

TEST_P(EveryCluster, HasInkAndASensibleWidth) {
  const GlyphImage image = draw(GetParam().cluster);
  EXPECT_GT(image.width, 2);
  EXPECT_GT(image.height, 2);
  EXPECT_EQ(image.rgba.size(), static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4U);
  EXPECT_GT(ink(image), 255L * 10);
  EXPECT_GT(image.advance, 0.2F * kLine);
  EXPECT_LT(image.advance, 2.0F * kLine);
  EXPECT_EQ(image.coloured, GetParam().coloured);
}

TEST_P(EveryCluster, StaysNearItsLine) {
  const GlyphImage image = draw(GetParam().cluster);
  EXPECT_GT(image.top, -0.5F * kLine);
  EXPECT_LT(image.top + static_cast<float>(image.height), 1.5F * kLine);
  EXPECT_GT(image.left, -0.5F * kLine);
}

INSTANTIATE_TEST_SUITE_P(Scripts, EveryCluster,
                         ::testing::Values(Sample{"latin", "e", false}, Sample{"accent", "é", false},
                                           Sample{"combining accent", "e\u0301", false}, Sample{"han", "漢", false},
                                           Sample{"hangul", "한", false}, Sample{"devanagari", "क्षि", false},
                                           Sample{"arabic", "ش", false}, Sample{"emoji", "😀", true},
                                           Sample{"joined emoji", "👩‍🔬", true}, Sample{"flag", "🇩🇪", true},
                                           Sample{"skin tone", "👍🏽", true}));

TEST(Glyphs, AJoinedEmojiIsOnePicture) {
  const float one = draw("😀").advance;
  EXPECT_NEAR(draw("👩‍🔬").advance, one, 0.1F * one);
}

TEST(Glyphs, UncolouredInkIsWhiteToBeTinted) {
  const GlyphImage image = draw("漢");
  for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
    ASSERT_EQ(image.rgba[i], 255);
    ASSERT_EQ(image.rgba[i + 1], 255);
    ASSERT_EQ(image.rgba[i + 2], 255);
  }
}

TEST(Glyphs, LettersOfAllFontsStandOnOneBaseline) {
  const GlyphImage latin = draw("H", 64.0F);
  const float bottom = latin.top + static_cast<float>(latin.height);
  EXPECT_NEAR(bottom, latin.baseline + 1.0F, 1.5F) << "an H ends at its baseline; one pixel is spare";
  const GlyphImage greek = draw("\u13A6", 64.0F);  // a Cherokee letter, from another font
  EXPECT_NEAR(greek.top + static_cast<float>(greek.height), bottom, 3.0F);
}

TEST(Glyphs, GrowWithTheLine) {
  const GlyphImage small = draw("漢", 20.0F);
  const GlyphImage large = draw("漢", 80.0F);
  EXPECT_NEAR(large.advance, 4.0F * small.advance, 0.1F * large.advance);
  EXPECT_NEAR(large.baseline, 4.0F * small.baseline, 0.5F);
  // Fonts for reading have four fifths of their line above the baseline (Inter .80, DejaVu Sans .80).
  EXPECT_NEAR(large.baseline, 0.8F * 80.0F, 0.05F * 80.0F);
}

TEST(Glyphs, ASpaceMovesThePenWithoutInk) {
  const GlyphImage image = draw(" ");
  EXPECT_EQ(image.width, 0);
  EXPECT_TRUE(image.rgba.empty());
  EXPECT_GT(image.advance, 1.0F);
}

TEST(Glyphs, OnePainterDrawsTheSameEveryTime) {
  GlyphPainter painter;
  const Result<GlyphImage> before = painter.draw("é", 24.0F);
  ASSERT_TRUE(painter.draw("😀", 60.0F).ok());
  GlyphPainter moved = std::move(painter);
  const Result<GlyphImage> after = moved.draw("é", 24.0F);
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(before->rgba, after->rgba);
  EXPECT_EQ(before->advance, after->advance);
}

TEST(Glyphs, BadInputIsToldApart) {
  GlyphPainter painter;
  EXPECT_EQ(painter.draw("", kLine).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(painter.draw("e", 0.0F).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(painter.draw("e", 1e9F).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(painter.draw("e", std::nanf("")).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(painter.draw("\xC3", kLine).error().code, ErrorCode::Malformed);
  EXPECT_EQ(painter.draw("\xFF\xFE", kLine).error().code, ErrorCode::Malformed);
  EXPECT_EQ(painter.draw(std::string_view("a\0b", 3), kLine).error().code, ErrorCode::Malformed);
  std::string joined = "e";
  for (int i = 0; i < 100; ++i) {
    joined += "\u200D";  // three bytes without ink
  }
  EXPECT_EQ(painter.draw(joined, kLine).error().code, ErrorCode::OutOfLimits);
  EXPECT_EQ(painter.draw("wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", kLine).error().code, ErrorCode::OutOfLimits);
}

TEST(Glyphs, MarksPiledUpAndControlCharactersDoNoHarm) {
  GlyphPainter painter;
  std::string pile = "e";
  for (int i = 0; i < 100; ++i) {
    pile += "\u0301";
  }
  for (const std::string& cluster : {pile, std::string("\n"), std::string("\t"), std::string("\u200D"),
                                     std::string("\u202E"), std::string("\U0010FFFF"), std::string("\r\n")}) {
    const Result<GlyphImage> image = painter.draw(cluster, kLine);
    if (image.ok()) {
      EXPECT_LE(image->width, 16 * static_cast<int>(kLine));
      EXPECT_LE(image->height, 16 * static_cast<int>(kLine));
    } else {
      EXPECT_EQ(image.error().code, ErrorCode::OutOfLimits);
    }
  }
}

}  // namespace
}  // namespace attnscope
