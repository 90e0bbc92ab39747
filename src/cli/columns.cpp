#include "cli/columns.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "text/unicode.h"

namespace attnscope::cli {
namespace {

int char_width(char32_t code) {
  const auto character = static_cast<UChar32>(code);
  switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_number(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("0123456789.+-% ") == std::string_view::npos;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<DecodedChar> decoded = decode_utf8(text, at);
    width += decoded ? char_width(decoded->code) : 1;
    at += decoded ? decoded->bytes : 1;
  }
  return width;
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells;
  std::vector<int> widths;
  std::vector<bool> numeric;
  for (const std::vector<std::string>& row : rows) {
    cells.emplace_back();
    for (std::size_t column = 0; column < row.size(); ++column) {
      cells.back().push_back(printable(row[column]));
      if (column == widths.size()) {
        widths.push_back(0);
        numeric.push_back(true);
      }
      widths[column] = std::max(widths[column], display_width(cells.back().back()));
      if (cells.size() > 1 && !row[column].empty() && !is_number(row[column])) numeric[column] = false;
    }
  }
  std::string text;
  for (const std::vector<std::string>& row : cells) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::string space(static_cast<std::size_t>(widths[column] - display_width(row[column])), ' ');
      line += (column > 0 ? "  " : "") + (numeric[column] ? space + row[column] : row[column] + space);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string bar(float share, int width) {
  static constexpr std::array<std::string_view, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int eighths = static_cast<int>(std::lround(std::clamp(share, 0.0F, 1.0F) * static_cast<float>(8 * width)));
  std::string text;
  for (int i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(kEighths[static_cast<std::size_t>(eighths % 8)]);
}

std::string clipped(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  std::string kept;
  for (const Span& cluster : graphemes(text)) {
    const std::string_view next = text.substr(cluster.begin, cluster.end - cluster.begin);
    if (display_width(kept) + display_width(next) + 1 > width) break;
    kept += next;
  }
  return kept + "…";
}

}  // namespace attnscope::cli
