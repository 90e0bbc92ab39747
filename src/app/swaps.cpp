#include "app/swaps.h"

#include <array>
#include <utility>

#include "app/words.h"

namespace attnscope {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Words that turn a sentence's meaning round when one stands in the other's place. The first ones change which noun a
/// pronoun stands for: a trophy is too big, a suitcase too small; an animal is tired, a road wide.
constexpr std::array<Pair, 21> kPairs{
    {{"big", "small"},      {"large", "little"}, {"tired", "wide"},    {"happy", "hungry"}, {"heavy", "weak"},
     {"tall", "short"},     {"full", "empty"},   {"sleepy", "narrow"}, {"scared", "soft"},  {"strong", "fragile"},
     {"fast", "slow"},      {"old", "new"},      {"hot", "cold"},      {"early", "late"},   {"loud", "quiet"},
     {"clean", "dirty"},    {"open", "closed"},  {"wet", "dry"},       {"thick", "thin"},   {"deep", "shallow"},
     {"cheap", "expensive"}}};

std::string_view partner_of(std::string_view word) {
  for (const auto& [one, other] : kPairs) {
    if (word == one) return other;
    if (word == other) return one;
  }
  return {};
}

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::optional<std::string> swap_of(std::string_view word) {
  std::string partner(partner_of(lowered(word)));
  if (partner.empty()) return std::nullopt;
  const bool first = is_capital(word[0]);
  const bool all = first && word.size() > 1 && is_capital(word[1]);
  for (std::size_t i = 0; i < partner.size(); ++i) {
    if (all || (first && i == 0)) partner[i] = capital(partner[i]);
  }
  return partner;
}

std::optional<SwapWord> swap_at(const std::vector<Token>& tokens, std::string_view text, int token) {
  const TokenRange word = word_around(tokens, token);
  const auto& first = tokens[static_cast<std::size_t>(word.begin)].span;
  const auto& last = tokens[static_cast<std::size_t>(word.end - 1)].span;
  if (!first || !last || first->begin >= last->end || last->end > text.size()) return std::nullopt;

  // Some tokenizers count the space before a word in; it stays where it is.
  const std::string_view typed = text.substr(first->begin, last->end - first->begin);
  const std::string_view bare = trimmed(typed);
  std::optional<std::string> replacement = swap_of(bare);
  if (!replacement) return std::nullopt;
  const std::size_t begin = first->begin + static_cast<std::size_t>(bare.data() - typed.data());
  return SwapWord{.span = {.begin = begin, .end = begin + bare.size()}, .replacement = *std::move(replacement)};
}

}  // namespace attnscope
