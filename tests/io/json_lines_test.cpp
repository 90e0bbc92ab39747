#include "io/json_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace attnscope {
namespace {

constexpr std::string_view kText = R"({
  "title": "a \" { [ b",
  "steps": [
    {"text": "one", "list": [1, [2, {}], "]"]},
    {
      "text": "two",
      "mask":
        {"kind": "all"}
    },
    true, -1.5e3
  ],
  "end": null
})";

TEST(JsonLines, FindFieldsAndElements) {
  EXPECT_EQ(line_of(kText, ""), 1);
  EXPECT_EQ(line_of(kText, "title"), 2);
  EXPECT_EQ(line_of(kText, "steps"), 3);
  EXPECT_EQ(line_of(kText, "steps[0].list[2]"), 4);
  EXPECT_EQ(line_of(kText, "steps[1]"), 5);
  EXPECT_EQ(line_of(kText, "steps[1].text"), 6);
  EXPECT_EQ(line_of(kText, "steps[1].mask"), 8);
  EXPECT_EQ(line_of(kText, "steps[1].mask.kind"), 8);
  EXPECT_EQ(line_of(kText, "steps[3]"), 10);
  EXPECT_EQ(line_of(kText, "end"), 12);
}

TEST(JsonLines, FallBackToWhatIsAroundAMissingField) {
  EXPECT_EQ(line_of(kText, "steps[1].question.kind"), 5);
  EXPECT_EQ(line_of(kText, "steps[9]"), 3);
  EXPECT_EQ(line_of(kText, "nothing"), 1);
  EXPECT_EQ(line_of(kText, "title.below"), 2);
}

TEST(JsonLines, ComeToAnEndWhateverTheTextIs) {
  const std::string text(kText);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    for (const std::string_view path : {"end", "steps[1].mask.kind", "steps[4]"}) {
      const int line = line_of(std::string_view(text).substr(0, cut), path);
      EXPECT_GE(line, 1);
      EXPECT_LE(line, 13);
    }
  }
  EXPECT_EQ(line_of("", "a"), 1);
}

}  // namespace
}  // namespace attnscope
