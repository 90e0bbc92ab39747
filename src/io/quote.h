#pragma once

#include <string>
#include <string_view>

namespace attnscope {

/// Somebody else's text as a message may carry it: in quotes, on one line, not longer than a few words.
std::string quote(std::string_view text);

}  // namespace attnscope
