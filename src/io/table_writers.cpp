#include "io/table_writers.h"

#include <array>
#include <charconv>
#include <string_view>

namespace attnscope {

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');  // a quote inside is doubled
    out.push_back(c);
  }
  out.push_back('"');
  return out;
}

std::string shortest_number(float value) {
  std::array<char, 32> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), written.ptr};
}

Result<std::string> to_csv(const Matrix& map, std::span<const std::string> rows, std::span<const std::string> columns) {
  const bool labelled =
      rows.size() == static_cast<std::size_t>(map.rows()) && columns.size() == static_cast<std::size_t>(map.cols());
  if (!labelled) {
    return Error{ErrorCode::ShapeMismatch, "labels",
                 "expected " + std::to_string(map.rows()) + " for rows and " + std::to_string(map.cols()) +
                     " for columns, got " + std::to_string(rows.size()) + " and " + std::to_string(columns.size())};
  }
  std::string out;
  for (const std::string& column : columns) out += "," + csv_cell(column);
  out += "\r\n";
  for (Eigen::Index i = 0; i < map.rows(); ++i) {
    out += csv_cell(rows[static_cast<std::size_t>(i)]);
    for (Eigen::Index j = 0; j < map.cols(); ++j) {
      out += "," + shortest_number(map(i, j));
    }
    out += "\r\n";
  }
  return out;
}

std::string to_npy(const Matrix& map) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(map.rows()) + ", " +
                       std::to_string(map.cols()) + "), }";
  // Magic, version and length take 10 bytes; the numbers begin at a multiple of 64, after a newline.
  constexpr std::size_t kBefore = 10;
  constexpr std::size_t kAlignment = 64;
  while ((kBefore + header.size() + 1) % kAlignment != 0) header.push_back(' ');
  header.push_back('\n');
  std::string out = "\x93NUMPY";
  out.push_back('\1');
  out.push_back('\0');
  out.push_back(static_cast<char>(header.size() & 0xFFU));
  out.push_back(static_cast<char>(header.size() >> 8U));
  out += header;
  const auto numbers = std::as_bytes(std::span(map.data(), static_cast<std::size_t>(map.size())));
  for (const std::byte byte : numbers) out.push_back(static_cast<char>(byte));
  return out;
}

}  // namespace attnscope
