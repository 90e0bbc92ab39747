#include "figure/content.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace attnscope::figure {
namespace {

constexpr std::string_view kWhite = " \t\n\r";

struct Sign {
  char white;
  std::string_view shown;
};
constexpr std::array kSigns{Sign{' ', "␣"}, Sign{'\t', "⇥"}, Sign{'\n', "↵"}, Sign{'\r', "␍"}};
constexpr std::size_t kMostSigns = 4;  // a run of a hundred spaces is told by its beginning

std::string shown_white(std::string_view white) {
  std::string shown;
  for (const char c : white.substr(0, kMostSigns)) {
    for (const Sign& sign : kSigns) {
      if (sign.white == c) shown += sign.shown;
    }
  }
  return shown + (white.size() > kMostSigns ? "…" : "");
}

}  // namespace

Status validate(const Content& content) {
  const auto rows = static_cast<Eigen::Index>(content.queries.size());
  const auto columns = static_cast<Eigen::Index>(content.keys.size());
  if (rows != content.values.rows() || columns != content.values.cols()) {
    return Error{ErrorCode::ShapeMismatch, "figure", "there must be one label a row and one a column"};
  }
  if (rows < 1 || columns < 1) return Error{ErrorCode::InvalidArgument, "figure", "there is no token to show"};
  if (rows > kMaxTokens || columns > kMaxTokens) {
    return Error{ErrorCode::OutOfLimits, "figure",
                 std::to_string(std::max(rows, columns)) + " tokens; a figure shows at most " +
                     std::to_string(kMaxTokens) + ", so shorten the text or export csv or npy"};
  }
  if (!std::isfinite(content.low) || !std::isfinite(content.high) || !content.values.allFinite()) {
    return Error{ErrorCode::NotFinite, "figure", "every value and both ends of the colour range must be finite"};
  }
  if (!(content.low < content.high)) {
    return Error{ErrorCode::InvalidArgument, "figure", "the colour range must have an extent"};
  }
  if (content.asking && (*content.asking < 0 || *content.asking >= rows)) {
    return Error{ErrorCode::InvalidArgument, "figure", "the asking row must be one of the rows"};
  }
  for (const Cell& cell : content.outlined) {
    if (cell.row < 0 || cell.row >= rows || cell.column < 0 || cell.column >= columns) {
      return Error{ErrorCode::InvalidArgument, "figure", "an outlined cell lies outside the map"};
    }
  }
  return {};
}

std::string visible_label(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return shown_white(text);
  return std::string(text.substr(first, text.find_last_not_of(kWhite) - first + 1));
}

}  // namespace attnscope::figure
