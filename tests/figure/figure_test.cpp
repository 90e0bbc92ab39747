#include "figure/figure.h"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/figure/content_support.h"
#include "tests/figure/png_support.h"

namespace attnscope::figure {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Pixel = std::array<int, 3>;

Pixel pixel(const Picture& picture, double x, double y) {
  const auto at =
      4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x));
  return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
}

Pixel shade(ColourMap map, float t) {
  const Rgb rgb = colour(map, t);
  Pixel bytes{};
  for (std::size_t i = 0; i < 3; ++i) bytes[i] = static_cast<int>(std::lround(255 * rgb[i]));
  return bytes;
}

int difference(const Pixel& a, const Pixel& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

Picture png_of(const Content& content, PageSize page) {
  const Result<std::string> bytes = render(content, page, Format::Png);
  EXPECT_TRUE(bytes.ok()) << (bytes.ok() ? "" : to_line(bytes.error()));
  return bytes.ok() ? decode_png(*bytes) : Picture{};
}

Point middle(const Rect& rect) { return {rect.x + rect.width / 2, rect.y + rect.height / 2}; }

class EveryMap : public testing::TestWithParam<ColourMapRow> {};

TEST_P(EveryMap, PaintsEachCellInTheColourOfItsValue) {
  Content content = some_content(14);
  content.map = GetParam().id;
  const PageSize page{640, 560};
  const Picture png = png_of(content, page);
  const Result<Plan> plan = plan_figure(content, page, pango_measure());
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(png.width, 640);
  for (int i = 0; i < 14; ++i) {
    for (int j = 0; j < 14; ++j) {
      const Point at = middle(plan->cell(i, j));
      const Pixel want = shade(content.map, content.values(i, j) / content.high);
      EXPECT_EQ(pixel(png, at.x, at.y), want) << i << ", " << j;
    }
  }
}

TEST_P(EveryMap, RunsUpTheColourBar) {
  Content content = some_content(6);
  content.map = GetParam().id;
  const PageSize page{640, 560};
  const Picture png = png_of(content, page);
  const Rect bar = plan_figure(content, page, pango_measure())->bar;
  for (int y = 1; y < static_cast<int>(bar.height) - 1; y += 3) {
    const float t = 1 - (static_cast<float>(y) + 0.5F) / static_cast<float>(bar.height);
    EXPECT_LE(difference(pixel(png, bar.x + bar.width / 2, bar.y + y), shade(content.map, t)), 4) << t;
  }
}

INSTANTIATE_TEST_SUITE_P(ColourMaps, EveryMap, testing::ValuesIn(kColourMaps),
                         [](const auto& test) { return std::string(test.param.key); });

TEST(Figure, LeavesHiddenCellsBlankAndOutlinesTheAskingRow) {
  Content content = some_content(8);
  content.mask = Mask::causal();
  const PageSize page{640, 560};
  const Picture png = png_of(content, page);
  const Plan plan = *plan_figure(content, page, pango_measure());
  const Pixel hidden = pixel(png, middle(plan.cell(0, 7)).x, middle(plan.cell(0, 7)).y);
  EXPECT_GT(std::min({hidden[0], hidden[1], hidden[2]}), 230);  // neither dark as "none" nor bright as "all"
  EXPECT_LT(difference(hidden, {238, 240, 244}), 3);
  const Pixel outline = pixel(png, plan.asking->x + plan.asking->width + plan.stroke / 2, middle(*plan.asking).y);
  EXPECT_LE(difference(outline, {0xE6, 0x9F, 0x00}), 3);
}

TEST(Figure, PaintsCellsSmallerThanAPixel) {
  const Picture png = png_of(some_content(400), {200, 200});
  EXPECT_EQ(png.width, 200);
}

TEST(Figure, IsAnSvgOfThatSizeWithOneVectorCellACell) {
  Content content = some_content(14);
  const Result<std::string> svg = render(content, {640, 560}, Format::Svg);
  ASSERT_TRUE(svg.ok());
  EXPECT_THAT(*svg, StartsWith("<?xml"));
  EXPECT_THAT(svg->substr(0, 400), HasSubstr("viewBox=\"0 0 640 560\""));
  EXPECT_THAT(*svg, testing::EndsWith("</svg>\n"));
  const Rect cell = plan_figure(content, {640, 560}, pango_measure())->cell(3, 5);
  const auto number = [](double x) { return std::to_string(static_cast<int>(x)); };
  EXPECT_THAT(*svg, HasSubstr("M " + number(cell.x) + " " + number(cell.y)));
}

TEST(Figure, IsAPdfOfThatSize) {
  const Result<std::string> pdf = render(some_content(14), {640, 560}, Format::Pdf);
  ASSERT_TRUE(pdf.ok());
  EXPECT_THAT(*pdf, StartsWith("%PDF-"));
  EXPECT_THAT(*pdf, HasSubstr("/MediaBox [ 0 0 640 560 ]"));
  EXPECT_THAT(*pdf, testing::EndsWith("%%EOF\n"));
  EXPECT_GT(pdf->size(), 8000U);
  EXPECT_THAT(*pdf, testing::Not(HasSubstr("/CreationDate")));
}

TEST(Figure, GivesTheSameBytesTwice) {
  for (const Format format : {Format::Png, Format::Pdf}) {
    EXPECT_TRUE(*render(some_content(9), {500, 500}, format) == *render(some_content(9), {500, 500}, format));
  }
}

TEST(Figure, IsPaintedOnlyWhereItWasPlanned) {
  Content content = some_content(8);
  content.title = std::string("two\nlines\t\x01 and broken \xFF\xC3 bytes ") + std::string(20000, 'W');
  content.queries = content.keys = {"猫は",     "🐈👩‍👩‍👧", "שלום", "Z̷̢̛̫͔͎̤̗͙̖͈̗̘͊̈́̓̈́̇͋̐͗̕͝a̸l̶g̷o̵", std::string("a\0b", 3),
                                    "\xF0\x9F", std::string(9000, 'i'),   "ཧྐྵྨླྺྼྻྂ"};
  for (const PageSize page : {PageSize{200, 200}, {640, 560}}) {
    const Picture png = png_of(content, page);
    const Plan plan = *plan_figure(content, page, pango_measure());
    std::vector<bool> planned(static_cast<std::size_t>(page.width * page.height));
    const auto mark = [&](const std::array<Point, 4>& box, double grow) {
      for (int y = 0; y < page.height; ++y) {
        for (int x = 0; x < page.width; ++x) {
          bool inside = true;
          for (std::size_t i = 0; i < 4; ++i) {
            const Point a = box[i];
            const Point b = box[(i + 1) % 4];
            const double length = std::max(1e-9, std::hypot(b.x - a.x, b.y - a.y));
            const double in = ((b.x - a.x) * (y + 0.5 - a.y) - (b.y - a.y) * (x + 0.5 - a.x)) / length;
            inside = inside && in >= -grow;
          }
          if (inside) planned[static_cast<std::size_t>(y * page.width + x)] = true;
        }
      }
    };
    const auto box = [](const Rect& r) {
      return std::array<Point, 4>{Point{r.x, r.y}, Point{r.x + r.width, r.y}, Point{r.x + r.width, r.y + r.height},
                                  Point{r.x, r.y + r.height}};
    };
    mark(box(plan.map()), 1 + plan.stroke);
    mark(box(plan.bar), 1 + 3 * plan.stroke);
    for (const Line& line : plan.lines) mark(corners(line), 1 + 0.1 * line.font);
    int outside = 0;
    int inked = 0;
    for (int y = 0; y < page.height; ++y) {
      for (int x = 0; x < page.width; ++x) {
        if (pixel(png, x, y) == Pixel{255, 255, 255}) continue;
        ++inked;
        if (!planned[static_cast<std::size_t>(y * page.width + x)]) ++outside;
      }
    }
    EXPECT_EQ(outside, 0);
    EXPECT_GT(inked, 1000);
  }
}

TEST(Figure, SaysWhatIsWrongInsteadOfDrawing) {
  for (const Format format : {Format::Png, Format::Svg, Format::Pdf}) {
    EXPECT_EQ(render(some_content(3), {100, 400}, format).error().code, ErrorCode::OutOfLimits);
    EXPECT_EQ(render(Content{}, {400, 400}, format).error().code, ErrorCode::InvalidArgument);
  }
}

TEST(Measure, GrowsWithTheTextAndWithTheFont) {
  const Measure measure = pango_measure();
  EXPECT_EQ(measure("", Face::Text, 12), 0);
  EXPECT_GT(measure("because", Face::Text, 12), measure("it", Face::Text, 12));
  EXPECT_NEAR(measure("because", Face::Text, 24), 2 * measure("because", Face::Text, 12), 0.1);
  EXPECT_NEAR(measure("1111", Face::Mono, 12), measure("8888", Face::Mono, 12), 0.01);
}

}  // namespace
}  // namespace attnscope::figure
