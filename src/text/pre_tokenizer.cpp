#include "text/pre_tokenizer.h"

#include "text/byte_letters.h"
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
void split_by_part(const Kind& kind, Words& words) {
  std::vector<CharRange> out;
  for (const CharRange word : words.ranges) {
    std::size_t begin = word.begin;
    for (std::size_t i = word.begin; i < word.end; ++i) {
      const Part role = part(kind, words.chars[i].code);
      if (role == Part::OfWord) continue;
      if (begin < i) out.push_back({begin, i});
      if (role == Part::Alone) out.push_back({i, i + 1});
      begin = i + 1;
    }
    if (begin < word.end) out.push_back({begin, word.end});
  }
  words.ranges = std::move(out);
}

/// Cuts at single characters.
template <class IsDelimiter>
void split_at(SplitBehavior behavior, const IsDelimiter& is_delimiter, Words& words) {
  std::vector<CharRange> out;
  for (const CharRange word : words.ranges) {
    std::vector<CharRange> matches;
    for (std::size_t i = word.begin; i < word.end; ++i) {
      if (is_delimiter(words.chars[i].code)) matches.push_back({i - word.begin, i - word.begin + 1});
    }
    put_words(behavior, stretches(word, matches, false), out);
  }
  words.ranges = std::move(out);
}

Status split_at_matches(const Regex& pattern, SplitBehavior behavior, bool invert, Words& words) {
  std::vector<CharRange> out;
  std::vector<CharRange> matches;
  Regex::Matcher matcher(pattern);
  for (const CharRange word : words.ranges) {
    matches.clear();
    const std::span<const AlignedChar> letters(words.chars.data() + word.begin, word.end - word.begin);
    if (Status found = matcher.find_all(letters, matches); !found) return found;
    put_words(behavior, stretches(word, matches, invert), out);
  }
  words.ranges = std::move(out);
  return {};
}

Status split(const BertPreTokenizer& kind, Words& words) {
  split_by_part(kind, words);
  return {};
}

Status split(const WhitespaceSplit& kind, Words& words) {
  split_by_part(kind, words);
  return {};
}

Status split(const Whitespace&, Words& words) {
  split_by_part(WhitespaceSplit{}, words);
  split_at(SplitBehavior::Contiguous, is_word_char, words);
  return {};
}

Status split(const Split& kind, Words& words) {
  return split_at_matches(kind.pattern, kind.behavior, kind.invert, words);
}

Status split(const Punctuation& kind, Words& words) {
  split_at(kind.behavior, is_punctuation, words);
  return {};
}

Status split(const Digits& kind, Words& words) {
  split_at(kind.individual ? SplitBehavior::Isolated : SplitBehavior::Contiguous, is_number, words);
  return {};
}

Status split(const ByteLevel& kind, Words& words) {
  if (kind.add_prefix_space) put_before_words(U' ', words, [](const AlignedChar& first) { return first.code != U' '; });
  if (kind.pattern) {
    if (Status done = split_at_matches(*kind.pattern, SplitBehavior::Isolated, false, words); !done) return done;
  }
  Words spelled;
  for (const CharRange word : words.ranges) {
    const std::size_t begin = spelled.chars.size();
    put_byte_letters(std::span(words.chars).subspan(word.begin, word.end - word.begin), spelled.chars);
    spelled.ranges.push_back({begin, spelled.chars.size()});
  }
  words = std::move(spelled);
  return {};
}

Status split(const Metaspace& kind, Words& words) {
  for (const CharRange word : words.ranges) {
    for (std::size_t i = word.begin; i < word.end; ++i) {
      if (words.chars[i].code == U' ') words.chars[i].code = kind.replacement;
    }
  }
  put_before_words(kind.replacement, words, [&kind](const AlignedChar& first) {
    if (first.code == kind.replacement || kind.prepend == Metaspace::Prepend::Never) return false;
    return kind.prepend == Metaspace::Prepend::Always || first.source.begin == 0;
  });
  if (!kind.split) return {};
  split_at(
      SplitBehavior::MergedWithNext, [&kind](char32_t c) { return c == kind.replacement; }, words);
  return {};
}

}  // namespace

const Regex& ByteLevel::gpt2_pattern() {
  static const Regex kPattern =
      Regex::compile(R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)").value();
  return kPattern;
}

Status split_words(const PreTokenizer& pre_tokenizer, Words& words) {
  if (Status done = std::visit([&words](const auto& kind) { return split(kind, words); }, pre_tokenizer); !done) {
    return done;
  }
  return check_growth(words.chars, words.chars.size());
}

bool splits_at_white_space(const PreTokenizer& pre_tokenizer) {
  return std::holds_alternative<BertPreTokenizer>(pre_tokenizer) ||
         std::holds_alternative<WhitespaceSplit>(pre_tokenizer) || std::holds_alternative<Whitespace>(pre_tokenizer);
}

}  // namespace attnscope
