#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/matrix.h"
#include "core/result.h"

namespace attnscope {

/// A map as CSV (RFC 4180): a first line of column labels after an empty cell, then a line for each row, its label
/// first. Equal labels stay as they are. Numbers are the shortest that read back as the same float.
/// Errors  ShapeMismatch: not one label a row and a column.
Result<std::string> to_csv(const Matrix& map, std::span<const std::string> rows, std::span<const std::string> columns);

/// A text as one cell of a CSV: only what would break the cell apart is put in quotes.
std::string csv_cell(std::string_view text);
/// The shortest text that reads back as the same float.
std::string shortest_number(float value);

/// A matrix as a NumPy file, format version 1.0: float32, row by row.
std::string to_npy(const Matrix& map);

}  // namespace attnscope
