#include "ui/lines.h"

#include <algorithm>

#include "text/unicode.h"

namespace attnscope {
namespace {

/// How many bytes of a word fit into this width, by whole graphemes: at least one of them.
std::size_t bytes_that_fit(const Paint& paint, Type type, std::string_view word, float width) {
  std::size_t fitting = 0;
  for (const Span& grapheme : graphemes(word)) {
    if (fitting > 0 && paint.width(type, word.substr(0, grapheme.end)) > width) break;
    fitting = grapheme.end;
  }
  return fitting;
}

}  // namespace

std::vector<std::string> broken_lines(const Paint& paint, Type type, std::string_view text, float width) {
  std::vector<std::string> lines(1);
  const float space = paint.width(type, " ");
  float used = 0;
  const auto begin_line = [&] {
    lines.emplace_back();
    used = 0;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    std::string_view word = text.substr(0, end);
    if (used > 0 && used + space + paint.width(type, word) > width) begin_line();
    while (paint.width(type, word) > width) {
      const std::size_t fitting = bytes_that_fit(paint, type, word, width);
      if (fitting == word.size()) break;
      lines.back() = word.substr(0, fitting);
      begin_line();
      word.remove_prefix(fitting);
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += (used > 0 ? space : 0) + paint.width(type, word);
    if (end < text.size() && text[end] == '\n') begin_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace attnscope
