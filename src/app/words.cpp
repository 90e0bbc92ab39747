#include "app/words.h"

namespace attnscope {
namespace {

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

bool stands_before(const std::vector<Token>& tokens, int token) {
  const auto at = static_cast<std::size_t>(token);
  if (at + 1 >= tokens.size() || !tokens[at].span || !tokens[at + 1].span) return false;
  return tokens[at].span->begin == tokens[at + 1].span->begin;
}

TokenRange word_around(const std::vector<Token>& tokens, int token) {
  const int count = static_cast<int>(tokens.size());
  const auto special = [&](int i) { return tokens[static_cast<std::size_t>(i)].special(); };
  const auto starts = [&](int i) {
    return tokens[static_cast<std::size_t>(i)].starts_word || special(i) != special(i - 1);
  };
  TokenRange word{token, token + 1};
  while (word.begin > 0 && !starts(word.begin)) --word.begin;
  while (word.end < count && !starts(word.end)) ++word.end;
  return word;
}

std::string word_text(const std::vector<Token>& tokens, TokenRange word) {
  std::string joined;
  for (int i = word.begin; i < word.end; ++i) {
    if (i + 1 == word.end || !stands_before(tokens, i)) joined += tokens[static_cast<std::size_t>(i)].text;
  }
  return std::string(trimmed(joined));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace attnscope
