#pragma once

#include <span>
#include <string>

#include "core/matrix.h"
#include "core/result.h"

namespace attnscope {

/// A map as CSV (RFC 4180): a first line of column labels after an empty cell, then a line for each row, its label
/// first. Equal labels stay as they are. Numbers are the shortest that read back as the same float.
/// Errors  ShapeMismatch: not one label a row and a column.
Result<std::string> to_csv(const Matrix& map, std::span<const std::string> rows, std::span<const std::string> columns);

/// A matrix as a NumPy file, format version 1.0: float32, row by row.
std::string to_npy(const Matrix& map);

}  // namespace attnscope
