#include "ui/page.h"

#include <algorithm>

namespace attnscope {
namespace {

using Kind = PageBlock::Kind;

constexpr float kCellGap = 18;

/// Breaks a text at its spaces into lines of at most this width; a longer word has a line of its own.
std::vector<std::string> broken_lines(const Paint& paint, Type type, std::string_view text, float width) {
  std::vector<std::string> lines(1);
  const float space = paint.width(type, " ");
  float used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const float wide = paint.width(type, word);
    if (used > 0 && used + space + wide > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += (used > 0 ? space : 0) + wide;
    const bool ends_line = end < text.size() && text[end] == '\n';
    if (ends_line) lines.emplace_back();
    if (ends_line) used = 0;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

float paint_lines(const Paint& paint, Type type, const Rect& room, Colour colour, std::string_view text) {
  float y = room.y;
  for (const std::string& line : broken_lines(paint, type, text, room.w)) {
    paint.text(type, {room.x, y}, colour, line);
    y += paint.line(type) * 1.25F;
  }
  return y;
}

/// Every column but the first gets what it needs, within its share; the first one the rest.
std::vector<float> column_widths(const Paint& paint, const PageBlock& table, float width) {
  std::vector<float> widths(table.rows.front().size(), 0);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], paint.width(Type::Small, row[i]));
  }
  float others = 0;
  const float share = (width * 0.6F) / static_cast<float>(std::max<std::size_t>(widths.size(), 2) - 1);
  for (std::size_t i = 1; i < widths.size(); ++i) {
    widths[i] = std::min(widths[i], share - paint.px(kCellGap));
    others += widths[i] + paint.px(kCellGap);
  }
  widths.front() = std::min(widths.front(), width - others);
  return widths;
}

float paint_table(const Paint& paint, const Rect& column, const PageBlock& table) {
  const Palette& c = paint.colours();
  const std::vector<float> widths = column_widths(paint, table, column.w);
  float y = column.y;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const Type type = r == 0 ? Type::SmallStrong : Type::Small;
    float x = column.x;
    float bottom = y + paint.line(type) * 1.25F;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const Colour ink = r == 0 || i == 0 ? c.text : c.muted;
      bottom = std::max(bottom, paint_lines(paint, type, {x, y, widths[i] + paint.px(2), 0}, ink, table.rows[r][i]));
      x += widths[i] + paint.px(kCellGap);
    }
    y = bottom + paint.px(3);
    paint.line({column.x, y}, {column.right(), y}, c.line);
    y += paint.px(4);
  }
  return y;
}

}  // namespace

float paint_page(const Paint& paint, const Rect& column, const std::vector<PageBlock>& page) {
  const Palette& c = paint.colours();
  float y = column.y;
  for (const PageBlock& block : page) {
    const Rect room{column.x, y, column.w, 0};
    switch (block.kind) {
      case Kind::Title:
        break;  // whoever shows the page has it above
      case Kind::Heading:
        y = paint_lines(paint, Type::Strong, {room.x, y + paint.px(10), room.w, 0}, c.query, block.text) + paint.px(4);
        break;
      case Kind::Paragraph:
        y = paint_lines(paint, Type::Body, room, c.text, block.text) + paint.px(8);
        break;
      case Kind::Bullet:
        paint.text(Type::Body, {room.x, y}, c.muted, "•");
        y = paint_lines(paint, Type::Body, {room.x + paint.px(16), y, room.w - paint.px(16), 0}, c.text, block.text) +
            paint.px(5);
        break;
      case Kind::Code:
        y = paint_lines(paint, Type::Mono, {room.x + paint.px(16), y, room.w - paint.px(16), 0}, c.muted, block.text) +
            paint.px(8);
        break;
      case Kind::Table:
        y = paint_table(paint, room, block) + paint.px(8);
        break;
    }
  }
  return y;
}

}  // namespace attnscope
