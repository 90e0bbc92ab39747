#include "ui/page.h"

#include <algorithm>
#include <utility>

#include "ui/lines.h"

namespace attnscope {
namespace {

using Kind = PageBlock::Kind;

constexpr float kCellGap = 18;

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

/// Lays block under block, from the top.
class PageLayout {
 public:
  PageLayout(const Paint& paint, float width) : paint_(paint) { page_.width = width; }

  void add(const PageBlock& block) {
    const float indent = paint_.px(16);
    switch (block.kind) {
      case Kind::Title:
        break;  // whoever shows the page has it above
      case Kind::Heading:
        y_ += paint_.px(10);
        add_text(Type::Strong, 0, &Palette::query, block.text, 4);
        break;
      case Kind::Paragraph:
        add_text(Type::Body, 0, &Palette::text, block.text, 8);
        break;
      case Kind::Bullet:
        page_.lines.push_back({Type::Body, {0, y_}, &Palette::muted, "•"});
        add_text(Type::Body, indent, &Palette::text, block.text, 5);
        break;
      case Kind::Code:
        add_text(Type::Mono, indent, &Palette::muted, block.text, 8);
        break;
      case Kind::Facts:
        add_facts(block);
        break;
      case Kind::Table:
        add_table(block);
        y_ += paint_.px(8);
        break;
    }
  }

  LaidPage finish() {
    page_.height = y_;
    return std::move(page_);
  }

 private:
  /// Returns where the lines end.
  float lines(Type type, const Rect& room, Colour Palette::*ink, std::string_view text) {
    float y = room.y;
    for (std::string& line : broken_lines(paint_, type, text, room.w)) {
      page_.lines.push_back({type, {room.x, y}, ink, std::move(line)});
      y += paint_.line(type) * 1.25F;
    }
    return y;
  }

  void add_text(Type type, float indent, Colour Palette::*ink, std::string_view text, float gap) {
    y_ = lines(type, {indent, y_, page_.width - indent, 0}, ink, text) + paint_.px(gap);
  }

  /// Names in a column as wide as they are, values beside them.
  void add_facts(const PageBlock& facts) {
    float names = 0;
    for (const auto& row : facts.rows) names = std::max(names, paint_.width(Type::Body, row[0]));
    const float x = std::min(names + paint_.px(kCellGap), page_.width * 0.45F);
    for (const auto& row : facts.rows) {
      const float left = lines(Type::Body, {0, y_, x, 0}, &Palette::muted, row[0]);
      y_ = std::max(left, lines(Type::Body, {x, y_, page_.width - x, 0}, &Palette::text, row[1])) + paint_.px(5);
    }
  }

  void add_table(const PageBlock& table) {
    const std::vector<float> widths = column_widths(paint_, table, page_.width);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Type type = r == 0 ? Type::SmallStrong : Type::Small;
      float x = 0;
      float bottom = y_ + paint_.line(type) * 1.25F;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto ink = r == 0 || i == 0 ? &Palette::text : &Palette::muted;
        bottom = std::max(bottom, lines(type, {x, y_, widths[i] + paint_.px(2), 0}, ink, table.rows[r][i]));
        x += widths[i] + paint_.px(kCellGap);
      }
      page_.rules.push_back(bottom + paint_.px(3));
      y_ = bottom + paint_.px(7);
    }
  }

  const Paint& paint_;
  LaidPage page_;
  float y_ = 0;
};

}  // namespace

LaidPage lay_page(const Paint& paint, float width, const std::vector<PageBlock>& page) {
  PageLayout layout(paint, width);
  for (const PageBlock& block : page) layout.add(block);
  return layout.finish();
}

void paint_page(const Paint& paint, Point corner, const LaidPage& page) {
  const auto visible = [&](float y, float height) {
    return ImGui::IsRectVisible({corner.x, y}, {corner.x + page.width, y + height});
  };
  for (const LaidPage::Line& line : page.lines) {
    const float y = corner.y + line.at.y;
    if (visible(y, paint.line(line.type))) {
      paint.text(line.type, {corner.x + line.at.x, y}, paint.colours().*line.ink, line.text);
    }
  }
  for (const float rule : page.rules) {
    const float y = corner.y + rule;
    if (visible(y, 1)) paint.line({corner.x, y}, {corner.x + page.width, y}, paint.colours().line);
  }
}

}  // namespace attnscope
