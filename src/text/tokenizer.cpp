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

Status normalize_all(const std::vector<Normalizer>& normalizers, AlignedText& chars) {
  for (const Normalizer& normalizer : normalizers) {
    if (Status done = normalize(normalizer, chars); !done) return done;
  }
  return {};
}

Result<AddedTokens> normalized_tokens(const TokenizerParts& parts) {
  std::vector<AddedToken> tokens = only(parts.added, true);
  std::vector<std::string> contents;
  for (const AddedToken& token : tokens) {
    AlignedText chars = align(token.content, {0, token.content.size()});
    if (const Status done = normalize_all(parts.normalizers, chars); !done) return done.error();
    contents.push_back(to_utf8(chars));
  }
  return AddedTokens(std::move(tokens), contents);
}

/// Whether the text may be cut at white space, and its parts read one by one, without changing a token.
bool readable_in_parts(const TokenizerParts& parts) {
  return !parts.pre_tokenizers.empty() && splits_at_white_space(parts.pre_tokenizers.front()) &&
         std::ranges::all_of(parts.normalizers, minds_no_white_space);
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

  Status whole_text() {
    if (tokenizer_.in_typed_text_.empty()) return in_parts({0, text_.size()});
    for (const auto& [token, place] : tokenizer_.in_typed_text_.split(text_)) {
      if (token != nullptr) {
        put_added(*token, place);
      } else if (Status done = in_parts(place); !done) {
        return done;
      }
    }
    return {};
  }

  Encoding take() && {
    out_.total_tokens += text_tokens_;
    return std::move(out_);
  }

 private:
  Status in_parts(Span place) {
    while (place.begin < place.end) {
      const std::size_t end = tokenizer_.readable_in_parts_ ? end_of_part(text_, place) : place.end;
      if (Status done = part({place.begin, end}); !done) return done;
      place.begin = end;
    }
    return {};
  }

  Status part(Span place) {
    AlignedText chars = align(text_, place);
    if (Status done = normalize_all(tokenizer_.parts_.normalizers, chars); !done) return done;
    if (tokenizer_.in_normalized_text_.empty()) return words(std::move(chars));
    std::size_t at = 0;  // characters and bytes advance together
    for (const auto& [token, bytes] : tokenizer_.in_normalized_text_.split(to_utf8(chars))) {
      const std::size_t begin = at;
      for (std::size_t read = bytes.begin; read < bytes.end; ++at) read += utf8_length(chars[at].code);
      if (token != nullptr) {
        put_added(*token, source(chars, {begin, at}));
      } else if (Status done = words(AlignedText(chars.data() + begin, chars.data() + at)); !done) {
        return done;
      }
    }
    return {};
  }

  Status words(AlignedText chars) {
    if (chars.empty()) return {};
    Words words{.chars = std::move(chars), .ranges = {}};
    words.ranges.push_back({0, words.chars.size()});
    for (const PreTokenizer& kind : tokenizer_.parts_.pre_tokenizers) {
      if (Status done = split_words(kind, words); !done) return done;
    }
    std::vector<Piece> pieces;
    for (const CharRange word : words.ranges) {
      pieces.clear();
      const std::span<const AlignedChar> letters(words.chars.data() + word.begin, word.end - word.begin);
      Status done = std::visit([&](const auto& model) { return model.cut(letters, pieces); }, tokenizer_.parts_.model);
      if (!done) return done;
      for (const auto& [entry, place] : pieces) {
        const Span span = source(words.chars, {word.begin + place.begin, word.begin + place.end});
        put(entry->id, entry->piece, entry->piece, span, place.begin == 0 || begins_with_space(span));
      }
    }
    return {};
  }

  /// The bytes of the typed text that a range of characters, not empty, came from.
  static Span source(const AlignedText& chars, CharRange range) {
    const std::size_t begin = chars[range.begin].source.begin;
    return {begin, std::max(begin, chars[range.end - 1].source.end)};
  }

  /// Where words are not set apart, or keep the space before them, it is the space that begins the next one.
  [[nodiscard]] bool begins_with_space(Span place) const {
    return place.begin < place.end && is_white_space(decode_utf8(text_, place.begin)->code);
  }

  void put_added(const AddedToken& token, Span place) { put(token.id, token.content, typed(place), place, true); }

  /// `spelling` is the piece, or an added token as it was found, with the white space that it took along.
  void put(int id, const std::string& piece, std::string_view spelling, Span place, bool starts_word) {
    const bool first = text_tokens_++ == 0;
    if (room_ == 0) {
      if (!out_.cut_at) out_.cut_at = place.begin;
      return;
    }
    --room_;
    for (const TrimSpans& trim : tokenizer_.parts_.trims) place = trimmed(trim, text_, place, spelling, first);
    out_.tokens.push_back(
        {.id = id, .piece = piece, .text = std::string(typed(place)), .span = place, .starts_word = starts_word});
  }

  [[nodiscard]] std::string_view typed(Span place) const { return text_.substr(place.begin, place.end - place.begin); }

  const Tokenizer& tokenizer_;
  std::string_view text_;
  std::size_t room_;             ///< tokens of the text that may still be kept
  std::size_t text_tokens_ = 0;  ///< those that are not kept included
  Encoding out_;
};

Tokenizer::Tokenizer(TokenizerParts parts, AddedTokens in_normalized_text)
    : parts_(std::move(parts)),
      in_typed_text_(only(parts_.added, false)),
      in_normalized_text_(std::move(in_normalized_text)),
      // A token that is looked for after normalising may itself reach over white space.
      readable_in_parts_(in_normalized_text_.empty() && readable_in_parts(parts_)) {}

Result<Tokenizer> Tokenizer::make(TokenizerParts parts) {
  Result<AddedTokens> in_normalized_text = normalized_tokens(parts);
  if (!in_normalized_text) return in_normalized_text.error();
  return Tokenizer(std::move(parts), std::move(in_normalized_text).value());
}

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
  if (const Status done = run.whole_text(); !done) return done.error();
  run.frame(parts_.after);
  return std::move(run).take();
}

int Tokenizer::largest_id() const {
  int largest = 0;
  const auto see = [&largest](const auto& tokens) {
    for (const auto& token : tokens) largest = std::max(largest, token.id);
  };
  see(parts_.before);
  see(parts_.after);
  std::visit([&see](const auto& model) { see(model.vocabulary().entries()); }, parts_.model);
  return largest;
}

std::string Tokenizer::piece_of(int id) const {
  for (const AddedToken& token : parts_.added) {
    if (token.id == id) return token.content;
  }
  const auto& entries = std::visit(
      [](const auto& model) -> const auto& { return model.vocabulary().entries(); }, parts_.model);
  const auto entry = std::ranges::find(entries, id, &PieceTable::Entry::id);
  return entry == entries.end() ? std::string() : entry->piece;
}

}  // namespace attnscope
