#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/matrix.h"

namespace attnscope::test {

/// A matrix that the naive twins compute with: rows of doubles, loops only.
using Grid = std::vector<std::vector<double>>;

inline Grid to_grid(const MatrixView& matrix) {
  Grid grid;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    grid.emplace_back();
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) grid.back().push_back(static_cast<double>(matrix(i, j)));
  }
  return grid;
}

/// The rows as a Matrix; all must be as long as the first.
inline Matrix to_matrix(const Grid& grid) {
  Matrix matrix(static_cast<Eigen::Index>(grid.size()), static_cast<Eigen::Index>(grid.empty() ? 0 : grid[0].size()));
  for (std::size_t i = 0; i < grid.size(); ++i) {
    for (std::size_t j = 0; j < grid[i].size(); ++j) {
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = static_cast<float>(grid[i][j]);
    }
  }
  return matrix;
}

/// The worst absolute difference of two grids; infinite when their shapes differ or a difference is NaN.
inline double worst(const Grid& a, const Grid& b) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].size() != b[i].size()) return std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < a[i].size(); ++j) {
      const double difference = std::abs(a[i][j] - b[i][j]);
      if (std::isnan(difference)) return std::numeric_limits<double>::infinity();
      worst = std::max(worst, difference);
    }
  }
  return worst;
}

inline double worst(const MatrixView& a, const Grid& b) { return worst(to_grid(a), b); }
inline double worst(const MatrixView& a, const MatrixView& b) { return worst(to_grid(a), to_grid(b)); }

/// The largest absolute number; 0 for an empty grid.
inline double largest(const Grid& grid) {
  double largest = 0;
  for (const std::vector<double>& row : grid) {
    for (const double number : row) largest = std::max(largest, std::abs(number));
  }
  return largest;
}

}  // namespace attnscope::test
