#include "figure/pages.h"

#include <gmock/gmock.h>

#include "tests/figure/content_support.h"

namespace attnscope::figure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Every character is half as wide as the type is high.
double half_wide(std::string_view text, Face, double font) { return 0.5 * font * static_cast<double>(text.size()); }

std::vector<std::string> wrapped_at(const std::string& text, double characters, std::size_t most = 99) {
  return wrapped(text, characters, Face::Text, 2, most, &half_wide);
}

TEST(Wrapped, BreaksAtSpacesAndKeepsTheLinesThatAreThere) {
  EXPECT_THAT(wrapped_at("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped_at("one two three", 99), ElementsAre("one two three"));
  EXPECT_THAT(wrapped_at("one\n\ntwo", 99), ElementsAre("one", "", "two"));
  EXPECT_THAT(wrapped_at("", 99), ElementsAre());
  EXPECT_THAT(wrapped_at("unbreakable as such", 5), ElementsAre("unbreakable", "as", "such"));
}

TEST(Wrapped, SaysWhereItLeftSomethingOut) {
  EXPECT_THAT(wrapped_at("a\nb\nc", 99, 2), ElementsAre("a", "b …"));
  EXPECT_THAT(wrapped_at("a\nb", 99, 2), ElementsAre("a", "b"));
  const std::string endless(std::size_t{1} << 14, '\n');
  EXPECT_EQ(wrapped_at(endless, 99, 9).size(), 9U);
}

std::size_t pages_in(const std::string& pdf) {
  std::size_t count = 0;
  for (std::size_t at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1)) {
    if (pdf.compare(at, 12, "/Type /Pages") != 0) ++count;
  }
  return count;
}

TEST(RenderPages, MakesOnePageOfEach) {
  for (const std::size_t count : {1U, 2U, 7U}) {
    const std::vector<Page> pages(count, {.heading = "A title",
                                          .number = "1 / 7",
                                          .figures = {some_content(4)},
                                          .text = {},
                                          .notes = "say this\nand that",
                                          .footer = "A lecture"});
    const Result<std::string> pdf = render_pages(pages);
    ASSERT_TRUE(pdf.ok()) << to_line(pdf.error());
    EXPECT_THAT(*pdf, StartsWith("%PDF-"));
    EXPECT_EQ(pages_in(*pdf), count);
    EXPECT_EQ(*render_pages(pages), *pdf) << "the same lecture is the same file";
    std::vector<Page> nameless = pages;
    nameless.back().footer.clear();
    EXPECT_NE(*render_pages(nameless), *pdf) << "every page says what lecture it is of";
  }
}

TEST(RenderPages, TakesAPageWithoutAFigureAndAnyNotes) {
  const Page bare{.heading = {},
                  .number = {},
                  .figures = {},
                  .text = std::string(50'000, 't') + "\n\n\xFF",
                  .notes = std::string(50'000, 'n') + "\xFF\n\x01",
                  .footer = "\xFF\n"};
  EXPECT_EQ(pages_in(*render_pages({bare})), 1U);
  EXPECT_FALSE(render_pages({}).ok());
}

TEST(RenderPages, NamesThePageThatCannotBeDrawn) {
  Page broken{.heading = {},
              .number = {},
              .figures = {some_content(4), some_content(4)},
              .text = {},
              .notes = {},
              .footer = {}};
  broken.figures.back().queries.clear();
  const Result<std::string> pdf = render_pages({{}, broken});
  ASSERT_FALSE(pdf.ok());
  EXPECT_THAT(to_line(pdf.error()), HasSubstr("page 2"));
}

}  // namespace
}  // namespace attnscope::figure
