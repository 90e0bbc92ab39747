#pragma once

#include "text/aligned_text.h"

namespace attnscope {

/// The normalization forms of UAX 15: NFD, NFC, NFKD, NFKC.
struct UnicodeForm {
  bool composed = false;
  bool compatible = false;  ///< K: what only looks different is exchanged, too
};

/// Brings the characters into a form. What a character comes apart into has its place; what comes together has that of
/// the first.
void to_form(const UnicodeForm& form, AlignedText& chars);

}  // namespace attnscope
