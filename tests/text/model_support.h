#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "text/aligned_text.h"
#include "text/piece.h"
#include "text/piece_table.h"

namespace attnscope {

/// A vocabulary whose ids are the places in the list.
inline PieceTable table_of(const std::vector<std::string>& pieces) {
  std::vector<PieceTable::Entry> entries;
  for (const std::string& piece : pieces) entries.push_back({piece, static_cast<int>(entries.size())});
  return PieceTable(std::move(entries));
}

/// The pieces of a word, each with the part of it that it stands for: "##phy=phy".
template <class Model>
Result<std::vector<std::string>> pieces_of(const Model& model, const std::string& word) {
  const AlignedText chars = align(word, {0, word.size()});
  std::vector<Piece> pieces;
  if (const Status done = model.cut(chars, pieces); !done) return done.error();
  std::vector<std::string> out;
  for (const auto& [entry, place] : pieces) {
    const std::size_t begin = chars[place.begin].source.begin;
    out.push_back(entry->piece + "=" + word.substr(begin, chars[place.end - 1].source.end - begin));
  }
  return out;
}

/// The same, or what went wrong as the only piece.
template <class Model>
std::vector<std::string> pieces_or_error(const Model& model, const std::string& word) {
  const auto pieces = pieces_of(model, word);
  return pieces ? *pieces : std::vector<std::string>{to_line(pieces.error())};
}

}  // namespace attnscope
