#pragma once

#include "text/aligned_text.h"
#include "text/piece_table.h"

namespace attnscope {

/// A piece of one word: an entry of the model's vocabulary and the characters of the word that it stands for.
struct Piece {
  const PieceTable::Entry* entry = nullptr;
  CharRange place;
};

}  // namespace attnscope
