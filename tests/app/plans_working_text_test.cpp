#include <gmock/gmock.h>

#include <sstream>
#include <string>
#include <vector>

#include "app/plans/working_text.h"
#include "tests/app/comes_out.h"
#include "tests/app/head_question.h"

namespace attnscope::test {
namespace {

using ::testing::HasSubstr;

std::vector<std::vector<std::string>> table(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    line += ',';
    std::vector<std::string>& row = rows.emplace_back();
    for (std::size_t begin = 0; begin < line.size();) {
      const std::size_t end = line.find(',', begin);
      row.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return rows;
}

TEST(WorkingText, IsTheWholeCalculationOfAnExampleWorkedByHand) {
  const HeadQuestion q = three_words();
  const std::string text = working_text(q.input(), 2);
  for (const char* line : {"The: 0.61 × 1 = 0.61   e^(0.61 − 0.89) = 0.7558   ÷ 2.6427 = 28.6 %\n",
                           "÷ 2.6427 = 37.8 %\n", "÷ 2.6427 = 33.6 %\n", "sum: 2.6427\n", "q(sat) = 0.4, 0.6, 0.5\n",
                           "k(cat) = 0.9, 0.3, 0.7\n", "v(The) = 0.2, 0.8, 0.1\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(WorkingText, NamesTheSumByWhichItDividesToTheLastDigit) {
  // Shares so near to 51.15 % and 48.85 % that the sum takes eight digits, more than a float has.
  const Matrix q = to_matrix({{1}, {1}});
  const Matrix k = to_matrix({{0}, {-0.0460081063}});
  const HeadQuestion at = question(words("a b"), q, k, k, {.scale = 1, .mask = Mask::all()});
  const std::string text = working_text(at.input(), 0);
  EXPECT_THAT(text, HasSubstr("÷ 1.95503422 = "));
  EXPECT_THAT(text, HasSubstr("\nsum: 1.95503422\n"));
}

TEST(WorkingCsv, HoldsEveryNumberInItsColumn) {
  const HeadQuestion q = random_question(5, Mask::causal(), 0.5F, 4, 3);
  const int query = 3;
  const std::vector<std::vector<std::string>> rows = table(working_csv(q.input(), query));
  ASSERT_EQ(rows.size(), 1U + 5 + 2);
  for (const auto& row : rows) EXPECT_EQ(row.size(), 6U + 3 + 3);
  EXPECT_EQ(rows[0][3], "minus largest");
  double shares = 0;
  std::vector<double> output(3);
  for (Eigen::Index key = 0; key < 5; ++key) {
    const auto& row = rows[static_cast<std::size_t>(key) + 1];
    double score = 0;
    for (std::size_t d = 0; d < 3; ++d) score += std::stod(row[6 + d]) * std::stod(rows[6][6 + d]);
    EXPECT_NEAR(std::stod(row[1]), score, 1e-5);
    EXPECT_NEAR(std::stod(row[2]), 0.5 * score, 1e-5);
    shares += std::stod(row[5]);
    for (std::size_t d = 0; d < 3; ++d) output[d] += std::stod(row[5]) * std::stod(row[9 + d]);
    if (key > query) {
      EXPECT_EQ(row[4], "") << "a hidden key has no exponential";
      EXPECT_EQ(row[5], "0");
    } else {
      EXPECT_NEAR(std::exp(std::stod(row[3])), std::stod(row[4]), 1e-5);
    }
  }
  EXPECT_NEAR(shares, 1, 1e-6);
  for (std::size_t d = 0; d < 3; ++d) EXPECT_NEAR(std::stod(rows[7][9 + d]), output[d], 1e-5);
}

TEST(WorkingCsv, KeepsWordsThatHoldItsSigns) {
  HeadQuestion q = three_words();
  q.shown.tokens[1].text = "a \"b\", c";
  EXPECT_THAT(working_csv(q.input(), 0), HasSubstr("\r\n\"a \"\"b\"\", c\",0."));
}

TEST(VectorText, ReadsBackAsTheSameFloats) {
  EXPECT_EQ(vector_text(Eigen::RowVector3f(0.2F, -1, 1.0F / 3)), "0.2, -1, 0.33333334");
}

}  // namespace
}  // namespace attnscope::test
