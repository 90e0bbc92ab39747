#include "io/table_writers.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace attnscope {
namespace {

Matrix two_by_three() {
  Matrix map(2, 3);
  map << 1.0F, 0.1F, 0.0F,  //
      -2.5F, 1e-10F, 0.33333334F;
  return map;
}

TEST(ToCsv, HasALineForTheColumnsAndOneForEachRow) {
  const std::vector<std::string> rows{"the", "the"};
  const std::vector<std::string> columns{"the", "cat", "the"};
  EXPECT_EQ(to_csv(two_by_three(), rows, columns).value(),
            ",the,cat,the\r\n"
            "the,1,0.1,0\r\n"
            "the,-2.5,1e-10,0.33333334\r\n");
}

TEST(ToCsv, QuotesWhatWouldBreakACell) {
  const std::vector<std::string> rows{"say \"no\"", "a\nb"};
  const std::vector<std::string> columns{",", "'", " x "};
  EXPECT_EQ(to_csv(Matrix::Zero(2, 3), rows, columns).value(),
            ",\",\",', x \r\n"
            "\"say \"\"no\"\"\",0,0,0\r\n"
            "\"a\nb\",0,0,0\r\n");
}

TEST(ToCsv, NeedsALabelForEachRowAndColumn) {
  const std::vector<std::string> two{"a", "b"};
  const auto got = to_csv(two_by_three(), two, two);
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().code, ErrorCode::ShapeMismatch);
}

TEST(ToNpy, IsTheFormatNumPyReads) {
  const std::string bytes = to_npy(two_by_three());
  ASSERT_GE(bytes.size(), 10U);
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\1\0", 8));
  const std::size_t header = static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
  const std::size_t begin = 10 + header;
  EXPECT_EQ(begin % 64, 0U);
  EXPECT_EQ(bytes.substr(10, 61), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  ");
  EXPECT_EQ(bytes[begin - 1], '\n');
  ASSERT_EQ(bytes.size(), begin + 6 * sizeof(float));
  float last = 0.0F;
  std::memcpy(&last, bytes.data() + bytes.size() - sizeof(float), sizeof(float));
  EXPECT_EQ(last, 0.33333334F);
}

}  // namespace
}  // namespace attnscope
