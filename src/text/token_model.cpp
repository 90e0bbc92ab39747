#include "text/token_model.h"

#include <utility>

#include "text/unicode.h"

namespace attnscope {

namespace {

Error no_unknown_token(const std::string& unknown) {
  return Error{ErrorCode::Malformed, "unk_token",
               "'" + unknown + "' is not in the vocabulary, so words that it lacks cannot be told"};
}

std::string spell(std::span<const AlignedChar> word) {
  std::string out;
  for (const AlignedChar& c : word) append_utf8(out, c.code);
  return out;
}

}  // namespace

WordPiece::WordPiece(PieceTable vocabulary, Options options)
    : vocabulary_(std::move(vocabulary)),
      options_(std::move(options)),
      continuing_(vocabulary_.under(options_.continuing_prefix)) {}

Result<WordPiece> WordPiece::make(PieceTable vocabulary, Options options) {
  if (vocabulary.find(options.unknown) == nullptr) return no_unknown_token(options.unknown);
  return WordPiece(std::move(vocabulary), std::move(options));
}

Status WordPiece::cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const {
  const std::size_t before = out.size();
  const auto give_up = [&] {
    out.resize(before);
    out.push_back({vocabulary_.find(options_.unknown), {0, word.size()}});
    return Status();
  };
  if (word.size() > options_.max_chars) return give_up();
  const std::string spelled = spell(word);
  std::string_view rest = spelled;
  std::size_t at = 0;
  while (!rest.empty()) {
    const auto match = vocabulary_.longest_prefix(rest, at == 0 ? vocabulary_.root() : continuing_);
    if (!match) return give_up();
    std::size_t end = at;
    for (std::size_t bytes = 0; bytes < match->bytes; ++end) bytes += utf8_length(word[end].code);
    out.push_back({match->entry, {at, end}});
    rest.remove_prefix(match->bytes);
    at = end;
  }
  return {};
}

WordLevel::WordLevel(PieceTable vocabulary, std::string unknown)
    : vocabulary_(std::move(vocabulary)), unknown_(std::move(unknown)) {}

Result<WordLevel> WordLevel::make(PieceTable vocabulary, std::string unknown) {
  if (vocabulary.find(unknown) == nullptr) return no_unknown_token(unknown);
  return WordLevel(std::move(vocabulary), std::move(unknown));
}

Status WordLevel::cut(std::span<const AlignedChar> word, std::vector<Piece>& out) const {
  const PieceTable::Entry* entry = vocabulary_.find(spell(word));
  out.push_back({entry != nullptr ? entry : vocabulary_.find(unknown_), {0, word.size()}});
  return {};
}

}  // namespace attnscope
