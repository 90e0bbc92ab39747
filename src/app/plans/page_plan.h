#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attnscope {

/// A piece of a page of text, from the top.
struct PageBlock {
  enum class Kind : std::uint8_t { Title, Heading, Paragraph, Bullet, Code, Table, Facts };

  Kind kind = Kind::Paragraph;
  std::string text;  ///< without marks; of a Code block its lines as they stand
  /// Of a Table, the first one its head; of Facts, a name and a value each. All equally long.
  std::vector<std::vector<std::string>> rows;
};

/// A page as model cards are written, in the part of Markdown that they use: headings, paragraphs, bullets, indented
/// code, tables. Emphasis, code marks and link targets are dropped; what is no Markdown stands as it is.
std::vector<PageBlock> plan_page(std::string_view markdown);

}  // namespace attnscope
