#pragma once

#include <span>

#include "text/aligned_text.h"

namespace attnscope {

/// GPT-2's letter for a byte: bytes that print in Latin-1 are their own letters, the others follow from U+0100 on in
/// order, so that a space is U+0120, 'Ġ'.
char32_t letter_of_byte(unsigned char byte);

/// Appends the characters as the letters of their UTF-8 bytes; each keeps the place of its character.
void put_byte_letters(std::span<const AlignedChar> chars, AlignedText& out);

}  // namespace attnscope
