#include "app/plans/page_plan.h"

#include <algorithm>

#include "app/words.h"

namespace attnscope {
namespace {

using Kind = PageBlock::Kind;

/// "[text](target)" at the start of `rest`: the text, and in `used` how long all of it is.
std::string_view link_text(std::string_view rest, std::size_t& used) {
  const std::size_t close = rest.find("](");
  const std::size_t end = close == std::string_view::npos ? close : rest.find(')', close);
  if (rest.empty() || rest.front() != '[' || end == std::string_view::npos) return {};
  used = end + 1;
  return rest.substr(1, close - 1);
}

/// The text without the marks that tell how it looks. A star between two spaces is a star.
std::string without_marks(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    std::size_t used = 0;
    if (const std::string_view link = link_text(text.substr(at), used); !link.empty()) {
      plain += link;
      at += used - 1;
    } else if (c == '*') {
      const bool lonely = (at == 0 || text[at - 1] == ' ') && at + 1 < text.size() && text[at + 1] == ' ';
      if (lonely) plain += c;
    } else if (c != '`') {
      plain += c;
    }
  }
  return plain;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  while (true) {
    const std::size_t bar = line.find('|');
    cells.push_back(without_marks(trimmed(line.substr(0, bar))));
    if (bar == std::string_view::npos) return cells;
    line.remove_prefix(bar + 1);
  }
}

/// "|---|:--:|": between a table's head and its rows.
bool is_rule(std::string_view line) { return line.find_first_not_of("|-: ") == std::string_view::npos; }

/// Builds the page line by line; a paragraph goes on until something else begins.
class PageBuilder {
 public:
  void line(std::string_view raw) {
    const std::string_view text = trimmed(raw);
    if (text.empty()) {
      open_ = false;
    } else if (text.starts_with('|')) {
      table_row(text);
    } else if (text.starts_with('#')) {
      const std::size_t level = std::min(text.find_first_not_of('#'), text.size());
      begin(level == 1 ? Kind::Title : Kind::Heading, trimmed(text.substr(level)));
      open_ = false;
    } else if (text.starts_with("- ")) {
      begin(Kind::Bullet, trimmed(text.substr(2)));
    } else if (raw.starts_with("    ") && !(open_ && page_.back().kind == Kind::Bullet)) {
      code(raw.substr(4));
    } else if (open_ && (page_.back().kind == Kind::Paragraph || page_.back().kind == Kind::Bullet)) {
      page_.back().text += " " + std::string(text);
    } else {
      begin(Kind::Paragraph, text);
    }
  }

  std::vector<PageBlock> finish() {
    for (PageBlock& block : page_) {
      if (block.kind != Kind::Code) block.text = without_marks(block.text);
      std::size_t columns = 0;
      for (const auto& row : block.rows) columns = std::max(columns, row.size());
      for (auto& row : block.rows) row.resize(columns);
    }
    return std::move(page_);
  }

 private:
  void begin(Kind kind, std::string_view text) {
    page_.push_back({.kind = kind, .text = std::string(text), .rows = {}});
    open_ = true;
  }
  void code(std::string_view text) {
    if (open_ && page_.back().kind == Kind::Code) {
      page_.back().text += "\n" + std::string(text);
    } else {
      begin(Kind::Code, text);
    }
  }
  void table_row(std::string_view text) {
    if (!open_ || page_.back().kind != Kind::Table) begin(Kind::Table, {});
    if (!is_rule(text)) page_.back().rows.push_back(cells_of(text));
  }

  std::vector<PageBlock> page_;
  bool open_ = false;  ///< whether the next line can belong to the last block
};

}  // namespace

std::vector<PageBlock> plan_page(std::string_view markdown) {
  PageBuilder builder;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    builder.line(markdown.substr(0, end));
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return builder.finish();
}

}  // namespace attnscope
