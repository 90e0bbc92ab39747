#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "app/worked.h"
#include "tests/support/random.h"

namespace attnscope::test {

/// A worked example of any kind that fits so many words.
inline Worked random_worked(Random& random, WorkedSize size) {
  const auto flip = [&] { return random.next_below(2) == 1; };
  const int dims = 1 + random.next_below(kMaxWorkedDims);
  const int width = 1 + random.next_below(kMaxWorkedDims);
  Worked worked;
  worked.title = "random";
  worked.root_scale = flip();
  worked.projected = flip();
  worked.two_texts = size.asking != size.asked || random.next_below(4) == 0;
  for (const WorkedTable table : tables_of(worked)) {
    const bool projection = !rows_ask(worked, table) && !rows_are_asked(worked, table);
    const bool is_x = table == WorkedTable::X || table == WorkedTable::XAsking;
    const int rows = projection ? width : rows_are_asked(worked, table) ? size.asked : size.asking;
    worked[table] = random_matrix(rows, is_x ? width : dims, 3.0F, random);
  }
  if (!worked.projected && !worked.two_texts && flip()) {
    worked.tied = true;
    worked[WorkedTable::Key] = worked[WorkedTable::Value] = worked[WorkedTable::Query];
  }
  return worked;
}

/// A table as rows of numbers.
inline Matrix table_of(std::initializer_list<std::initializer_list<float>> rows) {
  Matrix numbers(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : rows) {
    std::ranges::copy(row, numbers.row(i).data());
    ++i;
  }
  return numbers;
}

}  // namespace attnscope::test
