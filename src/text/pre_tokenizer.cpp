#include "text/pre_tokenizer.h"

#include "text/characters.h"

namespace attnscope {

namespace {

/// What a character is to a splitter.
enum class Part : std::uint8_t { OfWord, Alone, Nothing };

Part part(const BertPreTokenizer&, char32_t c) {
  if (is_white_space(c)) return Part::Nothing;
  return is_punctuation(c) ? Part::Alone : Part::OfWord;
}

Part part(const WhitespaceSplit&, char32_t c) { return is_white_space(c) ? Part::Nothing : Part::OfWord; }

template <class Kind>
void split_one(const Kind& kind, const AlignedText& chars, CharRange word, std::vector<CharRange>& out) {
  std::size_t begin = word.begin;
  for (std::size_t i = word.begin; i < word.end; ++i) {
    const Part role = part(kind, chars[i].code);
    if (role == Part::OfWord) continue;
    if (begin < i) out.push_back({begin, i});
    if (role == Part::Alone) out.push_back({i, i + 1});
    begin = i + 1;
  }
  if (begin < word.end) out.push_back({begin, word.end});
}

}  // namespace

std::vector<CharRange> split_words(const PreTokenizer& pre_tokenizer, const AlignedText& chars,
                                   const std::vector<CharRange>& words) {
  std::vector<CharRange> out;
  std::visit(
      [&](const auto& kind) {
        for (const CharRange word : words) split_one(kind, chars, word, out);
      },
      pre_tokenizer);
  return out;
}

bool splits_at_white_space(const PreTokenizer& pre_tokenizer) {
  return std::visit([](const auto& kind) { return part(kind, U' ') == Part::Nothing; }, pre_tokenizer);
}

}  // namespace attnscope
