#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "text/aligned_text.h"

namespace attnscope {

/// SentencePiece's table of what to write for what: a trie over UTF-8 bytes in a double array (as darts-clone lays it
/// out), whose leaves point into a text of replacements that each end in a zero byte.
class CharsMap {
 public:
  /// bytes: the size of the trie in bytes, the trie (both of little-endian u32), the replacements.
  /// Errors  Truncated; Malformed: a replacement that is not in the text, or not UTF-8; OutOfLimits: one that is longer
  ///         than what any character stands for.
  static Result<CharsMap> parse(std::string_view bytes);

  /// The replacement of the shortest entry that `text` begins with.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view text) const;

 private:
  std::vector<std::uint32_t> units_;
  std::string replacements_;
};

/// Exchanges what the map has, as the library does: a cluster of fewer than six bytes whole, by the shortest entry that
/// it begins with; any other one character by character. What goes at the beginning belongs to what is left there.
void exchange(const CharsMap& map, AlignedText& chars);

}  // namespace attnscope
