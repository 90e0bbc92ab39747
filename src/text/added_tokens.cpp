#include "text/added_tokens.h"

#include <algorithm>
#include <utility>

#include "text/characters.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

char32_t char_at(std::string_view text, std::size_t at) {
  return decode_utf8(text, at).value_or(DecodedChar{0xFFFD, 1}).code;
}

bool touches_word(std::string_view text, Span place) {
  if (place.begin > 0 && is_word_char(char_at(text, start_of_char_before(text, place.begin)))) return true;
  return place.end < text.size() && is_word_char(char_at(text, place.end));
}

/// Moves `begin` back over white space, but not before `limit`.
std::size_t strip_left(std::string_view text, std::size_t begin, std::size_t limit) {
  while (begin > limit) {
    const std::size_t before = start_of_char_before(text, begin);
    if (before < limit || !is_white_space(char_at(text, before))) break;
    begin = before;
  }
  return begin;
}

std::size_t strip_right(std::string_view text, std::size_t end) {
  while (end < text.size()) {
    const DecodedChar next = decode_utf8(text, end).value_or(DecodedChar{0xFFFD, 1});
    if (!is_white_space(next.code)) break;
    end += next.bytes;
  }
  return end;
}

std::vector<std::string> contents_of(const std::vector<AddedToken>& tokens) {
  std::vector<std::string> contents;
  contents.reserve(tokens.size());
  for (const AddedToken& token : tokens) contents.push_back(token.content);
  return contents;
}

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, const std::vector<std::string>& contents)
    : tokens_(std::move(tokens)) {
  std::vector<PieceTable::Entry> literals;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (contents[i].empty()) continue;
    literals.push_back({contents[i], static_cast<int>(i)});
    first_bytes_.set(static_cast<unsigned char>(contents[i].front()));
  }
  literals_ = PieceTable(std::move(literals));
}

AddedTokens::AddedTokens(const std::vector<AddedToken>& tokens) : AddedTokens(tokens, contents_of(tokens)) {}

std::optional<PieceTable::Match> AddedTokens::match_at(std::string_view rest) const {
  if (!first_bytes_.test(static_cast<unsigned char>(rest.front()))) return std::nullopt;
  return literals_.longest_prefix(rest, literals_.root());
}

std::vector<AddedTokens::Section> AddedTokens::split(std::string_view text) const {
  std::vector<Section> sections;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto match = match_at(text.substr(at));
    if (!match) {
      ++at;
      continue;
    }
    const AddedToken& token = tokens_[static_cast<std::size_t>(match->entry->id)];
    Span place{at, at + match->bytes};
    at = place.end;
    if (token.single_word && touches_word(text, place)) continue;
    if (place.begin < done) {
      // It stands in the white space that the token before took along: that one took only what lies before this one.
      if (token.lstrip) continue;
      sections.back().place.end = place.begin;
    }
    if (token.lstrip) place.begin = strip_left(text, place.begin, done);
    if (token.rstrip) place.end = strip_right(text, place.end);
    if (done < place.begin) sections.push_back({nullptr, {done, place.begin}});
    sections.push_back({&token, place});
    done = place.end;
  }
  if (done < text.size()) sections.push_back({nullptr, {done, text.size()}});
  return sections;
}

}  // namespace attnscope
