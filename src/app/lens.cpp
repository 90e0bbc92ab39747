#include "app/lens.h"

#include <algorithm>
#include <utility>

#include "app/words.h"
#include "core/lens.h"

namespace attnscope {
namespace {

const Token& token_at(const std::vector<Token>& tokens, int i) { return tokens[static_cast<std::size_t>(i)]; }

/// One word of several pieces.
Token joined_token(const std::vector<Token>& pieces, TokenRange word) {
  Token joined = token_at(pieces, word.begin);
  for (int i = word.begin + 1; i < word.end; ++i) {
    const Token& piece = token_at(pieces, i);
    joined.piece += piece.piece;
    if (joined.span && piece.span) joined.span->end = std::max(joined.span->end, piece.span->end);
  }
  joined.id = -1;
  joined.text = word_text(pieces, word);
  return joined;
}

}  // namespace

std::vector<std::string> in_words(const Lens& lens) {
  std::vector<std::string> words;
  if (lens.hide_special) words.emplace_back("special tokens hidden, shares renormalised");
  if (lens.merge_words) words.emplace_back("pieces merged to words: summed over keys, averaged over queries");
  return words;
}

std::vector<std::string> in_few_words(const Lens& lens) {
  std::vector<std::string> words;
  if (lens.hide_special) words.emplace_back("no special tokens");
  if (lens.merge_words) words.emplace_back("whole words");
  return words;
}

int ShownTokens::token_of(int row) const {
  return kept[static_cast<std::size_t>(words[static_cast<std::size_t>(row)].begin)];
}

int ShownTokens::row_of(int token) const {
  const auto piece = std::ranges::lower_bound(kept, token);
  if (piece == kept.end() || *piece != token) return -1;
  const auto place = static_cast<int>(piece - kept.begin());
  return static_cast<int>(std::ranges::upper_bound(words, place, {}, &TokenRange::begin) - words.begin()) - 1;
}

Lens applicable(const std::vector<Token>& tokens) {
  const ShownTokens shown = show_through(tokens, {.hide_special = true, .merge_words = true});
  return {.hide_special = shown.hides, .merge_words = shown.joins};
}

ShownTokens show_through(const std::vector<Token>& tokens, const Lens& lens) {
  ShownTokens shown;
  for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
    if (lens.hide_special && token_at(tokens, i).special()) continue;
    shown.kept.push_back(i);
    shown.pieces.push_back(token_at(tokens, i));
  }
  const auto count = static_cast<int>(shown.pieces.size());
  for (int i = 0; i < count;) {
    const TokenRange word = lens.merge_words ? word_around(shown.pieces, i) : TokenRange{i, i + 1};
    shown.words.push_back(word);
    shown.tokens.push_back(word.size() == 1 ? token_at(shown.pieces, i) : joined_token(shown.pieces, word));
    i = word.end;
  }
  shown.hides = shown.pieces.size() < tokens.size();
  shown.joins = shown.tokens.size() < shown.pieces.size();
  return shown;
}

LookedAt look_through(std::shared_ptr<const HeadView> computed, const ShownTokens& rows, const ShownTokens& columns) {
  if (!computed || rows.tokens.empty() || columns.tokens.empty()) return {};
  LookedAt at{.computed = computed, .pieces = computed, .shown = nullptr};
  if (rows.hides || columns.hides) {
    at.pieces = std::make_shared<const HeadView>(keep(*computed, rows.kept, columns.kept));
  }
  const bool joins = rows.joins || columns.joins;
  at.shown = joins ? std::make_shared<const HeadView>(join(*at.pieces, rows.words, columns.words)) : at.pieces;
  return at;
}

}  // namespace attnscope
