#include "text/tokenizer.h"

#include <algorithm>
#include <utility>

#include "text/characters.h"
#include "text/unicode.h"

namespace attnscope {

namespace {

/// Parts of the text are at least this long, so that what is spent once a part does not count.
constexpr std::size_t kPartBytes = std::size_t{1} << 14U;

/// The end of the part that begins at `place.begin`: the first white space after kPartBytes, or the whole place.
std::size_t end_of_part(std::string_view text, Span place) {
  for (std::size_t at = place.begin + kPartBytes; at < place.end; ++at) {
    // ASCII only: no byte of another character looks like it.
    if (text[at] == ' ' || text[at] == '\n') return at;
  }
  return place.end;
}

std::vector<AddedToken> only(const std::vector<AddedToken>& tokens, bool normalized) {
  std::vector<AddedToken> out;
  std::ranges::copy_if(tokens, std::back_inserter(out),
                       [normalized](const AddedToken& token) { return token.normalized == normalized; });
  return out;
}

AddedTokens normalized_tokens(const TokenizerParts& parts) {
  std::vector<AddedToken> tokens = only(parts.added, true);
  std::vector<std::string> contents;
  for (const AddedToken& token : tokens) {
    AlignedText chars = align(token.content, {0, token.content.size()});
    for (const Normalizer& normalizer : parts.normalizers) normalize(normalizer, chars);
    contents.push_back(to_utf8(chars));
  }
  return {std::move(tokens), contents};
}

}  // namespace

/// One call of encode(): what it has given so far.
class Tokenizer::Run {
 public:
  Run(const Tokenizer& tokenizer, std::string_view text, std::size_t room)
      : tokenizer_(tokenizer), text_(text), room_(room) {}

  void frame(const std::vector<FrameToken>& tokens) {
    for (const FrameToken& token : tokens) {
      out_.tokens.push_back({.id = token.id, .piece = token.piece, .text = token.piece, .span = std::nullopt});
    }
    out_.total_tokens += tokens.size();
  }

  void whole_text() {
    if (tokenizer_.in_typed_text_.empty()) return in_parts({0, text_.size()});
    for (const auto& [token, place] : tokenizer_.in_typed_text_.split(text_)) {
      token != nullptr ? put(token->id, token->content, place, true) : in_parts(place);
    }
  }

  Encoding take() && { return std::move(out_); }

 private:
  void in_parts(Span place) {
    while (place.begin < place.end) {
      const std::size_t end = tokenizer_.readable_in_parts_ ? end_of_part(text_, place) : place.end;
      part({place.begin, end});
      place.begin = end;
    }
  }

  void part(Span place) {
    AlignedText chars = align(text_, place);
    for (const Normalizer& normalizer : tokenizer_.parts_.normalizers) normalize(normalizer, chars);
    if (tokenizer_.in_normalized_text_.empty()) return words(chars, {0, chars.size()});
    std::size_t at = 0;  // characters and bytes advance together
    for (const auto& [token, bytes] : tokenizer_.in_normalized_text_.split(to_utf8(chars))) {
      const std::size_t begin = at;
      for (std::size_t read = bytes.begin; read < bytes.end; ++at) read += utf8_length(chars[at].code);
      token != nullptr ? put(token->id, token->content, source(chars, {begin, at}), true) : words(chars, {begin, at});
    }
  }

  void words(const AlignedText& chars, CharRange range) {
    if (range.begin == range.end) return;
    std::vector<CharRange> words{range};
    for (const PreTokenizer& kind : tokenizer_.parts_.pre_tokenizers) words = split_words(kind, chars, words);
    std::vector<Piece> pieces;
    for (const CharRange word : words) {
      pieces.clear();
      const std::span<const AlignedChar> letters(chars.data() + word.begin, word.end - word.begin);
      std::visit([&](const auto& model) { model.cut(letters, pieces); }, tokenizer_.parts_.model);
      for (const auto& [entry, place] : pieces) {
        const CharRange in_text{word.begin + place.begin, word.begin + place.end};
        put(entry->id, entry->piece, source(chars, in_text), place.begin == 0);
      }
    }
  }

  /// The bytes of the typed text that a range of characters, not empty, came from.
  static Span source(const AlignedText& chars, CharRange range) {
    const std::size_t begin = chars[range.begin].source.begin;
    return {begin, std::max(begin, chars[range.end - 1].source.end)};
  }

  void put(int id, const std::string& piece, Span place, bool starts_word) {
    ++out_.total_tokens;
    if (room_ == 0) {
      if (!out_.cut_at) out_.cut_at = place.begin;
      return;
    }
    --room_;
    out_.tokens.push_back({.id = id,
                           .piece = piece,
                           .text = std::string(text_.substr(place.begin, place.end - place.begin)),
                           .span = place,
                           .starts_word = starts_word});
  }

  const Tokenizer& tokenizer_;
  std::string_view text_;
  std::size_t room_;  ///< tokens of the text that may still be kept
  Encoding out_;
};

Tokenizer::Tokenizer(TokenizerParts parts)
    : parts_(std::move(parts)),
      in_typed_text_(only(parts_.added, false)),
      in_normalized_text_(normalized_tokens(parts_)),
      // A token that is looked for after normalising may itself reach over white space.
      readable_in_parts_(in_normalized_text_.empty() &&
                         std::ranges::any_of(parts_.pre_tokenizers, splits_at_white_space)) {}

Result<Encoding> Tokenizer::encode(std::string_view utf8, std::size_t max_tokens) const {
  if (const Status valid = check_utf8(utf8); !valid) return valid.error();
  const std::size_t frame = parts_.before.size() + parts_.after.size();
  if (max_tokens < frame) {
    return Error{ErrorCode::InvalidArgument, "",
                 "the tokenizer adds " + std::to_string(frame) +
                     " tokens of its own, which is more than the limit of " + std::to_string(max_tokens)};
  }
  Run run(*this, utf8, max_tokens - frame);
  run.frame(parts_.before);
  run.whole_text();
  run.frame(parts_.after);
  return std::move(run).take();
}

int Tokenizer::largest_id() const {
  int largest = 0;
  const auto see = [&largest](const auto& tokens) {
    for (const auto& token : tokens) largest = std::max(largest, token.id);
  };
  see(parts_.added);
  see(parts_.before);
  see(parts_.after);
  std::visit([&see](const auto& model) { see(model.vocabulary().entries()); }, parts_.model);
  return largest;
}

}  // namespace attnscope
