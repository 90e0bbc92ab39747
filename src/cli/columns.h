#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attnscope::cli {

/// How many columns of a terminal a text takes: two for wide characters, none for marks that combine.
int display_width(std::string_view text);

/// Lines for people, in columns of equal width, two spaces apart. The first row is the head. Cells are made printable:
/// no token can move the cursor or colour the terminal. A column of numbers is aligned to the right.
std::string in_columns(const std::vector<std::vector<std::string>>& rows);

/// A bar of at most `width` columns for a share of 1, in eighths of a column.
std::string bar(float share, int width);

/// Shortened to this many columns, with an ellipsis where something was left out.
std::string clipped(std::string_view text, int width);

}  // namespace attnscope::cli
