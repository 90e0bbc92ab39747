#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/plans/page_plan.h"

namespace attnscope::test {
namespace {

using Kind = PageBlock::Kind;
using ::testing::ElementsAre;

TEST(Page, IsMadeOfItsBlocks) {
  const std::vector<PageBlock> page = plan_page(
      "# The model\n\nA *small* one,\nwith `two` layers.\n## Heads\n- **One.** It looks\n  back.\n- Two "
      "[there](a/b.md)\n"
      "\n    python3 -m x\n    done\n\nAt 3 * 4 = 12.\n");
  ASSERT_EQ(page.size(), 7U);
  EXPECT_EQ(page[0].kind, Kind::Title);
  EXPECT_EQ(page[0].text, "The model");
  EXPECT_EQ(page[1].kind, Kind::Paragraph);
  EXPECT_EQ(page[1].text, "A small one, with two layers.");
  EXPECT_EQ(page[2].kind, Kind::Heading);
  EXPECT_EQ(page[3].kind, Kind::Bullet);
  EXPECT_EQ(page[3].text, "One. It looks back.");
  EXPECT_EQ(page[4].text, "Two there");
  EXPECT_EQ(page[5].kind, Kind::Code);
  EXPECT_EQ(page[5].text, "python3 -m x\ndone");
  EXPECT_EQ(page[6].text, "At 3 * 4 = 12.");
}

TEST(Page, TablesHaveEquallyLongRows) {
  const std::vector<PageBlock> page = plan_page("| | *a* | b |\n|---|---|\n| x | 1 |\n| y | 2 | 3 | 4 |\nafter\n");
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].kind, Kind::Table);
  EXPECT_THAT(page[0].rows, ElementsAre(ElementsAre("", "a", "b", ""), ElementsAre("x", "1", "", ""),
                                        ElementsAre("y", "2", "3", "4")));
  EXPECT_EQ(page[1].text, "after");
}

TEST(Page, TakesAnyBytes) {
  for (const std::string_view text :
       {"", "\n\n", "#", "|", "||", "[", "[a](", "[]()", "**", "- ", "    ", "\t|", "a\r\n"}) {
    for (const PageBlock& block : plan_page(text)) {
      for (const auto& row : block.rows) EXPECT_EQ(row.size(), block.rows.front().size());
    }
  }
  EXPECT_EQ(plan_page("a\r\nb").front().text, "a b");
}

}  // namespace
}  // namespace attnscope::test
