#pragma once

#include <string_view>

#include "core/token.h"

namespace attnscope {

/// What a byte-level post-processor does to the places of tokens: the white space at their ends does not count.
struct TrimSpans {
  bool add_prefix_space = true;  ///< the one space before the first token may have been added, and nothing is taken off
};

/// The place of a token without the white space at the ends of its spelling. A token of nothing but white space keeps
/// its place, where the library would leave an empty one, so that there is something to show.
/// first: whether it is the first token of the text.
Span trimmed(const TrimSpans& options, std::string_view text, Span place, std::string_view spelling, bool first);

}  // namespace attnscope
