#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "app/scene.h"
#include "app/words.h"
#include "text/unicode.h"

namespace attnscope {
namespace {

/// The words that stand for somebody or something named elsewhere: what attention is asked about most.
constexpr std::array<std::string_view, 10> kPronouns{"it",  "he",   "she",     "they",    "him",
                                                     "her", "them", "himself", "herself", "itself"};

const Token& at(const std::vector<Token>& tokens, int i) { return tokens[static_cast<std::size_t>(i)]; }

bool is_pronoun(std::string_view word) {
  std::string small = lowered(word);
  small = small.substr(0, std::min(small.find('\''), small.find("’")));  // "it's" is about "it"
  return std::find(kPronouns.begin(), kPronouns.end(), small) != kPronouns.end();
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           static_cast<signed char>(c) < 0;
  });
}

/// The last pronoun, else the last word, else the last token of the text, else the last token.
int choose_for_me(const std::vector<Token>& tokens) {
  int last_word = -1;
  int last_typed = -1;
  for (int i = static_cast<int>(tokens.size()) - 1; i >= 0; --i) {
    const Token& token = at(tokens, i);
    if (!token.span) continue;
    if (last_typed < 0) last_typed = i;
    if (!token.starts_word) continue;
    const std::string word = word_text(tokens, word_around(tokens, i));
    if (is_pronoun(word)) return i;
    if (last_word < 0 && has_letter(word)) last_word = i;
  }
  if (last_word >= 0) return last_word;
  return last_typed >= 0 ? last_typed : static_cast<int>(tokens.size()) - 1;
}

/// Among the tokens that fit, the one nearest to `index` (the earlier of two), the last one where there is no index.
template <class Fits>
int nearest(const std::vector<Token>& tokens, int index, Fits fits) {
  int best = -1;
  for (int i = 0; i < static_cast<int>(tokens.size()); ++i) {
    if (!fits(i)) continue;
    if (best < 0 || index < 0 || std::abs(i - index) < std::abs(best - index)) best = i;
  }
  return best;
}

}  // namespace

QueryChoice pin(const std::vector<Token>& tokens, int token) {
  if (token < 0 || token >= static_cast<int>(tokens.size())) return {};
  const Token& chosen = at(tokens, token);
  if (!chosen.starts_word) return {.word = chosen.piece, .index = token};
  std::string word = word_text(tokens, word_around(tokens, token));
  // A byte-level piece may be half a character, and white space has no word: the vocabulary's own name is always text.
  if (word.empty() || first_bad_byte(word)) word = chosen.piece;
  return {.word = std::move(word), .index = token};
}

int resolve(const QueryChoice& choice, const std::vector<Token>& tokens) {
  if (tokens.empty()) return -1;
  if (choice.word.empty()) return choose_for_me(tokens);

  const int count = static_cast<int>(tokens.size());
  if (choice.index >= 0 && choice.index < count && at(tokens, choice.index).piece == choice.word) return choice.index;

  const auto word_at = [&](int i) { return word_text(tokens, word_around(tokens, i)); };
  const auto is_word = [&](int i) { return at(tokens, i).starts_word && word_at(i) == choice.word; };
  const auto is_word_in_any_case = [&](int i) {
    return at(tokens, i).starts_word && lowered(word_at(i)) == lowered(choice.word);
  };
  const auto is_piece = [&](int i) { return at(tokens, i).piece == choice.word; };

  int found = nearest(tokens, choice.index, is_word);
  if (found < 0) found = nearest(tokens, choice.index, is_word_in_any_case);
  if (found < 0) found = nearest(tokens, choice.index, is_piece);
  return found >= 0 ? found : choose_for_me(tokens);
}

int asking_row(const QueryChoice& choice, const std::vector<Token>& tokens, const ShownTokens& shown) {
  const int token = resolve(choice, tokens);
  const int row = token < 0 ? -1 : shown.row_of(token);
  return row >= 0 ? row : choose_for_me(shown.tokens);
}

}  // namespace attnscope
