#pragma once

#include <optional>
#include <variant>

#include "core/result.h"
#include "text/aligned_text.h"

namespace attnscope {

// Normalisers: what is done to the characters before they are cut into words. Values as a tokenizer.json writes them;
// a new kind is a new struct in the variant and an overload in normalizer.cpp.

/// BERT's basic cleaning, in this order.
struct BertNormalizer {
  bool clean_text = true;             ///< controls go, white space becomes a space
  bool handle_chinese_chars = true;   ///< a space on each side of an ideograph
  std::optional<bool> strip_accents;  ///< none: as `lowercase`
  bool lowercase = true;
};

struct Lowercase {};

using Normalizer = std::variant<BertNormalizer, Lowercase>;

/// Changes `chars` as the `tokenizers` library would, places included.
/// Errors  OutOfLimits: a pattern took too many steps.
Status normalize(const Normalizer& normalizer, AlignedText& chars);

/// Whether a text may be cut before any space or line feed and normalised part by part.
bool minds_no_white_space(const Normalizer& normalizer);

/// Canonical decomposition (UAX 15, NFD). Each character keeps the place of the one it was part of.
void decompose(AlignedText& chars);

}  // namespace attnscope
